"""catalogs → findings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain

from msgspec import Struct

from polyloom.checks.findings import catalog_findings
from polyloom.checks.header_language import find_other_language
from polyloom.errors import UserError
from polyloom.model import Finding
from polyloom.project import Project
from polyloom.project.documents import catalog_files, find_documents
from polyloom.stages.inputs import need_catalog
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.workers import map_in_processes


class CheckReport(Struct, frozen=True):
    """What the checks found in how many catalogs, and what stood in their way."""

    findings: tuple[Finding, ...]
    catalogs: int
    problems: tuple[UserError, ...]


def check(
    project: Project, locales: Sequence[str], *, progress: Progress = unwatched
) -> CheckReport:
    """Run every quality check on every translation of ``locales``, drafts included."""
    found = find_documents(project.root)
    files = catalog_files(found.documents, project.catalogs.grouping)
    catalogs = [(locale, file.name) for locale in locales for file in files]
    outcomes = map_in_processes(partial(_check_one, project), catalogs)
    reports = [*watched(outcomes, [" ".join(each) for each in catalogs], progress)]
    return CheckReport(
        tuple(chain.from_iterable(report.findings for report in reports)),
        sum(report.catalogs for report in reports),
        (*found.problems, *chain.from_iterable(report.problems for report in reports)),
    )


def _check_one(project: Project, catalog: tuple[str, str]) -> CheckReport:
    """The report of one catalog, called by its locale and its name."""
    locale, name = catalog
    try:
        entries = need_catalog(project, locale, name).catalog
    except UserError as error:
        return CheckReport((), 0, (error,))
    path, source = catalog_path(locale, name), project.source_locale
    return CheckReport(
        (
            *find_other_language(entries, path=path, locale=locale),
            *catalog_findings(entries, path=path, source_locale=source, locale=locale),
        ),
        1,
        (),
    )
