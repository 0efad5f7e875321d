"""Remove what is left of another grouping: nothing but what is in the catalogs of today."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import Found, catalog_files
from polyloom.stages.evidence import Evidence
from polyloom.stages.former import Former, find_formers, former_files
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, remove
from polyloom.workspace.paths import catalog_path, template_path

_OURS = "Polyloom"


class Retired(Struct, frozen=True):
    """The catalogs that were removed, and those that have something that is nowhere else."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def retire(project: Project, locales: Sequence[str], found: Found) -> Retired:
    """Remove templates and catalogs of another grouping, once all is in those of today.

    A catalog that has a translation or a person's comment that is not there stays, and so does
    one that somebody writes meanwhile. Raises UserError for a file that cannot be removed.
    """
    removed: list[str] = []
    kept: list[str] = []
    files = catalog_files(found.documents, project.catalogs.grouping)
    today = {file.name for file in files}
    for locale in locales:
        evidence = Evidence(project, locale, files)
        for former in find_formers(project, locale, found.documents).catalogs:
            if former.file.name in today:
                continue
            path = catalog_path(locale, former.file.name)
            gone = _is_taken_over(former, evidence) and _remove(project, path, former.data)
            (removed if gone else kept).append(path)
    for _, file in former_files(project.catalogs.grouping, found.documents):
        if file.name not in today:
            _remove_template(project, template_path(file.name))
    return Retired(tuple(removed), tuple(kept))


def nothing_retired(*_: object) -> Retired:
    """What a preview removes."""
    return Retired()


def _is_taken_over(former: Former, evidence: Evidence) -> bool:
    catalog = former.catalog
    return evidence.has_comments(catalog.header_comments) and all(
        map(evidence.has, catalog.entries)
    )


def _remove_template(project: Project, path: str) -> None:
    """Remove a template that Polyloom has made."""
    data = read_if_there(project.root, path)
    if data is None:
        return
    try:
        template = read_catalog(data, path)
    except UserError:
        return
    if template.field("X-Generator") == _OURS:
        _remove(project, path, data)


def _remove(project: Project, path: str, data: bytes) -> bool:
    try:
        remove(project.root, path, expected=data)
    except ChangedMeanwhileError:
        return False
    return True
