"""catalogs → coverage: how much of every document is translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.formats.translation_units import TranslationUnits
from polyloom.messages import message, written_day
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.project.shards import Shard, documents_of
from polyloom.reports.coverage import DocumentCoverage, LocaleCoverage
from polyloom.stages.document_coverage import CountedDocument, coverage_unit, document_coverage
from polyloom.stages.inputs import load_units
from polyloom.stages.orphaned_files import OrphanedFile, orphaned_files
from polyloom.stages.publication import shortfall
from polyloom.stages.published_translations import held_back_reason
from polyloom.stages.recorded_work import (
    ProjectSettings,
    Recording,
    decoder,
    encoded,
    map_unless_recorded,
)
from polyloom.stages.segment_status import DocumentStatuses, StatusLookup, segment_statuses
from polyloom.stages.stale_outputs import days_of_kept_outputs
from polyloom.stages.structure_findings import LocalizedDocument
from polyloom.stages.work_inputs import document_groups, document_inputs
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit


class CoverageReport(Struct, frozen=True):
    """The coverage of each locale, what could not be counted, and files without documents."""

    locales: tuple[LocaleCoverage, ...]
    problems: tuple[UserError, ...]
    orphaned: tuple[OrphanedFile, ...] = ()


def report_coverage(
    project: Project,
    locales: Sequence[str],
    *,
    executor: Executor = on_this_machine,
    index: WorkIndex = NO_INDEX,
    shard: Shard | None = None,
) -> CoverageReport:
    """Count every document in each of ``locales``.

    A document that cannot be read is left out; a broken catalog counts as untranslated; both are
    problems. What ``index`` has counted of the same files is not counted again. Of a ``shard`` only
    its documents are counted, and no orphaned files are looked for.
    """
    found = index.found_once(find_documents, project.root)
    lookup = StatusLookup.of(project, found.documents)
    earlier = days_of_kept_outputs(project)
    problems = list(found.problems)
    rows: dict[str, list[DocumentCoverage]] = {locale: [] for locale in locales}
    of_catalogs: dict[str, list[UserError]] = {locale: [] for locale in locales}
    work = SharedWork(
        "report",
        partial(_counted_in_locales, lookup, tuple(locales), earlier),
        partial(document_inputs, lookup.reviews, locales),
        lambda file: file.path,
        list[CountedDocument],
        size=len(locales),
    )
    some = documents_of(shard, project, found)
    recording = _recording(lookup, locales, earlier, index, some)
    for outcome in map_unless_recorded(index, executor, work, some, recording):
        if isinstance(outcome, UserError):
            problems.append(outcome)
            continue
        for locale, (row, of_catalog) in zip(locales, outcome, strict=True):
            rows[locale].append(row)
            of_catalogs[locale] += of_catalog
    for locale in locales:
        problems += of_catalogs[locale]
    coverage = tuple(LocaleCoverage(locale, tuple(rows[locale])) for locale in locales)
    orphaned = () if shard else orphaned_files(project, locales, found, index)
    return CoverageReport(coverage, distinct(problems), orphaned)


def _counted_in_locales(
    lookup: StatusLookup,
    locales: Sequence[str],
    earlier: Mapping[tuple[str, str], date],
    file: DocumentFile,
) -> list[CountedDocument] | UserError:
    """A document in each of ``locales``, or why it cannot be read."""
    try:
        units = load_units(lookup.project, file)
    except UserError as error:
        return error
    return [_count_document(lookup, locale, file, units, earlier) for locale in locales]


def _recording(
    lookup: StatusLookup,
    locales: Sequence[str],
    earlier: Mapping[tuple[str, str], date],
    index: WorkIndex,
    files: Sequence[DocumentFile],
) -> Recording[DocumentFile, list[CountedDocument] | UserError]:
    """The coverage of a document depends on it, its catalogs and ledgers, and what stays of it."""
    settings = ProjectSettings(lookup.project)

    def unit(file: DocumentFile) -> WorkUnit:
        return coverage_unit(lookup.reviews, settings, locales, file, earlier)

    def whole() -> WorkUnit:
        groups = document_groups(index, lookup.reviews, locales, files)
        own = settings.of(files, locales, sorted(earlier.items()))
        return WorkUnit("report all", f"{locales}", (), own, groups)

    def recorded(outcome: list[CountedDocument] | UserError) -> bytes | None:
        if isinstance(outcome, UserError) or any(problems for _, problems in outcome):
            return None
        return encoded(outcome)

    decode = decoder(list[CountedDocument])
    inputs = partial(document_inputs, lookup.reviews, locales)
    return Recording(unit, lambda _, data: decode(data), recorded, whole=whole, inputs=inputs)


def _count_document(
    lookup: StatusLookup,
    locale: str,
    file: DocumentFile,
    units: TranslationUnits,
    earlier: Mapping[tuple[str, str], date],
) -> CountedDocument:
    try:
        found = lookup.find(locale, file, units)
        reason = ""
    except UserError as error:
        found = DocumentStatuses(segment_statuses(units, None), (error,))
        reason = message("the catalog cannot be read")
    if not reason:
        document = LocalizedDocument(lookup.project, locale, file, units, found.statuses)
        reason = shortfall(lookup.project, found.statuses, document.minimum_state)
        reason = reason or held_back_reason(document)
        if reason and (day := earlier.get((locale, file.path))):
            reason = message(
                "{reason}; what was built on {day} stays",
                reason=reason,
                day=written_day(day.isoformat()),
            )
    return document_coverage(file, found.statuses, reason), found.problems
