"""catalogs → coverage: how much of every document is translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.formats.translation_units import TranslationUnits
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.reports.coverage import DocumentCoverage, LocaleCoverage, count_statuses
from polyloom.stages.inputs import load_units
from polyloom.stages.orphaned_files import OrphanedFile, orphaned_files
from polyloom.stages.publication import shortfall
from polyloom.stages.published_translations import held_back_reason
from polyloom.stages.segment_status import segment_statuses
from polyloom.stages.stale_outputs import days_of_kept_outputs
from polyloom.stages.structure_findings import LocalizedDocument
from polyloom.stages.translation_lookup import TranslationLookup, Translations
from polyloom.workspace.workers import map_in_processes


class CoverageReport(Struct, frozen=True):
    """The coverage of each locale, what could not be counted, and files without documents."""

    locales: tuple[LocaleCoverage, ...]
    problems: tuple[UserError, ...]
    orphaned: tuple[OrphanedFile, ...] = ()


# The coverage of a document in a locale, and what is wrong with its catalog there.
_Counted = tuple[DocumentCoverage, UserError | None]


def report_coverage(project: Project, locales: Sequence[str]) -> CoverageReport:
    """Count every document in each of ``locales``.

    A document that cannot be read is left out; a broken catalog counts as untranslated; both are
    problems.
    """
    found = find_documents(project.root)
    lookup = TranslationLookup(project)
    earlier = days_of_kept_outputs(project)
    problems = list(found.problems)
    rows: dict[str, list[DocumentCoverage]] = {locale: [] for locale in locales}
    of_catalogs: dict[str, list[UserError]] = {locale: [] for locale in locales}

    def counted(file: DocumentFile) -> list[_Counted] | UserError:
        try:
            units = load_units(project, file)
        except UserError as error:
            return error
        return [_count_document(lookup, locale, file, units, earlier) for locale in locales]

    for outcome in map_in_processes(counted, found.documents):
        if isinstance(outcome, UserError):
            problems.append(outcome)
            continue
        for locale, (row, problem) in zip(locales, outcome, strict=True):
            rows[locale].append(row)
            of_catalogs[locale] += [problem] if problem else []
    for locale in locales:
        problems += of_catalogs[locale]
    coverage = tuple(LocaleCoverage(locale, tuple(rows[locale])) for locale in locales)
    return CoverageReport(coverage, distinct(problems), orphaned_files(project, locales, found))


def _count_document(
    lookup: TranslationLookup,
    locale: str,
    file: DocumentFile,
    units: TranslationUnits,
    earlier: Mapping[tuple[str, str], date],
) -> _Counted:
    translations: Translations | None = None
    problem: UserError | None = None
    try:
        translations = lookup.find(locale, file)
    except UserError as error:
        problem = error
    statuses = segment_statuses(units, translations)
    segments, words = count_statuses(statuses)
    if problem:
        reason = "the catalog cannot be read"
    else:
        document = LocalizedDocument(lookup.project, locale, file, units, statuses)
        reason = shortfall(lookup.project, statuses) or held_back_reason(document)
        if reason and (day := earlier.get((locale, file.path))):
            reason = f"{reason}; what was built on {day} stays"
    row = DocumentCoverage(file.name, segments, words, published=not reason, reason=reason)
    return row, problem
