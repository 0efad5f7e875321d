"""What of a template and a catalog an update has to look at, and how the rest is written.

An entry that has nothing but references, extracted comments and a translation, and whose source
text is the template's, gets the template's comments and nothing else. So no entry is made of it,
and however an editor wrapped its text and translation, they stay so. That goes for files that are
laid out as tools write them: an entry, an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.comments import sort_comments
from polyloom.po.entry_blocks import (
    BLOCK_BORDER,
    EntryBlocks,
    block_if_same,
    blocks_by_key,
    entries_by_block,
    split_po_blocks,
)
from polyloom.po.equivalence import same_header
from polyloom.po.parser import read_catalog
from polyloom.po.quoting import unescape_usual
from polyloom.po.writer import EntryOrBlock, write_blocks, write_header
from polyloom.update.entry_positions import EntryId

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


class UpdateScope(Struct, frozen=True):
    """A template and a catalog, without the entries that stay as they are.

    ``template_ids`` are all entries of the template in order, and ``catalog_ids`` all active ones
    of the catalog: those that stay by the number of their block in the template, which is the same
    in both. ``written`` is what an update writes of those. ``file`` is what the catalog's file has
    now, None where the scope is all entries.
    """

    template: Catalog
    catalog: Catalog
    template_ids: Sequence[EntryId]
    catalog_ids: Sequence[EntryId]
    written: Mapping[int, bytes] = field(default_factory=dict)
    file: CatalogFileParts | None = None


class CatalogFileParts(Struct, frozen=True):
    """A catalog's file: the blocks of entries that stay, by number, and of all others by key."""

    staying: Mapping[int, bytes]
    others: EntryBlocks


def full_scope(template: Catalog, catalog: Catalog) -> UpdateScope:
    """All entries of a template and a catalog."""
    return UpdateScope(template, catalog, _active_keys(template), _active_keys(catalog))


def partial_scope(template: bytes, catalog: bytes) -> UpdateScope | None:
    """What two files have but for the entries that stay as they are.

    None where one of the files is not laid out as tools write it, or not valid.
    """
    template_blocks, catalog_blocks = split_po_blocks(template), split_po_blocks(catalog)
    if template_blocks is None or catalog_blocks is None:
        return None
    staying = _staying_entries(template_blocks, catalog_blocks)
    in_template = {number: number for number in staying.written}
    template_rest = _remaining_entries(template_blocks, in_template)
    catalog_rest = _remaining_entries(catalog_blocks, staying.numbers)
    if template_rest is None or catalog_rest is None or len(staying.keys) < len(staying.numbers):
        return None
    if not staying.keys.isdisjoint(template_rest.keys() | catalog_rest.keys()):
        return None
    blocks = {number: catalog_blocks[place] for place, number in staying.numbers.items()}
    others = blocks_by_key(catalog_rest.catalog, catalog_rest.entries, catalog_blocks)
    return UpdateScope(
        template_rest.catalog,
        catalog_rest.catalog,
        list(_entry_ids(len(template_blocks), in_template, template_rest)),
        list(_entry_ids(len(catalog_blocks), staying.numbers, catalog_rest)),
        staying.written,
        CatalogFileParts(blocks, others),
    )


def write_partial_update(
    scope: UpdateScope, file: CatalogFileParts, catalog: Catalog, width: int
) -> bytes | None:
    """The file with ``catalog`` in place of what was in the scope; None where nothing changes.

    ``file`` is the scope's. Lines are wrapped at ``width`` columns. Raises UserError for what
    ``write_catalog`` refuses.
    """
    same = same_header(catalog, file.others.catalog)
    parts = list(_parts_after(scope, file, catalog))
    if same and parts == _parts_before(scope, file):
        return None
    header = file.others.header + b"\n" if same else write_header(catalog, width)
    return write_blocks(header, parts, width)


def _parts_after(
    scope: UpdateScope, file: CatalogFileParts, catalog: Catalog
) -> Iterator[EntryOrBlock]:
    """What is written: the blocks of entries that stay as they are, and entries to write anew."""
    made = iter(catalog.entries)
    for entry_id in scope.template_ids:
        if isinstance(entry_id, int):
            yield scope.written[entry_id]
        else:
            yield block_if_same(next(made), [file.others])
    for entry in made:
        yield block_if_same(entry, [file.others])


