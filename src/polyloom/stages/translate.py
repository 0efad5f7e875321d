"""Pre-translate: what is empty becomes a draft, by the project's engines in their order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import UserError, distinct
from polyloom.model import Catalog, Entry, Origin
from polyloom.mt.api.contract import Answers, Draft, FailureKind
from polyloom.mt.runtime.engine_chain import Engines, LocaleDrafts, engines
from polyloom.mt.runtime.event_loop import REAL_TIME, Time, run
from polyloom.po.provenance import Made, label, without_label
from polyloom.project import Project
from polyloom.stages.catalog_rewriting import rewrite_catalog
from polyloom.stages.inputs import no_catalog_yet
from polyloom.stages.pretranslation import (
    Choice,
    Work,
    chosen_engines,
    is_wanted,
    locale_of,
    memory_of,
    planned,
)
from polyloom.stages.progress import Progress, unwatched

# From one report of the progress to the next.
_PROGRESS_SECONDS = 0.2
# What is said of an engine that was given up.
_ALONE = "; left alone for the rest of this run"


class TranslatedCatalog(Struct, frozen=True):
    """What pre-translation did to one catalog.

    ``drafts`` counts them by engine, ``reused`` those of them that an earlier run has paid for;
    ``empty`` entries stay so. ``refused`` are reasons why answers were not taken, each with how
    many texts have no draft for it.
    """

    locale: str
    name: str
    drafts: Mapping[str, int]
    reused: int
    empty: int
    refused: Mapping[str, int] = field(default_factory=dict)


class TranslateReport(Struct, frozen=True):
    """What pre-translation did; ``failures`` says in a sentence which engine failed and why."""

    catalogs: tuple[TranslatedCatalog, ...]
    failures: tuple[str, ...]
    problems: tuple[UserError, ...]
    sent: Mapping[str, int] = field(default_factory=dict)
    is_interrupted: bool = False


def translate(
    project: Project,
    choice: Choice,
    *,
    kept: Answers,
    now: datetime,
    environment: Mapping[str, str],
    progress: Progress = unwatched,
    time: Time = REAL_TIME,
) -> TranslateReport:
    """Fill what is empty in the chosen catalogs; a person's translation is never touched.

    Each engine takes what the one before left. A failing one leaves entries empty, and the rest
    goes on. Each catalog is written when its last text is there; after an interruption, those
    that were at work with what they had. Raises ConfigurationError.
    """
    chosen = chosen_engines(project, choice.engines, environment)
    works, problems = planned(project, choice)
    running = _Run(project, engines(chosen, kept, time, environment), now, progress, problems)
    running.total = sum(len(work.wanted) for work in works)
    interrupted = False
    try:
        run(running.all(works))
    except KeyboardInterrupt:
        interrupted = True
    sent = {
        each.row.name: running.engines.manners[each.row.name].spent
        for each in chosen
        if each.row.origin is Origin.MACHINE
    }
    order = {(work.locale, work.name): place for place, work in enumerate(works)}
    return TranslateReport(
        _by_catalog(sorted(running.done, key=lambda each: order[each.locale, each.name])),
        tuple(
            sentence
            for sentence in dict.fromkeys(running.failures)
            if f"{sentence}{_ALONE}" not in running.failures
        ),
        distinct(problems),
        {name: characters for name, characters in sent.items() if characters},
        interrupted,
    )


def _by_catalog(parts: Iterable[TranslatedCatalog]) -> tuple[TranslatedCatalog, ...]:
    """One for each catalog, of which parts may have been filled one after the other."""
    found: dict[tuple[str, str], TranslatedCatalog] = {}
    for part in parts:
        known = found.get((part.locale, part.name))
        found[part.locale, part.name] = part if known is None else _sum(known, part)
    return tuple(found.values())


def _sum(one: TranslatedCatalog, other: TranslatedCatalog) -> TranslatedCatalog:
    return TranslatedCatalog(
        one.locale,
        one.name,
        dict(Counter(one.drafts) + Counter(other.drafts)),
        one.reused + other.reused,
        one.empty + other.empty,
        dict(Counter(one.refused) + Counter(other.refused)),
    )


class _Run(Struct):
    """The catalogs of all locales on their way, and what has become of them.

    ``finished`` counts the texts of catalogs that are done, ``at_work`` are the others' drafts.
    """

    project: Project
    engines: Engines
    now: datetime
    progress: Progress
    problems: list[UserError]
    total: int = 0
    finished: int = 0
    at_work: dict[Work, LocaleDrafts] = field(default_factory=dict)
    done: list[TranslatedCatalog] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    async def all(self, works: Sequence[Work]) -> None:
        """Work on all locales at a time, on as many catalogs as keep the engines busy."""
        by_locale: dict[str, list[Work]] = {}
        for work in works:
            by_locale.setdefault(work.locale, []).append(work)
        places = asyncio.Semaphore(
            1 + sum(each.settings.concurrency for each in self.engines.chosen)
        )
        watch = asyncio.ensure_future(self._watch())
        try:
            async with asyncio.TaskGroup() as group:
                for locale, its_works in by_locale.items():
                    group.create_task(self._locale(locale, its_works, places))
        finally:
            watch.cancel()

    async def _locale(self, name: str, works: Sequence[Work], places: asyncio.Semaphore) -> None:
        """One locale's catalogs, first what is open to machines of them, then the rest."""
        memory = memory_of(self.project, name)
        locale = locale_of(self.project, name)
        for is_open in (True, False):
            some = [work for work in works if work.is_open is is_open]
            chosen = [
                each
                for each in self.engines.chosen
                if is_open or each.row.origin is not Origin.MACHINE
            ]
            if not some:
                continue
            async with self.engines.at_work(locale, memory, chosen) as at_work:
                try:
                    async with asyncio.TaskGroup() as group:
                        for work in some:
                            group.create_task(self._catalog(work, at_work, places))
                finally:
                    self._note_failures(name, at_work)

    async def _catalog(self, work: Work, at_work: LocaleDrafts, places: asyncio.Semaphore) -> None:
        async with places:
            self.at_work[work] = at_work
            try:
                await at_work.ask(work.wanted)
            except UserError as error:
                # Answers cannot be kept any more: what is there is written.
                self.problems.append(error)
            finally:
                del self.at_work[work]
                self.finished += len(work.wanted)
                self._write(work, at_work)

    async def _watch(self) -> None:
        """Tell of the progress from time to time."""
        while True:
            drafted = sum(
                one.text in at_work.drafts
                for work, at_work in self.at_work.items()
                for one in work.wanted
            )
            first = next((f"{work.locale} {work.name}" for work in self.at_work), "")
            self.progress(self.finished + drafted, self.total, first)
            await asyncio.sleep(_PROGRESS_SECONDS)

    def _write(self, work: Work, at_work: LocaleDrafts) -> None:
        filling = _Filling(work, at_work.drafts, self.now)
        try:
            rewrite_catalog(self.project, work.locale, work.name, filling.change)
        except UserError as error:
            self.problems.append(error)
            return
        self.done.append(filling.report(_refused(work, at_work)))
        self.failures += _unanswered(work, at_work)

    def _note_failures(self, locale: str, at_work: LocaleDrafts) -> None:
        for name, failure in at_work.given_up():
            self.failures.append(f"{name} for {locale}: {failure.reason}{_ALONE}")


