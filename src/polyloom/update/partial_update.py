"""Part what an update leaves as it is from what it has to look at.

An entry that has nothing but references, extracted comments and a translation, and whose source
text stands in the catalog as it does in the template, gets the template's comments and nothing
else. So no entry is made of it, and however an editor wrapped its translation, it stays so. Files
that are not laid out as tools write them, an entry, an empty line, are not parted.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.entry_texts import (
    BORDER,
    EntryTexts,
    blocks_of,
    entries_by_block,
    texts_of,
)
from polyloom.po.equivalence import same_header
from polyloom.po.parser import read_catalog
from polyloom.po.patching import as_in_a_file
from polyloom.po.quoting import unescape_simple
from polyloom.po.writer import Part, write_header, write_parts
from polyloom.update.predecessor_search import Stand

_UNTRANSLATED = b'\nmsgstr ""'
_TRANSLATION = b"\nmsgstr "
# A string, whose escapes are those that tools write, on one line or on several.
_LINE = rb'"[^"\\\n]*+(?:\\[abfnrtv"\\][^"\\\n]*+)*+"'
_STRING = rb"%b(?:\n%b)*+" % (_LINE, _LINE)
# What “strip” takes for blank, in UTF-8, and what stands between strings.
_BLANK = (
    rb'[\s"\x1c-\x1f]|\\[abfnrtv]|\xc2[\x85\xa0]|\xe1\x9a\x80|'
    rb"\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80"
)
# What a template says above an entry.
_COMMENTS = re.compile(rb"(?:#[.:][^\n]*+(?<!\\)\n)*+")
_STRINGS = re.compile(
    rb"(?:msgctxt (%b)\n)?+msgid (%b)\nmsgstr (?!(?:%b)*+\Z)%b"
    % (_STRING, _STRING, _BLANK, _STRING)
)


class Parted(Struct, frozen=True):
    """A template and a catalog without the entries that stay.

    ``wanted`` is what stands in the template, in order, and ``active`` what stands in the catalog,
    but for obsolete entries. ``unchanged`` is what an update writes of the entries that stay,
    ``before`` how the catalog's file writes them, and ``left`` how it writes what is left of it,
    None where nothing was parted.
    """

    template: Catalog
    catalog: Catalog
    wanted: Sequence[Stand]
    active: Sequence[Stand]
    unchanged: Mapping[int, bytes] = field(default_factory=dict)
    before: Mapping[int, bytes] = field(default_factory=dict)
    left: EntryTexts | None = None


class _Rest(NamedTuple):
    """What is left of a file: a catalog, and its entries by the number of their blocks."""

    catalog: Catalog
    entries: Mapping[int, Entry]

    def keys(self) -> set[EntryKey]:
        return {entry.key for entry in self.entries.values()}


def whole(template: Catalog, catalog: Catalog) -> Parted:
    """A template and a catalog all of whose entries are looked at."""
    return Parted(template, catalog, _active(template.entries), _active(catalog.entries))


def part(template: bytes, catalog: bytes) -> Parted | None:
    """Part the entries that stay from those of two files that do not.

    What stays is called by its number in the template. None where one of the files is not laid out
    as tools write it, or not valid.
    """
    blocks, known_blocks = blocks_of(template), blocks_of(catalog)
    if blocks is None or known_blocks is None:
        return None
    found = _find(blocks, known_blocks)
    numbers = {number: number for number in found.unchanged}
    rest, known_rest = _rest(blocks, numbers), _rest(known_blocks, found.numbers)
    if rest is None or known_rest is None or len(found.keys) < len(found.numbers):
        return None
    if not found.keys.isdisjoint(rest.keys() | known_rest.keys()):
        return None
    return Parted(
        rest.catalog,
        known_rest.catalog,
        list(_stands(len(blocks), numbers, rest)),
        list(_stands(len(known_blocks), found.numbers, known_rest)),
        found.unchanged,
        {number: known_blocks[place] for place, number in found.numbers.items()},
        texts_of(known_rest.catalog, known_rest.entries, known_blocks),
    )


def updated(parted: Parted, left: EntryTexts, catalog: Catalog, width: int) -> bytes | None:
    """The file with ``catalog`` in place of what was ``left`` of it; None for no change.

    Raises UserError for what ``write_catalog`` refuses.
    """
    stays = same_header(catalog, left.catalog)
    parts = list(_parts(parted, left, catalog))
    if stays and parts == _parts_before(parted, left):
        return None
    header = left.header + b"\n" if stays else write_header(catalog, width)
    return write_parts(header, parts, width)


def _parts(parted: Parted, left: EntryTexts, catalog: Catalog) -> Iterator[Part]:
    """What is written: texts of entries that stay as they are, and entries to be written anew."""
    made = iter(catalog.entries)
    for stand in parted.wanted:
        if isinstance(stand, int):
            yield parted.unchanged[stand]
        else:
            yield as_in_a_file(next(made), [left])
    for entry in made:
        yield as_in_a_file(entry, [left])


def _parts_before(parted: Parted, left: EntryTexts) -> list[Part]:
    obsolete = [entry.key for entry in left.catalog.entries if entry.obsolete]
    return [
        parted.before[stand] if isinstance(stand, int) else left.entries[stand][1]
        for stand in (*parted.active, *obsolete)
    ]


class _Found(NamedTuple):
    """The entries that stay.

    ``numbers`` are those of their blocks in the template, by that in the catalog; ``unchanged`` is
    what is written of them, by the former.
    """

    numbers: dict[int, int]
    unchanged: dict[int, bytes]
    keys: set[EntryKey]


def _find(blocks: Sequence[bytes], known_blocks: Sequence[bytes]) -> _Found:
    wanted = {
        block[_behind_comments(block) : -len(_UNTRANSLATED)]: number
        for number, block in enumerate(blocks)
        if block.endswith(_UNTRANSLATED)
    }
    found = _Found({}, {}, set())
    for place, block in enumerate(known_blocks):
        begin, tail = _behind_comments(block), block.rfind(_TRANSLATION)
        number = wanted.get(block[begin:tail])
        if number is not None and (match := _STRINGS.fullmatch(block, begin)):
            msgctxt, msgid = match.groups()
            found.keys.add((None if msgctxt is None else _meaning(msgctxt), _meaning(msgid)))
            found.numbers[place] = number
            text = blocks[number][: -len(_UNTRANSLATED)] + block[tail:]
            # One text takes less memory than two that are equal.
            found.unchanged[number] = block if text == block else text
    return found


def _active(entries: Iterable[Entry]) -> list[Stand]:
    return [entry.key for entry in entries if not entry.obsolete]


def _behind_comments(block: bytes) -> int:
    """Where what stands behind extracted comments and references begins."""
    match = _COMMENTS.match(block)
    return match.end() if match else 0


def _meaning(quoted: bytes) -> str:
    return unescape_simple(quoted[1:-1].replace(b'"\n"', b"").decode())


def _rest(blocks: Sequence[bytes], stays: Container[int]) -> _Rest | None:
    """What does not stay, if each block is an entry for itself, and the first is the header."""
    left = [number for number in range(len(blocks)) if number not in stays]
    texts = [blocks[number] for number in left]
    try:
        catalog = read_catalog(BORDER.join(texts) + b"\n", "")
    except UserError:
        return None
    entries = entries_by_block(texts, catalog)
    if entries is None:
        return None
    return _Rest(catalog, {left[number]: entry for number, entry in entries.items()})


def _stands(size: int, stays: Mapping[int, int], rest: _Rest) -> Iterator[Stand]:
    """What stands in a file of so many blocks."""
    for place in range(size):
        if place in stays:
            yield stays[place]
        elif (entry := rest.entries.get(place)) and not entry.obsolete:
            yield entry.key
