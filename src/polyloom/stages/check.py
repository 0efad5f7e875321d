"""documents × catalogs → findings."""

from __future__ import annotations

import contextlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from polyloom.checks.consistency import entry_digests
from polyloom.checks.conventions import ConventionKey, observances, without_conventions
from polyloom.checks.findings import CheckContext, catalog_findings
from polyloom.checks.header_language import find_other_language
from polyloom.checks.header_plurals import find_plural_faults
from polyloom.checks.other_text import SentenceEncoder
from polyloom.errors import UserError, distinct
from polyloom.formats.weave import Woven
from polyloom.formats.woven_memory import WovenMemory
from polyloom.model import Catalog, Finding, State
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files, find_documents
from polyloom.project.shards import Shard, catalogs_of, documents_of
from polyloom.stages.consistency_findings import consistency_findings
from polyloom.stages.earlier_work import NO_EARLIER_WORK, EarlierWork
from polyloom.stages.entry_markup import EntryMarkup
from polyloom.stages.inputs import load_units, need_catalog
from polyloom.stages.known_checks import (
    CheckedTexts,
    CleanTexts,
    checked_texts,
    checked_work,
    refusals_to_keep,
    woven_digest,
    woven_work,
)
from polyloom.stages.orphaned_files import OrphanedFile, orphaned_files
from polyloom.stages.other_text_findings import other_text_findings
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.stages.recorded_work import (
    ProjectSettings,
    Recording,
    decoder,
    encoded,
    map_unless_recorded,
)
from polyloom.stages.reviews.accepted_findings import unknown_accepted_checks, without_accepted
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.stages.segment_status import StatusLookup
from polyloom.stages.spelling_checks import SpellingChecks, spelling_checks
from polyloom.stages.structure_findings import (
    LocalizedDocument,
    structure_findings,
    unit_translations,
)
from polyloom.stages.translation_lookup import TranslationLookup
from polyloom.stages.work_inputs import (
    catalog_groups,
    catalog_inputs,
    document_groups,
    document_inputs,
)
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.spelling_dictionaries import SpellingDictionaries
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit

Item = TypeVar("Item")


class CheckReport(Struct, frozen=True):
    """What the checks found in how many catalogs, and what stood in their way.

    ``orphaned`` are files whose documents are gone; they are not checked. ``accepted`` is how many
    findings somebody has said are meant; they are none of ``findings``. ``conventions`` are, by
    locale, what its translations do otherwise as a rule: of each there is one finding.
    """

    findings: tuple[Finding, ...]
    catalogs: int
    problems: tuple[UserError, ...]
    orphaned: tuple[OrphanedFile, ...] = ()
    accepted: int = 0
    conventions: Mapping[str, frozenset[ConventionKey]] = {}


class _CatalogReport(Struct, frozen=True):
    """The findings about one catalog, and how often it has what conventions have otherwise.

    ``checked`` is what the index keeps of the catalog of one document, where it was looked at anew.
    """

    findings: tuple[Finding, ...] = ()
    problems: tuple[UserError, ...] = ()
    is_read: bool = False
    accepted: int = 0
    observed: Mapping[ConventionKey, int] = {}
    digests: bytes = b""
    checked: CheckedTexts | None = None


NO_DICTIONARIES = SpellingDictionaries()


