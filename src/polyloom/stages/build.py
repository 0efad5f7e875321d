"""Document × catalog → outputs per locale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import UserError, distinct
from polyloom.formats import format_named
from polyloom.formats.contract import NoPage
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import Approval, Finding, Notice, Rendition, SegmentMark
from polyloom.project import BelowCoverage, Project
from polyloom.project.documents import DocumentFile, FoundDocuments, find_documents
from polyloom.project.shards import Shard, documents_of
from polyloom.reports.coverage import DocumentCoverage
from polyloom.stages.document_coverage import CountedDocument, coverage_unit, document_coverage
from polyloom.stages.earlier_work import NO_EARLIER_WORK, EarlierWork
from polyloom.stages.inputs import load_units
from polyloom.stages.notices import document_notices, segment_marks, unit_marks
from polyloom.stages.output_manifest import ManifestEntry
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.stages.publication import shortfall
from polyloom.stages.published_translations import published_document
from polyloom.stages.recorded_work import (
    ProjectSettings,
    Recording,
    decoder,
    encoded,
    map_unless_recorded,
)
from polyloom.stages.segment_status import StatusLookup
from polyloom.stages.stale_outputs import BuildOutcome, StaleOutputs, remove_stale_outputs
from polyloom.stages.structure_findings import LocalizedDocument
from polyloom.stages.work_inputs import document_groups, document_inputs, output_inputs
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.files import write_derived
from polyloom.workspace.output_files import output_digest
from polyloom.workspace.paths import output_path
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit

if TYPE_CHECKING:
    from polyloom.outputs import Output


class BuiltDocument(Struct, frozen=True):
    """One document in one locale: its outputs, or (``reason``) why it has none.

    ``path`` is the document's under ``source/``. ``outputs`` have the digest of what they hold by
    their path from the project's root. ``fallbacks`` is the number of segments that show the
    source's text; ``written`` the number of outputs that had to be written; ``void`` the number of
    texts that have changed since they were approved. ``coverage`` is what the report will say of
    it, where it was looked at anew.
    """

    locale: str
    name: str
    path: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    fallbacks: int = 0
    written: int = 0
    reason: str = ""
    void: int = 0
    coverage: DocumentCoverage | None = None


class OmittedOutputs(Struct, frozen=True):
    """Outputs that the project wants and that are made of no document of a format, and why.

    ``documents`` are those of the format that were built, by their paths under ``source/``;
    ``reason`` is a clause about one of them.
    """

    outputs: tuple[str, ...]
    format: str
    documents: tuple[str, ...]
    reason: str


class BuildReport(Struct, frozen=True):
    """What was built, what the structure check refused, and what stood in the way.

    ``errors`` are what other checks find in finished translations. ``omitted`` is the same for
    every locale. ``stale`` says what became of outputs of earlier builds.
    """

    documents: tuple[BuiltDocument, ...] = ()
    findings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    problems: tuple[UserError, ...] = ()
    omitted: tuple[OmittedOutputs, ...] = ()
    stale: StaleOutputs = StaleOutputs()


def build(
    project: Project,
    locales: Sequence[str],
    *,
    progress: Progress = unwatched,
    executor: Executor = on_this_machine,
    index: WorkIndex = NO_INDEX,
    shard: Shard | None = None,
    earlier: EarlierWork = NO_EARLIER_WORK,
) -> BuildReport:
    """Write the outputs of every document that is far enough in each of ``locales``.

    What earlier builds wrote and is not built any more is removed. Where a document or a catalog is
    refused, its last outputs stay as they are. Where ``index`` has what a document was built from,
    and that and its outputs are still the same, it is not read. What ``earlier`` work has woven is
    not woven again, and no error is looked for where it has found none. Of a ``shard`` only its
    documents are built, and nothing is removed or noted.
    """
    found = index.found_once(find_documents, project.root)
    lookup = StatusLookup.of(project, found.documents)
    parts: dict[str, list[BuildReport]] = {locale: [] for locale in locales}
    # Each document is read once, and only one of them is held at a time; reports go by locale.
    work = SharedWork(
        "build",
        partial(_build_document, lookup, earlier, tuple(locales)),
        partial(output_inputs, lookup.reviews, locales),
        lambda file: file.path,
        _BuiltInLocales,
        size=len(locales),
    )
    some = documents_of(shard, project, found)
    recording = _recording(lookup, locales, index, some)
    outcomes = map_unless_recorded(index, executor, work, some, recording)
    seen = watched(outcomes, [file.name for file in some], progress)
    settings = ProjectSettings(project)
    for file, outcome in zip(some, seen, strict=True):
        for locale, report in outcome:
            parts[locale].append(report)
        if (counted := _counted(project, outcome)) is not None:
            unit = coverage_unit(lookup.reviews, settings, locales, file, {})
            index.record(unit, encoded(counted))
    reports = [report for locale in locales for report in parts[locale]]
    documents = tuple(chain.from_iterable(report.documents for report in reports))
    stale = StaleOutputs()
    if shard is None:
        stale = remove_stale_outputs(project, _outcome(locales, found, documents))
    problems = chain.from_iterable(report.problems for report in reports)
    return BuildReport(
        documents,
        tuple(chain.from_iterable(report.findings for report in reports)),
        # An entry may stand in several documents.
        tuple(dict.fromkeys(chain.from_iterable(report.errors for report in reports))),
        distinct([*found.problems, *problems, *stale.problems]),
        _by_format([omitted for report in reports for omitted in report.omitted]),
        stale,
    )


def _counted(project: Project, outcome: _BuiltInLocales) -> list[CountedDocument] | None:
    """What the report will say of a document in each locale, None where that is not known yet.

    Where outputs stay of documents that are not published any more, it depends on them, too.
    """
    reports = [report for _, report in outcome]
    rows = [each.coverage for report in reports for each in report.documents if each.coverage]
    is_known = len(rows) == len(reports) and not any(report.problems for report in reports)
    if not is_known or project.build.below_coverage is BelowCoverage.KEEP:
        return None
    return [(row, ()) for row in rows]


def _outcome(
    locales: Sequence[str], found: FoundDocuments, documents: Sequence[BuiltDocument]
) -> BuildOutcome:
    written = {
        path: ManifestEntry(document.path, digest)
        for document in documents
        for path, digest in document.outputs.items()
    }
    withheld = {(document.locale, document.path) for document in documents if document.reason}
    return BuildOutcome(locales, found, written, withheld)


def _by_format(omitted: Sequence[OmittedOutputs]) -> tuple[OmittedOutputs, ...]:
    """One for each format, where there was one for each document in each locale."""
    documents: dict[str, dict[str, None]] = {}
    for each in omitted:
        documents.setdefault(each.format, {}).update(dict.fromkeys(each.documents))
    by_format = {each.format: each for each in omitted}
    return tuple(
        replace(by_format[name], documents=tuple(paths)) for name, paths in documents.items()
    )


# What building a document in each locale did.
_BuiltInLocales = list[tuple[str, BuildReport]]


def _recording(
    lookup: StatusLookup,
    locales: Sequence[str],
    index: WorkIndex,
    files: Sequence[DocumentFile],
) -> Recording[DocumentFile, _BuiltInLocales]:
    """A document is built from itself, its catalogs and ledgers; that holds as its outputs do."""
    settings = ProjectSettings(lookup.project)

    def unit(file: DocumentFile) -> WorkUnit:
        own = settings.of([file], locales)
        return WorkUnit(
            "build",
            f"{file.path} {locales}",
            tuple(document_inputs(lookup.reviews, locales, file)),
            own,
        )

    def whole() -> WorkUnit:
        groups = document_groups(index, lookup.reviews, locales, files)
        return WorkUnit("build all", f"{locales}", (), settings.of(files, locales), groups)

    def recorded(outcome: _BuiltInLocales) -> bytes | None:
        if any(report.problems for _, report in outcome):
            return None
        return encoded([(locale, _without_writing(report)) for locale, report in outcome])

    decode = decoder(_BuiltInLocales)

    def recalled(_: DocumentFile, data: bytes) -> _BuiltInLocales | None:
        outcome: _BuiltInLocales = decode(data)
        documents = [each for _, report in outcome for each in report.documents]
        outputs = [output for each in documents for output in each.outputs.items()]
        return outcome if all(index.holds(path, digest) for path, digest in outputs) else None

    inputs = partial(document_inputs, lookup.reviews, locales)
    return Recording(unit, recalled, recorded, whole=whole, inputs=inputs)


def _without_writing(report: BuildReport) -> BuildReport:
    documents = tuple(replace(each, written=0, coverage=None) for each in report.documents)
    return replace(report, documents=documents)


def _build_document(
    lookup: StatusLookup, earlier: EarlierWork, locales: Sequence[str], file: DocumentFile
) -> _BuiltInLocales:
    """What building the document in each of ``locales`` did."""
    return [*_built_in_locales(lookup, earlier, locales, file)]


def _built_in_locales(
    lookup: StatusLookup, earlier: EarlierWork, locales: Sequence[str], file: DocumentFile
) -> Iterator[tuple[str, BuildReport]]:
    try:
        units = load_units(lookup.project, file)
    except UserError as error:
        for locale in locales:
            yield locale, BuildReport(problems=(error,))
        return
    for locale in locales:
        try:
            yield locale, _build_one(lookup, earlier, locale, file, units)
        except UserError as error:
            yield locale, BuildReport(problems=(error,))


def _build_one(
    lookup: StatusLookup,
    earlier: EarlierWork,
    locale: str,
    file: DocumentFile,
    units: TranslationUnits,
) -> BuildReport:
    project = lookup.project
    found = lookup.need(locale, file, units)
    flawless = earlier.flawless.of(locale, file.path)
    document = LocalizedDocument(
        project, locale, file, units, found.statuses, earlier.woven, flawless
    )
    void = sum(status.approval is Approval.VOID for status in found.statuses)
    if reason := shortfall(project, found.statuses, document.minimum_state):
        return BuildReport((_held_back(document, reason, void),), problems=found.problems)
    result = published_document(document)
    findings, errors = result.findings, result.published.errors
    if result.reason:
        held_back = _held_back(document, result.reason, void)
        return BuildReport((held_back,), findings, errors, found.problems)
    refused = {refusal.segment for refusal in result.woven.refused}
    kept = {index: text for index, text in result.translations.items() if index not in refused}
    shown = {index for index in result.published.translations if units.parents[index] in kept}
    marks = unit_marks(found.statuses, shown)
    day = lookup.translations.source_day(locale, file)
    notices = document_notices(project, locale, marks, day)
    outputs, omitted = _outputs(document, result.woven.data, kept, marks, notices)
    written = sum(write_derived(project.root, path, data) for path, data in outputs.items())
    built = BuiltDocument(
        locale,
        file.name,
        file.path,
        outputs={path: output_digest(data) for path, data in outputs.items()},
        fallbacks=len(units.units) - len(shown),
        written=written,
        void=void,
        coverage=document_coverage(file, found.statuses, ""),
    )
    return BuildReport((built,), findings, errors, found.problems, omitted)


def _held_back(document: LocalizedDocument, reason: str, void: int) -> BuiltDocument:
    """A document that is not published, and why."""
    file = document.file
    return BuiltDocument(
        document.locale,
        file.name,
        file.path,
        reason=reason,
        void=void,
        coverage=document_coverage(file, document.statuses, reason),
    )


def _outputs(
    document: LocalizedDocument,
    woven: bytes,
    translations: Mapping[int, str],
    marks: Sequence[SegmentMark],
    notices: tuple[Notice, ...],
) -> tuple[dict[str, bytes], tuple[OmittedOutputs, ...]]:
    """The bytes of each output by its path, and outputs that there are none of.

    ``woven`` is the document with ``translations``, which are of segments, by index; ``marks`` are
    those of its units.
    """
    project, locale, file = document.project, document.locale, document.file
    format_ = format_named(document.units.document.format)
    data = format_.localize(woven, locale) if translations else woven
    own = data
    if format_.add_notices and notices and translations:
        own = format_.add_notices(data, document.units.document.encoding, notices)
    outputs = {output_path(locale, file.name, PurePosixPath(file.path).suffix): own}
    omitted: tuple[OmittedOutputs, ...] = ()
    wanted = project.build.outputs
    page = format_.page if wanted else None
    if isinstance(page, NoPage):
        name = document.units.document.format
        omitted = (OmittedOutputs(wanted, name, (file.path,), page.reason),)
    elif page is not None:
        marked = segment_marks(marks, document.units.parents)
        rendition = replace(
            _rendition(document, translations),
            marks=marked,
            notices=notices,
        )
        rendition = page(rendition, data)
        for row in _rows(wanted):
            outputs[output_path(locale, file.name, row.suffix)] = row.render(rendition)
    return outputs, omitted


def _rows(names: Sequence[str]) -> Iterator[Output]:
    # On use: a project may want nothing but documents.
    from polyloom.outputs import OUTPUTS

    return (row for row in OUTPUTS if row.name in names)


def _rendition(document: LocalizedDocument, translations: Mapping[int, str]) -> Rendition:
    project, locale = document.project, document.locale
    settings = project.settings(document.file.path)
    segments = document.units.document.segments
    metadata = {"title": settings.title, "author": settings.author}
    return Rendition(
        document.units.document,
        locale,
        tuple(translations.get(index, segment.text) for index, segment in enumerate(segments)),
        tuple(
            locale if index in translations else project.source_locale
            for index in range(len(segments))
        ),
        {key: value for key, value in metadata.items() if value},
        source_locale=project.source_locale,
    )
