"""How far documents are in each locale, counted again only where a file is another one."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import Approval, Freshness, SegmentStatus, State
from polyloom.project import Project
from polyloom.project.documents import (
    DocumentFile,
    FoundDocuments,
    catalog_files,
    catalog_name,
)
from polyloom.project.file_names import composed
from polyloom.stages.check import check_context
from polyloom.stages.inputs import need_catalog
from polyloom.stages.kept_units import kept_units
from polyloom.stages.known_checks import TextChecks, checked_work
from polyloom.stages.recorded_work import ProjectSettings
from polyloom.stages.segment_status import StatusLookup
from polyloom.workspace.clock import stopwatch
from polyloom.workspace.files import (
    FileSignature,
    file_signature,
    files_below,
    read,
    read_if_there,
    write_derived,
)
from polyloom.workspace.paths import (
    CONFIGURATION,
    catalog_path,
    ledger_path,
    progress_path,
    reviews_folder,
)
from polyloom.workspace.work_index import NO_INDEX, WorkIndex

# For so long what was counted may be lost.
_SECONDS_UNKEPT = 5.0
# So many texts are checked in one go.
_CHECKED_AT_ONCE = 50


class DocumentProgress(Struct, frozen=True):
    """How many texts of a document stand how in a locale.

    ``translated`` includes ``approved``; ``outdated`` are drafts whose source has changed;
    ``awaiting`` includes what changed since it was approved. ``findings`` are what the checks find
    in single translations that nobody has accepted, None as long as that is not known. Where
    ``problem`` is not empty, the document, its catalog or its ledger cannot be read.
    """

    total: int = 0
    translated: int = 0
    approved: int = 0
    awaiting: int = 0
    drafts: int = 0
    outdated: int = 0
    rejected: int = 0
    findings: int | None = None
    problem: str = ""

    @property
    def untranslated(self) -> int:
        """How many have no translation."""
        return self.total - self.translated - self.drafts

    @property
    def wanting(self) -> int:
        """How many want somebody: they are not finished, or not reviewed."""
        return self.untranslated + self.drafts + self.awaiting

    def __add__(self, other: DocumentProgress) -> DocumentProgress:
        return DocumentProgress(
            self.total + other.total,
            self.translated + other.translated,
            self.approved + other.approved,
            self.awaiting + other.awaiting,
            self.drafts + other.drafts,
            self.outdated + other.outdated,
            self.rejected + other.rejected,
            (self.findings or 0) + (other.findings or 0),
        )


class _Known(Struct, frozen=True):
    """The progress of a document, and what its files were like."""

    files: str
    progress: DocumentProgress


_Book = dict[str, _Known]


class ProgressBook:
    """What was counted of a project, kept in its state folder between two runs."""

    def __init__(self, project: Project) -> None:
        self._kept = _kept(project)
        self._is_changed = False
        self._since_kept = stopwatch()
        self._checking: tuple[str, str, Iterator[int | None]] = ("", "", iter(()))

    def known(self, state: ProjectState, locale: str) -> Iterator[KnownProgress]:
        """Each document with its progress, as far as nothing has to be counted again."""
        for file in state.found.documents:
            kept = self._kept.get(f"{locale}/{file.path}")
            is_same = kept is not None and kept.files == state.files_of(locale, file)
            yield KnownProgress(file, kept.progress if kept is not None and is_same else None)

    def count(self, state: ProjectState, file: DocumentFile, locales: Sequence[str]) -> None:
        """Count a document in locales. What is wrong with it is its progress."""
        # Before they are read: what changes meanwhile is counted again.
        seen = {locale: state.files_of(locale, file) for locale in locales}
        for locale, progress in _counted(state, file, locales):
            self._kept[f"{locale}/{file.path}"] = _Known(seen[locale], progress)
        self._is_changed = True

    def progress_of(self, locale: str, file: DocumentFile) -> DocumentProgress:
        """The progress of a document that has been counted."""
        return self._kept[f"{locale}/{file.path}"].progress

    def check_more(self, state: ProjectState, locale: str, file: DocumentFile) -> None:
        """Count some more of a document's findings: a large one takes many calls.

        For a document whose progress is known.
        """
        name, files = f"{locale}/{file.path}", state.files_of(locale, file)
        if self._checking[:2] != (name, files):
            self._checking = (name, files, _findings(state, locale, file))
        found = next(self._checking[2])
        if found is not None:
            progress = replace(self._kept[name].progress, findings=found)
            self._kept[name] = _Known(files, progress)
            self._is_changed = True
            self._checking = ("", "", iter(()))

    def is_long_unkept(self) -> bool:
        """Whether it is some seconds since what is known was written."""
        return self._since_kept() > _SECONDS_UNKEPT

    def keep(self, project: Project) -> None:
        """Write what is known to the state folder. Raises UserError."""
        if self._is_changed:
            write_derived(project.root, progress_path(), msgspec.json.encode(self._kept))
            self._is_changed = False
            self._since_kept = stopwatch()


class KnownProgress(NamedTuple):
    """A document, and its progress where it has been counted."""

    file: DocumentFile
    progress: DocumentProgress | None


class ProjectState:
    """What the progress of documents depends on, as it is at one moment."""

    def __init__(
        self, project: Project, found: FoundDocuments, index: WorkIndex = NO_INDEX
    ) -> None:
        self.index = index
        self.project = project
        self.found = found
        self.lookup = StatusLookup.of(project, found.documents)
        self._settings = file_signature(project.root, CONFIGURATION)
        self._orphaned: dict[str, str] = {}
        self._signatures: dict[str, FileSignature | None] = {}
        self._files: dict[tuple[str, str], str] = {}

    def units_of(self, file: DocumentFile) -> TranslationUnits:
        """The units of a document. Raises UserError."""
        data = read(self.project.root, file.relative)
        return kept_units(self.index, self.project, file, data)

    def files_of(self, locale: str, file: DocumentFile) -> str:
        """A digest of what the files of a document are like, without reading them."""
        known = self._files.get((locale, file.path))
        if known is None:
            name = catalog_name(file.path, self.project.catalogs.grouping)
            # Most documents have no ledger, and where there is none none is looked for.
            paths = (
                file.relative,
                catalog_path(locale, name),
                self.lookup.reviews.path_of(locale, file),
            )
            own = [self._signature(path) if path else None for path in paths]
            known = _digest(self._settings, self._of_orphaned(locale), own)
            self._files[locale, file.path] = known
        return known

    def _signature(self, path: str) -> FileSignature | None:
        if path not in self._signatures:
            self._signatures[path] = file_signature(self.project.root, path)
        return self._signatures[path]

    def _of_orphaned(self, locale: str) -> str:
        """A digest of the ledgers that belong to no document: they speak of texts of any."""
        if locale not in self._orphaned:
            root = self.project.root
            known = {composed(ledger_path(locale, each.name)) for each in self.found.documents}
            paths = files_below(root, reviews_folder(locale), ".jsonl")
            others = [path for path in paths if composed(path) not in known]
            signatures = [(path, file_signature(root, path)) for path in others]
            self._orphaned[locale] = _digest(signatures)
        return self._orphaned[locale]


def _kept(project: Project) -> _Book:
    try:
        data = read_if_there(project.root, progress_path())
        return msgspec.json.decode(data, type=_Book) if data else {}
    except (UserError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _counted(
    state: ProjectState, file: DocumentFile, locales: Sequence[str]
) -> Iterator[tuple[str, DocumentProgress]]:
    try:
        units = state.units_of(file)
    except UserError as error:
        for locale in locales:
            yield locale, DocumentProgress(problem=str(error))
        return
    for locale in locales:
        try:
            yield locale, progress_of(state.lookup.find(locale, file, units).statuses)
        except UserError as error:
            yield locale, DocumentProgress(len(units.units), problem=str(error))


def _findings(state: ProjectState, locale: str, file: DocumentFile) -> Iterator[int | None]:
    """How many findings a document has in a locale: None again and again, and then the number."""
    project = state.project
    count = 0
    with contextlib.suppress(UserError):
        statuses = state.lookup.find(locale, file, state.units_of(file)).statuses
        entries = {each.entry.key: (each.entry, each.accepted) for each in statuses if each.entry}
        (catalog,) = catalog_files([file], project.catalogs.grouping)
        header = need_catalog(project, locale, catalog.name).catalog
        context = check_context(project, locale, catalog, header)
        work = checked_work(ProjectSettings(project), locale, file)
        checks = TextChecks(state.index, work)
        asked = 0
        for entry, accepted in entries.values():
            if any(entry.msgstr):
                count += sum(name not in accepted for name in checks.of(entry, context))
            if checks.newly_checked - asked == _CHECKED_AT_ONCE:
                asked = checks.newly_checked
                yield None
        checks.keep()
    yield count


def progress_of(statuses: Sequence[SegmentStatus]) -> DocumentProgress:
    """How many of some texts stand how."""
    states = Counter(status.state for status in statuses)
    approvals = Counter(
        (status.approval, status.state is _DRAFT) for status in statuses if status.approval
    )
    return DocumentProgress(
        total=len(statuses),
        translated=states[State.TRANSLATED] + states[State.APPROVED],
        approved=states[State.APPROVED],
        awaiting=approvals[Approval.AWAITED, False] + approvals[Approval.VOID, False],
        drafts=states[State.DRAFT],
        outdated=Counter(status.freshness for status in statuses)[Freshness.OUTDATED],
        rejected=approvals[Approval.REJECTED, False] + approvals[Approval.REJECTED, True],
    )


# Looked up here: asking State for it takes longer than counting.
_DRAFT = State.DRAFT


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]
