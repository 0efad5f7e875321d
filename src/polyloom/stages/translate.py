"""Pre-translate: what is empty becomes a draft, by the project's engines in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath

from polyloom.catalogs.reading import read_catalog
from polyloom.engines import ENGINES, Draft, EngineContext, EngineFailure, Translate
from polyloom.engines.acceptance import refusal
from polyloom.engines.labels import label, without_label
from polyloom.errors import UserError, distinct
from polyloom.memory.exact import Memory, build_memory
from polyloom.model import Catalog, Entry, State
from polyloom.project import Project
from polyloom.project.documents import find_documents
from polyloom.stages.loading import Progress, each_catalog, no_catalog_yet, rewrite_catalog, silent
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder

# An engine that fails this many texts in a row is left alone for the rest of the run.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class TranslatedCatalog:
    """What pre-translation did to one catalog: drafts by engine, and how many stay empty.

    ``refused`` are reasons why an engine's answers were not taken.
    """

    locale: str
    name: str
    drafts: Mapping[str, int]
    empty: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslateReport:
    """What pre-translation did; ``failures`` says in a sentence which engine failed and why."""

    catalogs: tuple[TranslatedCatalog, ...]
    failures: tuple[str, ...]
    problems: tuple[UserError, ...]


@dataclass(slots=True)
class _OpenEngine:
    """An engine at work on one locale, until it has failed too often."""

    name: str
    locale: str
    translate: Translate | None
    failed_in_a_row: int = 0
    failures: list[str] = field(default_factory=list)

    def ask(self, text: str) -> Draft | None:
        """The engine's draft, or None where it has none, fails, or has failed too often."""
        if self.translate is None:
            return None
        try:
            draft = self.translate(text)
        except EngineFailure as error:
            self.fail(error)
            return None
        self.failed_in_a_row = 0
        return draft

    def fail(self, error: EngineFailure) -> None:
        """Note a failure; after one too many the engine is left alone."""
        self.failed_in_a_row += 1
        sentence = f"{self.name} for {self.locale}: {error.reason}"
        if error.give_up or self.failed_in_a_row >= _PATIENCE:
            self.translate = None
            sentence += "; left alone for the rest of this run"
        self.failures.append(sentence)


def translate(
    project: Project,
    locales: Sequence[str],
    engines: Sequence[str],
    *,
    now: datetime,
    environment: Mapping[str, str],
    progress: Progress = silent,
) -> TranslateReport:
    """Fill what is empty in the catalogs of ``locales``; a person's translation is never touched.

    Each engine takes what the one before left. A failing one leaves entries empty, and the rest
    goes on. Each catalog is written when it is finished.
    """
    found = find_documents(project.root)
    problems = list(found.problems)
    done: list[TranslatedCatalog] = []
    opened: dict[str, list[_OpenEngine]] = {}
    for locale, file in each_catalog(locales, found, silent):
        if locale not in opened:
            memory = _memory(project, locale)
            opened[locale] = _open(project, locale, engines, memory, environment)
        try:
            answers = _Answers(project.source_locale, opened[locale])
            fill = _Filling(locale, file.name, answers, now, progress)
            rewrite_catalog(project, locale, file.name, fill.change)
            done.append(fill.report())
        except UserError as error:
            problems.append(error)
    failures = [
        sentence
        for engines in opened.values()
        for engine in engines
        for sentence in engine.failures
    ]
    return TranslateReport(tuple(done), tuple(dict.fromkeys(failures)), distinct(problems))


def _open(
    project: Project,
    locale: str,
    names: Sequence[str],
    memory: Memory,
    environment: Mapping[str, str],
) -> list[_OpenEngine]:
    context = EngineContext(
        source_locale=project.source_locale,
        locale=locale,
        memory=memory,
        environment=environment,
        timeout=project.pretranslation.timeout,
    )
    engines = []
    for name in names:
        engine = _OpenEngine(name, locale, None)
        try:
            engine.translate = ENGINES[name].open(context)
        except EngineFailure as error:
            engine.fail(error)
        engines.append(engine)
    return engines


def _memory(project: Project, locale: str) -> Memory:
    """All catalogs of the locale, also those whose document is gone; broken ones are left out."""
    folder = PurePosixPath(catalog_folder(locale))
    catalogs = []
    for path in sorted((project.root / folder).rglob("*.po")):
        relative = path.relative_to(project.root).as_posix()
        name = str(PurePosixPath(relative).relative_to(folder).with_suffix(""))
        try:
            catalogs.append((name, read_catalog(read(project.root, relative), relative)))
        except UserError:
            continue
    return build_memory(catalogs)


@dataclass(slots=True)
class _Answers:
    """What the engines say to the texts of one locale; each text is asked once."""

    source_locale: str
    engines: Sequence[_OpenEngine]
    offers: dict[str, tuple[str, Draft] | None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def offer(self, text: str) -> tuple[str, Draft] | None:
        """The first engine with a draft that is fit to be written, and the draft."""
        if text not in self.offers:
            self.offers[text] = self._ask(text)
        return self.offers[text]

    def _ask(self, text: str) -> tuple[str, Draft] | None:
        for engine in self.engines:
            draft = engine.ask(text)
            if draft is None:
                continue
            reason = refusal(
                text, draft.text, source_locale=self.source_locale, locale=engine.locale
            )
            if reason is None:
                return engine.name, draft
            self.refused.append(f"{engine.name}: {reason}")
        return None


@dataclass(slots=True)
class _Filling:
    """The filling of one catalog; ``filled`` names the engine of each draft."""

    locale: str
    name: str
    answers: _Answers
    now: datetime
    progress: Progress
    filled: list[str] = field(default_factory=list)
    empty: int = 0

    def change(self, old: Catalog | None) -> Catalog:
        """The catalog with drafts where it was empty.

        Called again where somebody has changed the catalog meanwhile; the answers are there then.
        """
        if old is None:
            raise no_catalog_yet(self.locale, self.name)
        self.filled.clear()
        self.empty = 0
        total = sum(map(_is_empty, old.entries))
        entries = tuple(
            self._filled(entry, total) if _is_empty(entry) else entry for entry in old.entries
        )
        return replace(old, entries=entries)

    def report(self) -> TranslatedCatalog:
        """What became of it."""
        drafts = dict(Counter(self.filled))
        return TranslatedCatalog(
            self.locale, self.name, drafts, self.empty, tuple(self.answers.refused)
        )

    def _filled(self, entry: Entry, total: int) -> Entry:
        self.progress(len(self.filled) + self.empty, total, f"{self.locale} {self.name}")
        offer = self.answers.offer(entry.msgid)
        if offer is None:
            self.empty += 1
            return entry
        engine, draft = offer
        self.filled.append(engine)
        return replace(
            entry,
            msgstr=(draft.text,),
            flags=("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")),
            translator_comments=(
                *without_label(entry.translator_comments),
                label(engine, self.now.date(), draft.detail),
            ),
        )


def _is_empty(entry: Entry) -> bool:
    """Whether an engine may fill the entry; documents have no plurals."""
    return not entry.obsolete and entry.msgid_plural is None and entry.state is State.UNTRANSLATED
