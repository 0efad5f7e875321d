"""catalogs → findings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import Finding
from polyloom.project import Project
from polyloom.project.documents import catalog_files, find_documents
from polyloom.review.findings import find
from polyloom.review.language import find_other_language
from polyloom.stages.loading import Progress, each_catalog, need_catalog, silent
from polyloom.workspace.paths import catalog_path


class CheckReport(Struct, frozen=True):
    """What the checks found in how many catalogs, and what stood in their way."""

    findings: tuple[Finding, ...]
    catalogs: int
    problems: tuple[UserError, ...]


def check(project: Project, locales: Sequence[str], *, progress: Progress = silent) -> CheckReport:
    """Run every quality check on every translation of ``locales``, drafts included."""
    found = find_documents(project.root)
    findings: list[Finding] = []
    problems = list(found.problems)
    catalogs = 0
    files = catalog_files(found.documents, project.catalogs.grouping)
    for locale, file in each_catalog(locales, files, progress):
        try:
            catalog = need_catalog(project, locale, file.name).catalog
        except UserError as error:
            problems.append(error)
            continue
        catalogs += 1
        path = catalog_path(locale, file.name)
        findings += find_other_language(catalog, path=path, locale=locale)
        findings += find(
            catalog,
            path=path,
            source_locale=project.source_locale,
            locale=locale,
        )
    return CheckReport(tuple(findings), catalogs, tuple(problems))
