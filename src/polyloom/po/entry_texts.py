"""How a catalog's file writes each of its entries, so that what stays can be written so again.

Only files that are laid out as tools write them are known so well: UTF-8, an entry, an empty line,
the header first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.parser import charset_of

BORDER = b"\n\n"
# What no file has that tools write.
_ODD = (b"\r", b"\0", b"\4")
# What the last line of an entry begins with; a comment there would be the next one's.
_LAST = (b"msgstr", b'"', b"#~ msgstr", b'#~ "')


class EntryTexts(Struct, frozen=True):
    """A catalog that was read, and how its file writes the header and each entry."""

    catalog: Catalog
    header: bytes
    entries: Mapping[EntryKey, tuple[Entry, bytes]]


def entry_texts(data: bytes, catalog: Catalog) -> EntryTexts | None:
    """How the file that ``catalog`` was read from writes it; None where it is laid out otherwise.

    ``data`` is the file.
    """
    blocks = blocks_of(data)
    if blocks is None:
        return None
    entries = entries_by_block(blocks, catalog)
    return None if entries is None else texts_of(catalog, entries, blocks)


def texts_of(catalog: Catalog, entries: Mapping[int, Entry], blocks: Sequence[bytes]) -> EntryTexts:
    """How the blocks write a catalog, whose entries are called by the numbers of theirs."""
    texts = {entry.key: (entry, blocks[number]) for number, entry in entries.items()}
    return EntryTexts(catalog, blocks[0], texts)


def blocks_of(data: bytes) -> list[bytes] | None:
    """What stands between empty lines, or None where the file is not as tools write it.

    It stays bytes: a single emoji makes Python keep a text in four bytes a character.
    """
    if charset_of(data).lower() != "utf-8" or any(odd in data for odd in _ODD):
        return None
    blocks = data.split(BORDER)
    try:
        for block in blocks:
            block.decode()
    except UnicodeDecodeError:
        return None
    blocks[-1] = blocks[-1].rstrip(b"\n")
    return blocks


def entries_by_block(blocks: Sequence[bytes], catalog: Catalog) -> Mapping[int, Entry] | None:
    """The entries by the number of the block that each is, as they were read from the blocks.

    None unless each block is one of them, but for the first, which is the header.
    """
    if not all(block.rpartition(b"\n")[2].startswith(_LAST) for block in blocks):
        return None
    begins = list(accumulate((block.count(b"\n") + 2 for block in blocks), initial=1))
    entries = {bisect_right(begins, entry.line) - 1: entry for entry in catalog.entries}
    is_even = len(entries) == len(catalog.entries) == len(blocks) - 1
    return entries if is_even and catalog.header and 0 not in entries else None
