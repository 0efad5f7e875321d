"""Remove templates and catalogs of another grouping, once all of them is in today's catalogs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.po.header import GENERATOR
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import FoundDocuments, catalog_files
from polyloom.stages.regrouping.preserved_work import PreservedWork
from polyloom.stages.regrouping.previous_catalogs import (
    PreviousCatalog,
    files_of_other_groupings,
    find_previous_catalogs,
)
from polyloom.workspace.disk_syncing import sync_folders
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, remove
from polyloom.workspace.paths import catalog_path, template_path


class Removal(Struct, frozen=True):
    """Paths of previous catalogs: those that were removed, and those that had to stay."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def remove_migrated(project: Project, locales: Sequence[str], found: FoundDocuments) -> Removal:
    """Remove the catalogs of another grouping that have been migrated, and their templates.

    A catalog that has a translation or a person's comment that is nowhere else stays, and so does
    one that somebody writes meanwhile. Raises UserError for a file that cannot be removed.
    """
    removed: list[str] = []
    kept: list[str] = []
    files = catalog_files(found.documents, project.catalogs.grouping)
    names = {file.name for file in files}
    others = files_of_other_groupings(project.catalogs.grouping, found.documents)
    for locale in locales:
        preserved = PreservedWork(project, locale, files)
        everything = find_previous_catalogs(project, locale, others).catalogs
        previous_catalogs = [each for each in everything if each.file.name not in names]
        if previous_catalogs:
            # A power failure must not leave the removal without what was written before.
            sync_folders(project.root, [catalog_path(locale, name) for name in names])
        for previous in previous_catalogs:
            path = catalog_path(locale, previous.file.name)
            gone = _is_preserved(previous, preserved) and _remove_if_same(
                project, path, previous.data
            )
            (removed if gone else kept).append(path)
    for _, file in others:
        if file.name not in names:
            _remove_template(project, template_path(file.name))
    return Removal(tuple(removed), tuple(kept))


def remove_nothing(*_: object) -> Removal:
    """What a dry run does in place of ``remove_migrated``."""
    return Removal()


def _is_preserved(previous: PreviousCatalog, preserved: PreservedWork) -> bool:
    catalog = previous.catalog
    return preserved.has_comments(catalog.header_comments) and all(
        map(preserved.has_all_of, catalog.entries)
    )


def _remove_template(project: Project, path: str) -> None:
    """Remove a template, if its header says that Polyloom has made it."""
    data = read_if_there(project.root, path)
    if data is None:
        return
    try:
        template = read_catalog(data, path)
    except UserError:
        return
    if template.field("X-Generator") == GENERATOR:
        _remove_if_same(project, path, data)


def _remove_if_same(project: Project, path: str, data: bytes) -> bool:
    """Remove a file that still has the bytes ``data``; whether it had."""
    try:
        remove(project.root, path, expected=data)
    except ChangedMeanwhileError:
        return False
    return True
