"""Three versions of a catalog → one, for version control."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.merge import MergedCatalog, merge_catalogs
from polyloom.messages import message, translatable
from polyloom.model import Catalog, Entry
from polyloom.po.entry_blocks import CatalogOnDisk, write_preserving
from polyloom.po.line_ends import line_end_of, with_line_end, with_line_feeds
from polyloom.po.parser import read_catalog
from polyloom.po.writer import PAGE_WIDTH
from polyloom.workspace.files import ChangedMeanwhileError, read, write_over

_SIDES = (
    translatable("the common ancestor"),
    translatable("our version"),
    translatable("their version"),
)


class MergeReport(Struct, frozen=True):
    """What became of a file: entries (with their lines) for which a person must choose."""

    path: str
    contested: tuple[Entry, ...]


def merge_files(base: Path, ours: Path, theirs: Path, *, path: str) -> MergeReport:
    """Merge three files into that of ours; ``path`` is what they are called in the repository.

    Raises UserError where one of them cannot be read, and ours is as it was then. A result that
    means the same as a side is that side byte for byte, but for the ends of lines, which are those
    of the side that changed them, or ours; in any other, what a side has is written as it is there.
    """
    files = (base, ours, theirs)
    data = [_data(file) for file in files]
    plain = [with_line_feeds(each) for each in data]
    catalogs = [_read(each, path, side) for each, side in zip(plain, _SIDES, strict=True)]
    merged = merge_catalogs(catalogs[0], catalogs[1], catalogs[2])
    result = _written(merged.catalog, [(plain[1], catalogs[1]), (plain[2], catalogs[2])])
    result = with_line_end(result, _merged_line_end(*map(line_end_of, data)))
    try:
        write_over(ours.absolute().parent, ours.name, result, expected=data[1])
    except ChangedMeanwhileError:
        raise UserError(
            message("another program has just written it"),
            where=path,
            remedy=message("merge it again"),
        ) from None
    return MergeReport(path, _with_lines(merged, result, path))


def _data(file: Path) -> bytes:
    """What git, or a person, names for a version; the null device is a version without entries."""
    return b"" if str(file) == os.devnull else read(file.absolute().parent, file.name)


def _read(data: bytes, path: str, side: str) -> Catalog:
    try:
        return read_catalog(data, path)
    except UserError as error:
        raise UserError(
            message("in {side}: {what}", side=message(side), what=error.what),
            where=error.where,
            remedy=error.remedy,
        ) from None


def _written(catalog: Catalog, sides: Sequence[CatalogOnDisk]) -> bytes:
    same = next((data for data, side in sides if side == catalog), None)
    return same or write_preserving(catalog, sides, PAGE_WIDTH)


def _merged_line_end(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    return theirs if ours == base else ours


def _with_lines(merged: MergedCatalog, data: bytes, path: str) -> tuple[Entry, ...]:
    if not merged.contested:
        return ()
    keys = {entry.key for entry in merged.contested}
    return tuple(entry for entry in read_catalog(data, path).entries if entry.key in keys)
