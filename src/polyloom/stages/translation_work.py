"""The work of pre-translation: engines are asked for the texts of catalogs, which are written."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.memory.exact_matches import TranslationMemory, build_memory
from polyloom.memory.similar import SimilarTexts
from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import Failure, FailureKind
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.mt.runtime.engine_chain import EngineChain, EngineRun
from polyloom.project import Project
from polyloom.stages.draft_filling import fill_catalog
from polyloom.stages.locale_memory import locale_memory, memory_for
from polyloom.stages.pretranslation_plan import CatalogPlan, draft_policy
from polyloom.stages.progress import Progress
from polyloom.stages.translated_catalog import TranslatedCatalog
from polyloom.workspace.work_index import WorkIndex

# From one report of the progress to the next.
_PROGRESS_SECONDS = 0.2
# What is said of an engine that was given up.
_GIVEN_UP = translatable("; left alone for the rest of this run")


class TranslationWork(Struct):
    """The catalogs of all locales on their way, and what has become of them.

    ``total`` counts the texts of all catalogs, ``finished`` those of catalogs that are done;
    ``under_way`` are the other catalogs, each with the engines that are at work on it. ``missed``
    says of those of the ``withheld`` engines that had work to do why they did not do it.
    ``settled`` are catalogs, by locale and name, in which nothing is to be done. ``searched`` are
    the source texts of the memory that was made last.
    """

    project: Project
    run: EngineRun
    withheld: Mapping[str, str]
    day: date
    progress: Progress
    index: WorkIndex
    settled: frozenset[tuple[str, str]] = frozenset()
    total: int = 0
    finished: int = 0
    under_way: dict[CatalogPlan, EngineChain] = field(default_factory=dict)
    done: list[TranslatedCatalog] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    missed: dict[str, str] = field(default_factory=dict)
    problems: list[UserError] = field(default_factory=list)
    searched: SimilarTexts | None = None

    async def translate_all(self, plans: Sequence[CatalogPlan]) -> None:
        """Work on all locales at a time, on as many catalogs as keep the engines busy."""
        self.total = sum(len(plan.texts) for plan in plans)
        by_locale: dict[str, list[CatalogPlan]] = {}
        for plan in plans:
            by_locale.setdefault(plan.locale, []).append(plan)
        at_once = 1 + sum(engine.settings.concurrency for engine in self.run.engines)
        places = asyncio.Semaphore(at_once)
        reporting = asyncio.ensure_future(self._report_progress())
        try:
            async with asyncio.TaskGroup() as group:
                for locale, its_plans in by_locale.items():
                    group.create_task(self._translate_locale(locale, its_plans, places))
        finally:
            reporting.cancel()

    async def _translate_locale(
        self, locale: str, plans: Sequence[CatalogPlan], places: asyncio.Semaphore
    ) -> None:
        """One locale's catalogs: first what is open to machines of them, then the rest."""
        memory = self._memory(locale, {one.text for plan in plans for one in plan.texts})
        policy = draft_policy(self.project, locale)
        for is_open in (True, False):
            some = [plan for plan in plans if plan.is_open is is_open]
            if not some:
                continue
            engines = _admitted(self.run.engines, is_open)
            async with self.run.open_chain(policy, memory, engines) as chain:
                try:
                    async with asyncio.TaskGroup() as group:
                        for plan in some:
                            group.create_task(self._translate_catalog(plan, chain, places))
                finally:
                    self.failures += _given_up_sentences(locale, chain, self.withheld)

    def _memory(self, locale: str, texts: Set[str]) -> TranslationMemory:
        """The memory of a locale: all of it for engines that ask it for more than matches."""
        if not texts:
            return build_memory([])
        if all(engine.row.origin is Origin.MEMORY for engine in self.run.engines):
            memory = memory_for(self.project, locale, texts, self.index)
        else:
            memory = locale_memory(self.project, locale, self.index)
        # Locales in which everything is translated have the same source texts.
        if self.searched is not None:
            memory = memory.sharing(self.searched)
        self.searched = memory.texts
        return memory

    async def _translate_catalog(
        self, plan: CatalogPlan, chain: EngineChain, places: asyncio.Semaphore
    ) -> None:
        async with places:
            self.under_way[plan] = chain
            try:
                await chain.ask(plan.texts)
            except UserError as error:
                # Responses cannot be stored any more: what is there is written.
                self.problems.append(error)
            finally:
                del self.under_way[plan]
                self.finished += len(plan.texts)
                self._write(plan, chain)

    async def _report_progress(self) -> None:
        """Tell of the progress from time to time."""
        while True:
            drafted = sum(
                one.text in chain.drafts.by_text
                for plan, chain in self.under_way.items()
                for one in plan.texts
            )
            first = next((f"{plan.locale} {plan.name}" for plan in self.under_way), "")
            self.progress(self.finished + drafted, self.total, first)
            await asyncio.sleep(_PROGRESS_SECONDS)

    def _write(self, plan: CatalogPlan, chain: EngineChain) -> None:
        if (plan.locale, plan.name) in self.settled:
            return
        if plan.is_idle:
            self.done.append(TranslatedCatalog(plan.locale, plan.name, {}, 0, 0))
            return
        try:
            filling = fill_catalog(self.project, plan, chain.drafts.by_text, self.day)
        except UserError as error:
            self.problems.append(error)
            return
        refusals = _refusals(plan, chain)
        self.done.append(
            TranslatedCatalog(
                plan.locale,
                plan.name,
                dict(Counter(draft.engine for draft in filling.filled)),
                sum(draft.is_reused for draft in filling.filled),
                filling.empty,
                dict(Counter(f"{name}: {failure.reason}" for name, failure in refusals)),
                sum(failure.kind is FailureKind.REFUSED_BEFORE for _, failure in refusals),
            )
        )
        self.failures += _retried_in_vain(plan, chain)
        if plan.is_open:
            self._note_missed(plan, chain)

    def _note_missed(self, plan: CatalogPlan, chain: EngineChain) -> None:
        """Note the withheld engines to which those before them have left texts."""
        order = [engine.row.name for engine in self.run.engines]
        drafts = [chain.drafts.by_text.get(one.text) for one in plan.texts]
        places = [order.index(each.engine) if each else len(order) for each in drafts]
        for name in order[: max(places, default=0)]:
            if name in self.withheld:
                self.missed[name] = f"{name}: {self.withheld[name]}"