def check(
    project: Project,
    locales: Sequence[str],
    *,
    progress: Progress = unwatched,
    dictionaries: SpellingDictionaries = NO_DICTIONARIES,
    encoder: SentenceEncoder | None = None,
    executor: Executor = on_this_machine,
    index: WorkIndex = NO_INDEX,
    shard: Shard | None = None,
    earlier: EarlierWork = NO_EARLIER_WORK,
) -> CheckReport:
    """Run every quality check on every translation of ``locales``, drafts included.

    A translation that cannot stand in a document, as ``build`` would weave it, is an error of
    ``structure``. The spelling is checked of locales that have one of ``dictionaries``; what texts
    mean is compared where there is an ``encoder``. Findings that ``index`` has come from there.
    What was woven to see that joins ``earlier`` work, and so do texts without errors.

    Of a ``shard`` only its catalogs are checked: what catalogs say of others, or do as a rule, can
    be told only of all of them.
    """
    found = index.found_once(find_documents, project.root)
    files = catalog_files(found.documents, project.catalogs.grouping)
    some_files = catalogs_of(shard, files)
    # All locales of a source text one after the other: what is found out of it is remembered.
    catalogs = [(locale, file) for file in some_files for locale in locales]
    reviews = ReviewLookup(project, found.documents)
    spelling = spelling_checks(project, locales, files, dictionaries, index)
    work = SharedWork(
        "check",
        partial(_check_one, reviews, spelling, CleanTexts(index, project)),
        partial(catalog_inputs, reviews),
        lambda catalog: f"{catalog[0]} {catalog[1].name}",
        _CatalogReport,
    )
    recording = _recording_of_catalogs(reviews, spelling, index, catalogs)
    outcomes = map_unless_recorded(index, executor, work, catalogs, recording)
    names = [f"{locale} {file.name}" for locale, file in catalogs]
    reports = _by_locale([*watched(outcomes, names, progress)], locales)
    catalogs, names = _by_locale(catalogs, locales), _by_locale(names, locales)
    _keep_checked(index, project, catalogs, reports)
    for (locale, file), report in zip(catalogs, reports, strict=True):
        if report.checked is not None:
            earlier.flawless.remember(locale, file.documents[0].path, report.checked)
    lookup = StatusLookup(project, TranslationLookup(project), reviews)
    some = documents_of(shard, project, found)
    structure = _check_documents(
        lookup, locales, some, earlier.woven, progress=progress, executor=executor, index=index
    )
    if encoder is not None:
        # One after the other: the encoder has threads of its own, and processes are forks.
        pairs = zip(catalogs, reports, strict=True)
        more = (_with_other_texts(reviews, encoder, *each) for each in pairs)
        reports = [*watched(more, names, progress)]
    accepted = sum(report.accepted for report in reports)
    if shard is None:
        reports, accepted = _with_contradictions(reviews, catalogs, reports, index)
    by_locale: dict[str, list[tuple[_CatalogReport, Sequence[Finding]]]] = {}
    for (locale, file), report in zip(catalogs, reports, strict=True):
        about_structure = structure.findings[catalog_path(locale, file.name)]
        by_locale.setdefault(locale, []).append((report, about_structure))
    findings, conventions = _findings_by_locale(by_locale, is_whole=shard is None)
    problems = chain.from_iterable(report.problems for report in reports)
    return CheckReport(
        findings,
        sum(report.is_read for report in reports),
        distinct([*found.problems, *structure.problems, *problems]),
        () if shard else orphaned_files(project, locales, found, index),
        accepted,
        conventions,
    )


def _by_locale(of_files: Sequence[Item], locales: Sequence[str]) -> list[Item]:
    """What there is of each file in each locale, by locales instead of by files."""
    return [*chain.from_iterable(of_files[place :: len(locales)] for place in range(len(locales)))]


def _recording_of_catalogs(
    reviews: ReviewLookup,
    spelling: SpellingChecks,
    index: WorkIndex,
    catalogs: Sequence[tuple[str, CatalogFile]],
) -> Recording[tuple[str, CatalogFile], _CatalogReport]:
    """What is said of a catalog depends on it, on the ledgers of its documents, and on spelling."""
    settings = ProjectSettings(reviews.project)

    @cache
    def misspelled(locale: str) -> bytes:
        found = spelling.find(locale)
        return b"" if found is None else sha256(encoded(found)).digest()

    def unit(catalog: tuple[str, CatalogFile]) -> WorkUnit:
        locale, file = catalog
        inputs = tuple(catalog_inputs(reviews, catalog))
        own = settings.of(file.documents, locale) + misspelled(locale)
        return WorkUnit("check", f"{locale} {file.name}", inputs, own)

    def whole() -> WorkUnit:
        locales = [*dict.fromkeys(locale for locale, _ in catalogs)]
        files = [*dict.fromkeys(file for _, file in catalogs)]
        own = settings.of_catalogs(files, [misspelled(locale).hex() for locale in locales])
        groups = catalog_groups(index, reviews, locales, [file.name for file in files])
        return WorkUnit("check all", f"{locales}", (), own, groups)

    decode = decoder(_CatalogReport)
    return Recording(
        unit,
        lambda _, data: decode(data),
        lambda report: None if report.problems else encoded(replace(report, checked=None)),
        whole=whole,
        inputs=partial(catalog_inputs, reviews),
    )


def _recording_of_structure(
    lookup: StatusLookup,
    locales: Sequence[str],
    index: WorkIndex,
    files: Sequence[DocumentFile],
) -> Recording[DocumentFile, _WovenDocument | UserError]:
    """What weaving says of a document depends on it, and on its catalogs and ledgers."""
    settings = ProjectSettings(lookup.project)

    def unit(file: DocumentFile) -> WorkUnit:
        own = settings.of([file], locales)
        return WorkUnit(
            "structure",
            f"{file.path} {locales}",
            tuple(document_inputs(lookup.reviews, locales, file)),
            own,
        )

    def whole() -> WorkUnit:
        groups = document_groups(index, lookup.reviews, locales, files)
        return WorkUnit("structure all", f"{locales}", (), settings.of(files, locales), groups)

    decode = decoder(_WovenDocument)
    return Recording(
        unit,
        lambda _, data: decode(data),
        lambda woven: (
            None if isinstance(woven, UserError) else encoded(_WovenDocument(woven.findings))
        ),
        whole=whole,
        inputs=partial(document_inputs, lookup.reviews, locales),
    )


