"""How stages write templates and catalogs: never over what they have not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog
from polyloom.po.entry_blocks import CatalogOnDisk, write_preserving
from polyloom.po.equivalence import same_meaning
from polyloom.po.line_ends import line_end_of, with_line_end, with_line_feeds
from polyloom.po.parser import read_nonempty_catalog
from polyloom.po.partial_parser import read_changed_catalog, with_entries_replaced
from polyloom.po.writer import MapOverParts
from polyloom.project import Project
from polyloom.stages.inputs import LoadedCatalog
from polyloom.workspace.files import (
    ChangedMeanwhileError,
    read_if_there,
    write_first,
    write_over,
)
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.workers import map_in_processes

# Catalogs of so many entries are written by several processes. For smaller ones the forks take as
# long as they save, and what they copy of larger ones is too much memory.
_SHARED = range(50_000, 200_000)
# How often a catalog that somebody else is writing is read again.
_ATTEMPTS = 5

Outcome = TypeVar("Outcome")


class FileChange(NamedTuple, Generic[Outcome]):
    """The bytes that a file is to have, None where it is to stay as it is.

    ``outcome`` is what there is to report of the change.
    """

    data: bytes | None
    outcome: Outcome


def catalog_bytes(project: Project, catalog: Catalog, files: Sequence[CatalogOnDisk] = ()) -> bytes:
    """A catalog, or template, as a file of the project. Raises UserError.

    Entries that stand in one of ``files`` as they are in the catalog are written as they are
    there, all others as msgcat does.
    """
    over_processes: MapOverParts = partial(map_in_processes, patience=0)
    map_over_parts = over_processes if len(catalog.entries) in _SHARED else map
    return write_preserving(catalog, files, project.catalogs.wrap, map_over_parts)


def catalog_bytes_if_changed(project: Project, new: Catalog, old: CatalogOnDisk) -> bytes | None:
    """The new catalog as a file; None where it means what the old one does. Raises UserError."""
    if same_meaning(new, old[1]):
        return None
    replaced = with_entries_replaced(*old, new, project.catalogs.wrap)
    return catalog_bytes(project, new, [old]) if replaced is None else replaced


def rewrite_catalog(
    project: Project,
    locale: str,
    name: str,
    change: Callable[[Catalog | None], Catalog],
    known: LoadedCatalog | None = None,
) -> bool:
    """Replace a catalog by what ``change`` makes of it (None: there is none yet).

    ``known`` is a version of it that has been read before, for those who wait.

    Gives whether the file was written: where the meaning stays it is not, and otherwise the
    entries that stay are written as they stood. Where another program writes the file at the same
    time, it is read again and ``change`` called again. Raises UserError.
    """
    path = catalog_path(locale, name)

    def changed(data: bytes | None) -> FileChange[None]:
        if data is None:
            return FileChange(catalog_bytes(project, change(None)), None)
        if known is None:
            old = read_nonempty_catalog(data, path)
        else:
            old = read_changed_catalog(data, path, (known.data, known.catalog))
        return FileChange(catalog_bytes_if_changed(project, change(old), (data, old)), None)

    is_written, _ = rewrite_file(project, path, changed)
    return is_written


def rewrite_file(
    project: Project, path: str, change: Callable[[bytes | None], FileChange[Outcome]]
) -> tuple[bool, Outcome]:
    """Replace a catalog by what ``change`` makes of its bytes (None: there is no file).

    ``change`` is given, and gives, lines that end in line feeds; in the file they end as they did.
    Gives whether the file was written, and the outcome of the change. Where another program writes
    the file at the same time, it is read again and ``change`` called again. Raises UserError where
    that happens again and again.
    """
    return _rewritten(project, path, change, _write)


def rewrite_or_begin_file(
    project: Project, path: str, change: Callable[[bytes | None], FileChange[Outcome]]
) -> tuple[bool, Outcome]:
    """Like ``rewrite_file``, but whoever begins many files has the disk hold them (``sync_files``).

    To wait for each of them takes longer than all that they are made from.
    """
    return _rewritten(project, path, change, _write_or_begin)


def _write(root: Path, path: str, data: bytes, old: bytes | None) -> bool:
    return write_over(root, path, data, expected=old)


def _write_or_begin(root: Path, path: str, data: bytes, old: bytes | None) -> bool:
    if old is not None:
        return _write(root, path, data, old)
    write_first(root, path, data)
    return True


def _rewritten(
    project: Project,
    path: str,
    change: Callable[[bytes | None], FileChange[Outcome]],
    write: Callable[[Path, str, bytes, bytes | None], bool],
) -> tuple[bool, Outcome]:
    for _ in range(_ATTEMPTS):
        old = read_if_there(project.root, path)
        new, outcome = change(None if old is None else with_line_feeds(old))
        if new is None:
            return False, outcome
        if old is not None:
            new = with_line_end(new, line_end_of(old))
        try:
            return write(project.root, path, new, old), outcome
        except ChangedMeanwhileError:
            continue
    raise UserError(
        message("another program keeps writing it"),
        where=path,
        remedy=message("close it there and run the command again"),
    )
