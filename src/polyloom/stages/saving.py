"""What several stages save: catalogs, never over what was not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.po.equivalence import same_meaning
from polyloom.po.parser import read_catalog
from polyloom.po.patching import File, rewritten
from polyloom.po.writer import Spread
from polyloom.project import Project
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, write_over
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.workers import in_processes

# Catalogs of so many entries are written by several processes. For smaller ones the forks take as
# long as they save, and what they copy of larger ones is too much memory.
_SHARED = range(50_000, 200_000)
# How often a catalog that somebody else is writing is read again.
_ATTEMPTS = 5


def written(project: Project, catalog: Catalog, files: Sequence[File] = ()) -> bytes:
    """The catalog, or template, as a file of the project. Raises UserError.

    What stands in one of ``files`` is written as it is there, all else as msgcat does.
    """
    shared: Spread = partial(in_processes, patience=0)
    spread = shared if len(catalog.entries) in _SHARED else map
    return rewritten(catalog, files, project.catalogs.wrap, spread)


def rewrite_catalog(
    project: Project,
    locale: str,
    name: str,
    change: Callable[[Catalog | None], Catalog],
) -> bool:
    """Replace a catalog by what ``change`` makes of it; whether a byte was written.

    A catalog whose meaning stays is not touched, nor in any other the entries that stay. One that
    somebody writes at the same time is read again and changed again, never overwritten. Raises
    UserError.
    """
    path = catalog_path(locale, name)

    def changed(data: bytes | None) -> bytes | None:
        if data is None:
            return written(project, change(None))
        old = read_catalog(data, path)
        return written_if_changed(project, change(old), (data, old))

    return rewrite(project, path, changed)


def written_if_changed(project: Project, new: Catalog, old: File) -> bytes | None:
    """The catalog as a file; None where it means what the old one does. Raises UserError."""
    return None if same_meaning(new, old[1]) else written(project, new, [old])


def rewrite(project: Project, path: str, change: Callable[[bytes | None], bytes | None]) -> bool:
    """Replace a file by what ``change`` makes of its bytes, None for no change; whether it did.

    Raises UserError where another program writes the file again and again.
    """
    for _ in range(_ATTEMPTS):
        old = read_if_there(project.root, path)
        new = change(old)
        if new is None:
            return False
        try:
            return write_over(project.root, path, new, expected=old)
        except ChangedMeanwhileError:
            continue
    raise UserError(
        "another program keeps writing it",
        where=path,
        remedy="close it there and run the command again",
    )
