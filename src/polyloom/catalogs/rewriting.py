"""Write a catalog in which what stays is as its file had it, byte for byte, however wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyloom.catalogs.entry_texts import EntryTexts, entry_texts
from polyloom.catalogs.meaning import same_entry, same_header
from polyloom.catalogs.unchanged import Parted
from polyloom.catalogs.writing import Part, Spread, write_header, write_parts
from polyloom.model import Catalog, Entry

# A file, and what was read of it.
File = tuple[bytes, Catalog]


def rewritten(catalog: Catalog, files: Sequence[File], width: int, spread: Spread = map) -> bytes:
    """The catalog, in which entries that stand in one of the files are written as in the first.

    Files that are not laid out as tools write them do not count. Raises UserError for what
    ``write_catalog`` refuses.
    """
    known = [texts for data, read in files if (texts := entry_texts(data, read))]
    headers = (texts.header for texts in known if same_header(texts.catalog, catalog))
    header = next((header + b"\n" for header in headers), None)
    parts = [_as_in_a_file(entry, known) for entry in catalog.entries]
    return write_parts(header or write_header(catalog, width), parts, width, spread)


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
            yield _as_in_a_file(next(made), [left])
    for entry in made:
        yield _as_in_a_file(entry, [left])


def _parts_before(parted: Parted, left: EntryTexts) -> list[Part]:
    obsolete = [entry.key for entry in left.catalog.entries if entry.obsolete]
    return [
        parted.before[stand] if isinstance(stand, int) else left.entries[stand][1]
        for stand in (*parted.active, *obsolete)
    ]


def _as_in_a_file(entry: Entry, files: Sequence[EntryTexts]) -> Part:
    """How the first of some files writes an entry; the entry where none has it."""
    for texts in files:
        old, text = texts.entries.get(entry.key, (None, b""))
        if old is not None and same_entry(entry, old):
            return text
    return entry
