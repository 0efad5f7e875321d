"""catalogs → coverage: how much of every document is translated."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.formats.units import Units
from polyloom.model import DocumentCoverage, LocaleCoverage
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.stages.loading import load_units
from polyloom.stages.lookup import Lookup, Translations
from polyloom.stages.standing import Standing, count, share, standings
from polyloom.workspace.workers import in_processes


class CoverageReport(Struct, frozen=True):
    """The coverage of each locale, and what could not be counted."""

    locales: tuple[LocaleCoverage, ...]
    problems: tuple[UserError, ...]


# A document in a locale, and what is wrong with its catalog there.
_Covered = tuple[DocumentCoverage, UserError | None]


def coverage(project: Project, locales: Sequence[str]) -> CoverageReport:
    """Count every document in every locale of ``locales``.

    A document that cannot be read is left out; a broken catalog counts as untranslated; both are
    problems.
    """
    found = find_documents(project.root)
    lookup = Lookup(project)
    problems = list(found.problems)
    rows: dict[str, list[DocumentCoverage]] = {locale: [] for locale in locales}
    of_catalogs: dict[str, list[UserError]] = {locale: [] for locale in locales}

    def covered(file: DocumentFile) -> list[_Covered] | UserError:
        try:
            units = load_units(project, file)
        except UserError as error:
            return error
        return [_coverage_of(lookup, locale, file, units) for locale in locales]

    for outcome in in_processes(covered, found.documents):
        if isinstance(outcome, UserError):
            problems.append(outcome)
            continue
        for locale, (row, problem) in zip(locales, outcome, strict=True):
            rows[locale].append(row)
            of_catalogs[locale] += [problem] if problem else []
    for locale in locales:
        problems += of_catalogs[locale]
    counted = (LocaleCoverage(locale, tuple(rows[locale])) for locale in locales)
    return CoverageReport(tuple(counted), distinct(problems))


def shortfall(project: Project, standing: Sequence[Standing]) -> str:
    """Why a document is not published in a locale, or an empty string."""
    bar = project.build.minimum_coverage
    if bar <= 0:
        return ""
    reached = share(standing, project.build.minimum_state)
    if reached >= bar:
        return ""
    return (
        f"{_percent(reached)} of the words are {project.build.minimum_state},"
        f" {_percent(bar)} are needed"
    )


def _percent(part: float) -> str:
    """A share in whole percent, rounded down, so that what falls short never looks enough."""
    return f"{int(part * 100 + 1e-9)}%"


def _coverage_of(lookup: Lookup, locale: str, file: DocumentFile, units: Units) -> _Covered:
    translations: Translations | None = None
    problem: UserError | None = None
    try:
        translations = lookup.find(locale, file)
    except UserError as error:
        problem = error
    standing = standings(units, translations)
    segments, words = count(standing)
    reason = "the catalog cannot be read" if problem else shortfall(lookup.project, standing)
    row = DocumentCoverage(file.name, segments, words, published=not reason, reason=reason)
    return row, problem
