"""The bytes of each entry in a catalog's file, so that an entry that stays is written as it was.

A *block* is what stands between two empty lines. Only files that are laid out as tools write them
are taken apart: UTF-8, one entry to a block, the header first.
"""

from __future__ import annotations

from bisect import bisect_right
from codecs import utf_8_decode
from collections.abc import Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.equivalence import same_entry, same_header
from polyloom.po.parser import charset_of
from polyloom.po.writer import EntryOrBlock, MapOverParts, write_blocks, write_end, write_header

BLOCK_BORDER = b"\n\n"
# What no file has that tools write.
_ODD = (b"\r", b"\0", b"\4")
# What the last line of an entry begins with; a comment there would be the next one's.
_LAST = (b"msgstr", b'"', b"#~ msgstr", b'#~ "')

_DECODED_AT_ONCE = 1 << 18

# A file's bytes, and the catalog that was read from them.
CatalogOnDisk = tuple[bytes, Catalog]


class EntryBlocks(Struct, frozen=True):
    """A catalog, the block of its header, and each of its entries with its block."""

    catalog: Catalog
    header: bytes
    entries: Mapping[EntryKey, tuple[Entry, bytes]]


def write_preserving(
    catalog: Catalog,
    files: Sequence[CatalogOnDisk],
    width: int,
    map_over_parts: MapOverParts = map,
) -> bytes:
    """The catalog as a file in which what is also in one of ``files`` is written as it is there.

    The first file that has an entry, or the header, counts; files that are not laid out as tools
    write them do not. All else is wrapped at ``width`` columns. Raises UserError for what
    ``write_catalog`` refuses.
    """
    known = [blocks for data, read in files if (blocks := entry_blocks(data, read))]
    headers = (blocks.header for blocks in known if same_header(blocks.catalog, catalog))
    header = next((header + b"\n" for header in headers), None)
    parts = [block_if_same(entry, known) for entry in catalog.entries]
    data = write_blocks(header or write_header(catalog, width), parts, width, map_over_parts)
    return data + write_end(catalog)


def block_if_same(entry: Entry, files: Sequence[EntryBlocks]) -> EntryOrBlock:
    """The block of the first file that has the very same entry, or the entry where none has it."""
    for blocks in files:
        old, block = blocks.entries.get(entry.key, (None, b""))
        if old is not None and same_entry(entry, old):
            return block
    return entry


def entry_blocks(data: bytes, catalog: Catalog) -> EntryBlocks | None:
    """The blocks of a file and the catalog that was read from it.

    None where the file is laid out otherwise than tools do.
    """
    blocks = split_po_blocks(data)
    if blocks is None:
        return None
    entries = entries_by_block(blocks, catalog)
    return None if entries is None else blocks_by_key(catalog, entries, blocks)


def blocks_by_key(
    catalog: Catalog, entries: Mapping[int, Entry], blocks: Sequence[bytes]
) -> EntryBlocks:
    """The blocks of ``entries``, given by the numbers of theirs; block 0 is the header."""
    by_key = {entry.key: (entry, blocks[number]) for number, entry in entries.items()}
    return EntryBlocks(catalog, blocks[0], by_key)


def split_po_blocks(data: bytes) -> list[bytes] | None:
    """A file's blocks, or None where it is not as tools write it.

    They stay bytes: a single emoji makes Python keep a text in four bytes a character.
    """
    if charset_of(data).lower() != "utf-8" or any(odd in data for odd in _ODD):
        return None
    if not _is_utf_8(data):
        return None
    blocks = data.split(BLOCK_BORDER)
    blocks[-1] = blocks[-1].rstrip(b"\n")
    return blocks


def _is_utf_8(data: bytes) -> bool:
    view, begin = memoryview(data), 0
    try:
        # The text of the whole would take up to four times the memory of the file.
        while begin < len(data):
            end = begin + _DECODED_AT_ONCE
            begin += utf_8_decode(view[begin:end], "strict", end >= len(data))[1]
    except UnicodeDecodeError:
        return False
    return True


def entries_by_block(blocks: Sequence[bytes], catalog: Catalog) -> Mapping[int, Entry] | None:
    """The entries of a catalog by the number of the block that each was read from.

    None unless each block is one of them, but for block 0, which is the header.
    """
    if not all(block.rpartition(b"\n")[2].startswith(_LAST) for block in blocks):
        return None
    first_lines = list(accumulate((block.count(b"\n") + 2 for block in blocks), initial=1))
    entries = {bisect_right(first_lines, entry.line) - 1: entry for entry in catalog.entries}
    is_even = len(entries) == len(catalog.entries) == len(blocks) - 1
    return entries if is_even and catalog.header and 0 not in entries else None