def _keep_checked(
    index: WorkIndex,
    project: Project,
    catalogs: Sequence[tuple[str, CatalogFile]],
    reports: Sequence[_CatalogReport],
) -> None:
    """Have the index keep what was found in each text that was looked at."""
    settings = ProjectSettings(project)
    index.keep(
        (checked_work(settings, locale, file.documents[0]), encoded(report.checked))
        for (locale, file), report in zip(catalogs, reports, strict=True)
        if report.checked is not None
    )


def _with_contradictions(
    reviews: ReviewLookup,
    catalogs: Sequence[tuple[str, CatalogFile]],
    reports: Sequence[_CatalogReport],
    index: WorkIndex,
) -> tuple[list[_CatalogReport], int]:
    """The reports with what the catalogs of a locale say of each other, and what is accepted."""
    by_locale: defaultdict[str, list[tuple[CatalogFile, array[int]]]] = defaultdict(list)
    for (locale, file), report in zip(catalogs, reports, strict=True):
        by_locale[locale].append((file, array("q", report.digests)))
    found: dict[str, Sequence[Finding]] = {}
    accepted = sum(report.accepted for report in reports)
    for locale, of_locale in by_locale.items():
        consistency = consistency_findings(reviews, locale, of_locale, index)
        found |= consistency.findings
        accepted += consistency.accepted
    told = [
        _with_findings(report, found.get(catalog_path(locale, file.name), ()))
        for (locale, file), report in zip(catalogs, reports, strict=True)
    ]
    return told, accepted


def _with_findings(report: _CatalogReport, findings: Sequence[Finding]) -> _CatalogReport:
    if not findings:
        return report
    told = sorted([*report.findings, *findings], key=lambda finding: finding.line)
    return replace(report, findings=tuple(told))


def _with_other_texts(
    reviews: ReviewLookup,
    encoder: SentenceEncoder,
    catalog: tuple[str, CatalogFile],
    report: _CatalogReport,
) -> _CatalogReport:
    """The report of a catalog with what the encoder finds in it."""
    more = other_text_findings(reviews, *catalog, encoder)
    told = _with_findings(report, more.findings)
    return replace(told, accepted=report.accepted + more.accepted)


def _findings_by_locale(
    reports: Mapping[str, Sequence[tuple[_CatalogReport, Sequence[Finding]]]], *, is_whole: bool
) -> tuple[tuple[Finding, ...], Mapping[str, frozenset[ConventionKey]]]:
    """All findings, and the conventions that are none, of catalogs with their structure's.

    What a convention is can be told only of a locale as a whole.
    """
    findings: list[Finding] = []
    conventions: dict[str, frozenset[ConventionKey]] = {}
    for locale, of_locale in reports.items():
        found = [
            finding
            for report, structure in of_locale
            for finding in _in_file_order(report.findings, structure)
        ]
        if not is_whole:
            findings += found
            continue
        observed: Counter[ConventionKey] = Counter()
        for report, _ in of_locale:
            if report.observed:
                observed.update(report.observed)
        kept, conventions[locale] = without_conventions(found, observed)
        findings += kept
    return tuple(findings), conventions


class _WovenDocument(Struct, frozen=True):
    """The findings of weaving a document in some locales.

    Where it was woven anew ``digests`` are, by locale, those of what was woven, for the index, and
    ``woven`` is what a memory of that has.
    """

    findings: list[Finding] = []
    digests: Mapping[str, bytes] = {}
    woven: Mapping[bytes, Woven] = {}


class _StructureReport(Struct, frozen=True):
    """Translations that cannot stand in their documents, by the catalog's path; and problems."""

    findings: Mapping[str, list[Finding]]
    problems: tuple[UserError, ...]


