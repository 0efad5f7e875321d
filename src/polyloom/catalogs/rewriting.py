"""Write a catalog after an update: what did not change stays as the file had it, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from polyloom.catalogs.elsewhere import Key
from polyloom.catalogs.meaning import same_entry, same_header
from polyloom.catalogs.unchanged import Parted
from polyloom.catalogs.writing import Part, write_header, write_parts
from polyloom.model import Catalog, Entry


def rewritten(parted: Parted, catalog: Catalog, width: int) -> bytes | None:
    """The file with ``catalog`` in place of what was left of the parted one; None for no change.

    Raises UserError for what ``write_catalog`` refuses.
    """
    old = {entry.key: entry for entry in parted.catalog.entries}
    stays = same_header(catalog, parted.catalog)
    parts = list(_parts(parted, catalog, old))
    if stays and parts == _parts_before(parted):
        return None
    header = f"{parted.header}\n" if stays else write_header(catalog, width)
    return write_parts(header, parts, width)


def _parts(parted: Parted, catalog: Catalog, old: Mapping[Key, Entry]) -> Iterator[Part]:
    """What is written: texts of entries that stay as they are, and entries to be written anew."""
    made = iter(catalog.entries)
    for stand in parted.wanted:
        if isinstance(stand, int):
            yield parted.unchanged[stand]
        else:
            yield _as_it_was(parted, next(made), old)
    for entry in made:
        yield _as_it_was(parted, entry, old)


def _as_it_was(parted: Parted, entry: Entry, old: Mapping[Key, Entry]) -> Part:
    known = old.get(entry.key)
    return parted.texts[entry.key] if known is not None and same_entry(entry, known) else entry


def _parts_before(parted: Parted) -> list[Part]:
    obsolete = [entry.key for entry in parted.catalog.entries if entry.obsolete]
    return [parted.texts[stand] for stand in (*parted.active, *obsolete)]
