"""Write a catalog in which what stays is as its file had it, byte for byte, however wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.model import Catalog, Entry
from polyloom.po.entry_texts import EntryTexts, entry_texts
from polyloom.po.equivalence import same_entry, same_header
from polyloom.po.writer import Part, Spread, write_header, write_parts

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
    parts = [as_in_a_file(entry, known) for entry in catalog.entries]
    return write_parts(header or write_header(catalog, width), parts, width, spread)


def as_in_a_file(entry: Entry, files: Sequence[EntryTexts]) -> Part:
    """How the first of some files writes an entry; the entry where none has it."""
    for texts in files:
        old, text = texts.entries.get(entry.key, (None, b""))
        if old is not None and same_entry(entry, old):
            return text
    return entry