def _check_documents(
    lookup: StatusLookup,
    locales: Sequence[str],
    documents: Sequence[DocumentFile],
    memory: WovenMemory,
    *,
    progress: Progress,
    executor: Executor,
    index: WorkIndex,
) -> _StructureReport:
    """Weave every document with the translations that there are, drafts included.

    What is wrong with a catalog itself is no problem here: it was said where that was read.
    """
    work = SharedWork(
        "check-structure",
        partial(_check_document, lookup, memory, tuple(locales)),
        partial(document_inputs, lookup.reviews, locales),
        lambda file: file.path,
        _WovenDocument,
        size=len(locales),
    )
    recording = _recording_of_structure(lookup, locales, index, documents)
    outcomes = map_unless_recorded(index, executor, work, documents, recording)
    findings: dict[str, list[Finding]] = defaultdict(list)
    problems: list[UserError] = []
    kept: list[tuple[WorkUnit, bytes]] = []
    settings = ProjectSettings(lookup.project)
    seen = watched(outcomes, [file.name for file in documents], progress)
    for file, outcome in zip(documents, seen, strict=True):
        if isinstance(outcome, UserError):
            problems.append(outcome)
            continue
        memory.remember(outcome.woven)
        for finding in outcome.findings:
            findings[finding.path].append(finding)
        for locale, digest in outcome.digests.items():
            refused = [each for each in outcome.findings if each.locale == locale]
            kept.append((woven_work(settings, locale, file, digest), refusals_to_keep(refused)))
    index.keep(kept)
    return _StructureReport(findings, tuple(problems))


def _check_document(
    lookup: StatusLookup, memory: WovenMemory, locales: Sequence[str], file: DocumentFile
) -> _WovenDocument | UserError:
    """The translations in each locale that cannot stand in a document, or why it cannot be read."""
    try:
        units = load_units(lookup.project, file)
    except UserError as error:
        return error
    found: list[Finding] = []
    digests: dict[str, bytes] = {}
    woven = memory.emptied()
    for locale in locales:
        with contextlib.suppress(UserError):
            statuses = lookup.find(locale, file, units).statuses
            found += structure_findings(
                LocalizedDocument(lookup.project, locale, file, units, statuses, woven)
            )
            translations = unit_translations(statuses, State.DRAFT)
            digests[locale] = woven_digest(units, translations)
    return _WovenDocument(found, digests, woven.known)


def _in_file_order(first: Sequence[Finding], then: Sequence[Finding]) -> Sequence[Finding]:
    """The findings of a catalog by their lines; an entry of several documents is named once.

    Where ``then`` says that an entry has another link or tag, it is not said again that it lacks
    the source's.
    """
    once = {(finding.line, finding.message): finding for finding in then}
    if not once:
        return first
    told = {(finding.line, finding.topic) for finding in then if finding.topic}
    kept = [each for each in first if (each.line, each.topic) not in told]
    return sorted([*kept, *once.values()], key=lambda finding: finding.line)


def _check_one(
    reviews: ReviewLookup,
    spelling: SpellingChecks,
    clean: CleanTexts,
    catalog: tuple[str, CatalogFile],
) -> _CatalogReport:
    """The report of one catalog, called by its locale and what it is for."""
    locale, file = catalog
    project = reviews.project
    try:
        entries = need_catalog(project, locale, file.name).catalog
        found = [reviews.find(locale, document) for document in file.documents]
    except UserError as error:
        return _CatalogReport(problems=(error,))
    path = catalog_path(locale, file.name)
    context = check_context(project, locale, file, entries)
    of_texts = catalog_findings(clean.without(entries, file, context), context)
    findings = (
        *find_other_language(entries, path=path, locale=locale),
        *find_plural_faults(entries, path=path, locale=locale),
        *of_texts,
    )
    if (of_locale := spelling.find(locale)) is not None:
        more = of_locale.findings(entries, context)
        findings = (*findings, *more)
    indexes = [(document, each.index) for document, each in zip(file.documents, found, strict=True)]
    kept = without_accepted(findings, entries, indexes, project, locale)
    problems = (
        *(problem for each in found for problem in each.problems),
        *unknown_accepted_checks(entries, path),
    )
    accepted = len(findings) - len(kept)
    return _CatalogReport(
        kept,
        problems,
        True,
        accepted,
        observances(entries, locale),
        entry_digests(entries).tobytes(),
        checked_texts(entries, context, of_texts) if len(file.documents) == 1 else None,
    )


def translation_findings(
    project: Project, locale: str, file: CatalogFile, entries: Catalog
) -> tuple[Finding, ...]:
    """What the checks say of each translation in a catalog, or in a part of it; none is accepted.

    What can be said only of a catalog as a whole, or of documents, is not among it.
    """
    return catalog_findings(entries, check_context(project, locale, file, entries))


def check_context(
    project: Project, locale: str, file: CatalogFile, catalog: Catalog
) -> CheckContext:
    """What the checks know of a catalog's texts."""
    return CheckContext(
        path=catalog_path(locale, file.name),
        source_locale=project.source_locale,
        locale=locale,
        link_patterns=project.checks.localized_links,
        markup_of=EntryMarkup.of_catalog(file).of,
        terms=project.pretranslation.terms(locale),
        plural_forms=catalog.field("Plural-Forms"),
    )
