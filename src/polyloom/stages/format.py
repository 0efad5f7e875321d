"""Templates and catalogs as ``update`` would write them: canonical, with the same meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, Found, catalog_files
from polyloom.stages.loading import Progress, silent, watched
from polyloom.stages.saving import rewrite, written
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import catalog_path, template_path
from polyloom.workspace.workers import in_processes


class FormatReport(Struct, frozen=True):
    """How many files could be read, which of them were not canonical, and what stood in the way.

    ``changed`` are paths in the project. They are canonical afterwards, unless it was a check.
    """

    files: int
    changed: tuple[str, ...]
    problems: tuple[UserError, ...]


def format_catalogs(
    project: Project,
    locales: Sequence[str],
    found: Found,
    *,
    check: bool = False,
    progress: Progress = silent,
) -> FormatReport:
    """Make the templates of the documents ``found`` and their catalogs in ``locales`` canonical.

    With ``check`` nothing is written. A broken file is left alone; it is one of the problems, and
    the others are done. What is not there yet needs no format.
    """
    look = _is_canonical if check else _make_canonical

    def report(path: str) -> FormatReport:
        try:
            canonical = look(project, path)
        except UserError as error:
            return FormatReport(0, (), (error,))
        return FormatReport(canonical is not None, (path,) if canonical is False else (), ())

    paths = list(_paths(locales, catalog_files(found.documents, project.catalogs.grouping)))
    reports = [*watched(in_processes(report, paths), paths, progress)]
    return FormatReport(
        sum(each.files for each in reports),
        tuple(chain.from_iterable(each.changed for each in reports)),
        distinct([*found.problems, *chain.from_iterable(each.problems for each in reports)]),
    )


def _paths(locales: Sequence[str], files: Sequence[CatalogFile]) -> Iterator[str]:
    """Where the files are, templates first."""
    for file in files:
        yield template_path(file.name)
    for locale in locales:
        for file in files:
            yield catalog_path(locale, file.name)


def _is_canonical(project: Project, path: str) -> bool | None:
    """Whether a file is canonical; None where there is none. Raises UserError."""
    data = read_if_there(project.root, path)
    return None if data is None else _formatted(project, path, data) == data


def _make_canonical(project: Project, path: str) -> bool | None:
    """Make a file canonical; whether it was that already, None where there is none."""
    there = False

    def change(data: bytes | None) -> bytes | None:
        nonlocal there
        there = data is not None
        return None if data is None else _formatted(project, path, data)

    written = rewrite(project, path, change)
    return not written if there else None


def _formatted(project: Project, path: str, data: bytes) -> bytes:
    return written(project, read_catalog(data, path))