def _parts_before(scope: UpdateScope, file: CatalogFileParts) -> list[EntryOrBlock]:
    obsolete = [entry.key for entry in file.others.catalog.entries if entry.obsolete]
    return [
        file.staying[entry_id] if isinstance(entry_id, int) else file.others.entries[entry_id][1]
        for entry_id in (*scope.catalog_ids, *obsolete)
    ]


class _StayingEntries(NamedTuple):
    """The entries that stay.

    ``numbers`` has for their blocks in the catalog the number of the block in the template, and
    ``written`` for the latter what an update writes.
    """

    numbers: dict[int, int]
    written: dict[int, bytes]
    keys: set[EntryKey]


def _staying_entries(
    template_blocks: Sequence[bytes], catalog_blocks: Sequence[bytes]
) -> _StayingEntries:
    sources = _TemplateSources(template_blocks)
    found = _StayingEntries({}, {}, set())
    for place, block in enumerate(catalog_blocks):
        begin, tail = _behind_comments(block), block.rfind(_TRANSLATION)
        number = sources.number_of(block[begin:tail])
        if number is not None and (match := _STRINGS.fullmatch(block, begin)):
            msgctxt, msgid = match.groups()
            found.keys.add((None if msgctxt is None else _meaning(msgctxt), _meaning(msgid)))
            found.numbers[place] = number
            comments = template_blocks[number][: _behind_comments(template_blocks[number])]
            # One text takes less memory than two that are equal.
            stays = _say_the_same(comments, block[:begin])
            found.written[number] = block if stays else comments + block[begin:]
    return found


class _TemplateSources:
    """The blocks of a template without flags and plural, by their lines of ``msgid``."""

    def __init__(self, template_blocks: Sequence[bytes]) -> None:
        self.as_wrapped = {
            block[_behind_comments(block) : -len(_UNTRANSLATED)]: number
            for number, block in enumerate(template_blocks)
            if block.endswith(_UNTRANSLATED)
        }

    def number_of(self, source: bytes) -> int | None:
        """The number of the block with such lines, also where they are wrapped otherwise."""
        number = self.as_wrapped.get(source)
        return self.as_joined.get(_joined(source)) if number is None else number

    @cached_property
    def as_joined(self) -> dict[bytes, int]:
        """The numbers by the lines joined, which only the catalogs of other programs need."""
        return {_joined(source): number for source, number in self.as_wrapped.items()}


def _joined(strings: bytes) -> bytes:
    """Strings each of which is in one line, however they were wrapped."""
    return strings.replace(b'"\n"', b"")


def _say_the_same(one: bytes, other: bytes) -> bool:
    """Whether extracted comments and references are the same, however they were wrapped."""
    if one == other or not (one and other):
        return one == other
    sides = (sort_comments(side[:-1].decode().split("\n")) for side in (one, other))
    return next(sides) == next(sides)


def _active_keys(catalog: Catalog) -> list[EntryId]:
    return [entry.key for entry in catalog.entries if not entry.obsolete]


def _behind_comments(block: bytes) -> int:
    """The offset in bytes behind extracted comments and references."""
    match = _COMMENTS.match(block)
    return match.end() if match else 0


def _meaning(quoted: bytes) -> str:
    return unescape_usual(_joined(quoted)[1:-1].decode())


class _RemainingEntries(NamedTuple):
    """The entries of a file that do not stay: as a catalog, and by the number of their blocks."""

    catalog: Catalog
    entries: Mapping[int, Entry]

    def keys(self) -> set[EntryKey]:
        return {entry.key for entry in self.entries.values()}


def _remaining_entries(
    blocks: Sequence[bytes], staying: Container[int]
) -> _RemainingEntries | None:
    """What does not stay, if each block is an entry for itself, and the first is the header."""
    numbers = [number for number in range(len(blocks)) if number not in staying]
    remaining = [blocks[number] for number in numbers]
    try:
        catalog = read_catalog(BLOCK_BORDER.join(remaining) + b"\n", "")
    except UserError:
        return None
    entries = entries_by_block(remaining, catalog)
    if entries is None:
        return None
    by_number = {numbers[place]: entry for place, entry in entries.items()}
    return _RemainingEntries(catalog, by_number)


def _entry_ids(
    size: int, staying: Mapping[int, int], remaining: _RemainingEntries
) -> Iterator[EntryId]:
    """The active entries of a file of so many blocks, in order."""
    for place in range(size):
        if place in staying:
            yield staying[place]
        elif (entry := remaining.entries.get(place)) and not entry.obsolete:
            yield entry.key