def _admitted(engines: Sequence[ConfiguredEngine], is_open: bool) -> list[ConfiguredEngine]:
    """The engines that may work on catalogs which are open to machines, or are not."""
    return [each for each in engines if is_open or each.row.origin is not Origin.MACHINE]


def _given_up_sentences(locale: str, chain: EngineChain, withheld: Mapping[str, str]) -> list[str]:
    return [
        message(
            "{name} for {locale}: {reason}{given_up}",
            name=name,
            locale=locale,
            reason=failure.reason,
            given_up=message(_GIVEN_UP),
        )
        for name, failure in chain.given_up()
        if name not in withheld
    ]


def _retried_in_vain(plan: CatalogPlan, chain: EngineChain) -> list[str]:
    """Sentences on calls that failed at each of their tries, though the engine was not given up."""
    return [
        message(
            "{name} for {locale}: {reason}", name=name, locale=plan.locale, reason=failure.reason
        )
        for one in plan.texts
        if one.text not in chain.drafts.by_text
        for name, failure in chain.failures(one.text)
        if failure.kind is FailureKind.RETRY
    ]


def _refusals(plan: CatalogPlan, chain: EngineChain) -> list[tuple[str, Failure]]:
    """Why texts have no draft: for each the last engine that failed, and its failure."""
    given_up = {failure for _, failure in chain.given_up()}
    found: list[tuple[str, Failure]] = []
    for one in plan.texts:
        failures = () if one.text in chain.drafts.by_text else chain.failures(one.text)
        found += [
            (name, failure)
            for name, failure in failures
            if failure.kind is not FailureKind.NONE and failure not in given_up
        ][-1:]
    return found


def without_repeats(failures: Sequence[str]) -> list[str]:
    """The sentences, each once, and none that another one says with more words."""
    given_up = message(_GIVEN_UP)
    return [
        sentence for sentence in dict.fromkeys(failures) if f"{sentence}{given_up}" not in failures
    ]


def characters_sent(run: EngineRun) -> dict[str, int]:
    """How many characters were sent in a run, by engine, as far as any were."""
    machines = [each.row.name for each in run.engines if each.row.origin is Origin.MACHINE]
    return {name: sent for name in machines if (sent := run.limiters[name].sent)}