def _unanswered(work: Work, at_work: LocaleDrafts) -> list[str]:
    """Calls that failed at each of their tries, though the engine was not given up."""
    return [
        f"{name} for {work.locale}: {failure.reason}"
        for one in work.wanted
        if one.text not in at_work.drafts
        for name, failure in at_work.reasons(one.text)
        if failure.kind is FailureKind.RETRY
    ]


def _refused(work: Work, at_work: LocaleDrafts) -> Mapping[str, int]:
    """Why texts have no draft, in the words of the last engine that failed, and how many texts."""
    given_up = {failure for _, failure in at_work.given_up()}
    counts: Counter[str] = Counter()
    for one in work.wanted:
        reasons = () if one.text in at_work.drafts else at_work.reasons(one.text)
        counts.update(
            [
                f"{name}: {failure.reason}"
                for name, failure in reasons
                if failure.kind is not FailureKind.NONE and failure not in given_up
            ][-1:]
        )
    return dict(counts)


class _Filling(Struct):
    """The filling of one catalog; ``filled`` are the drafts that went into it."""

    work: Work
    drafts: Mapping[str, Draft]
    now: datetime
    filled: list[Draft] = field(default_factory=list)
    empty: int = 0

    def change(self, old: Catalog | None) -> Catalog:
        """The catalog with drafts where it was empty.

        Called again where somebody has changed the catalog meanwhile: what a person has filled in
        since is left alone.
        """
        if old is None:
            raise no_catalog_yet(self.work.locale, self.work.name)
        self.filled.clear()
        self.empty = 0
        texts = self.work.texts
        return replace(old, entries=tuple(self._filled(entry, texts) for entry in old.entries))

    def report(self, refused: Mapping[str, int]) -> TranslatedCatalog:
        """What became of it."""
        return TranslatedCatalog(
            self.work.locale,
            self.work.name,
            dict(Counter(draft.engine for draft in self.filled)),
            sum(draft.is_reused for draft in self.filled),
            self.empty,
            refused,
        )

    def _filled(self, entry: Entry, texts: frozenset[str]) -> Entry:
        if not is_wanted(entry, self.work):
            return entry
        draft = self.drafts.get(entry.msgid) if entry.msgid in texts else None
        if draft is None or entry.msgstr == (draft.text,):
            self.empty += not any(form.strip() for form in entry.msgstr)
            return entry
        self.filled.append(draft)
        made = Made(entry.msgid, draft.text, draft.engine, self.now.date(), draft.detail)
        return replace(
            entry,
            msgstr=(draft.text,),
            flags=("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")),
            previous=None,
            translator_comments=(
                *without_label(entry.translator_comments),
                label(made),
            ),
        )
