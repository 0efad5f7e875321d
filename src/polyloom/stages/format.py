"""Templates and catalogs as ``update`` would write them: canonical, with the same meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.po.line_ends import line_end_of, with_line_end, with_line_feeds
from polyloom.po.parser import read_nonempty_catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, FoundDocuments, catalog_files
from polyloom.stages.catalog_rewriting import FileChange, catalog_bytes, rewrite_file
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import catalog_path, template_path


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
    found: FoundDocuments,
    *,
    check: bool = False,
    progress: Progress = unwatched,
    executor: Executor = on_this_machine,
) -> FormatReport:
    """Make the templates of the documents ``found`` and their catalogs in ``locales`` canonical.

    With ``check`` nothing is written. A broken file is left alone; it is one of the problems, and
    the others are done. What is not there yet needs no format.
    """
    do = _is_canonical if check else _make_canonical
    paths = list(_paths(locales, catalog_files(found.documents, project.catalogs.grouping)))
    work = SharedWork("format", partial(_format_one, do, project), _only_itself)
    reports = [*watched(executor(work, paths), paths, progress)]
    return FormatReport(
        sum(each.files for each in reports),
        tuple(chain.from_iterable(each.changed for each in reports)),
        distinct([*found.problems, *chain.from_iterable(each.problems for each in reports)]),
    )


def _only_itself(path: str) -> tuple[str]:
    return (path,)


def _format_one(
    do: Callable[[Project, str], bool | None], project: Project, path: str
) -> FormatReport:
    try:
        canonical = do(project, path)
    except UserError as error:
        return FormatReport(0, (), (error,))
    return FormatReport(canonical is not None, (path,) if canonical is False else (), ())


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
    if data is None:
        return None
    formatted = _formatted(project, path, with_line_feeds(data))
    return with_line_end(formatted, line_end_of(data)) == data


def _make_canonical(project: Project, path: str) -> bool | None:
    """Make a file canonical; whether it was that already, None where there is none."""

    def change(data: bytes | None) -> FileChange[bool]:
        is_there = data is not None
        return FileChange(_formatted(project, path, data) if data is not None else None, is_there)

    is_written, is_there = rewrite_file(project, path, change)
    return not is_written if is_there else None


def _formatted(project: Project, path: str, data: bytes) -> bytes:
    return catalog_bytes(project, read_nonempty_catalog(data, path))
