"""What pre-translation would send and cost, without sending anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.language.word_count import count_words
from polyloom.memory.exact_matches import TranslationMemory
from polyloom.messages import message
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import DraftPolicy, ResponseStore
from polyloom.mt.runtime.draft_attempts import SourceText, calls_needed
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.mt.runtime.engine_chain import start_run
from polyloom.mt.runtime.event_loop import run_async
from polyloom.mt.runtime.response_cache import NullResponseStore, cache_key, refusal_key
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project import Project
from polyloom.stages.locale_memory import locale_memory
from polyloom.stages.permitted_engines import keyless_engines
from polyloom.stages.pretranslation_plan import (
    CatalogPlan,
    PretranslationScope,
    draft_policy,
    plan_pretranslation,
)


class CostForecast(Struct, frozen=True):
    """What one engine would be asked for one locale.

    ``segments`` and ``words`` count what it would draft, ``kept`` the segments of them whose
    responses an earlier run has stored. ``characters`` and ``requests`` are what would be sent for
    the others; ``cost`` is in the currency of the configured price.
    """

    locale: str
    engine: str
    segments: int
    words: int
    kept: int
    characters: int
    requests: int
    cost: float


class CostForecastReport(Struct, frozen=True):
    """The forecasts by locale and engine; ``left`` segments of each locale get no draft."""

    forecasts: tuple[CostForecast, ...]
    left: Mapping[str, int]
    problems: tuple[UserError, ...]


def forecast_cost(
    project: Project, scope: PretranslationScope, context: RunContext
) -> CostForecastReport:
    """Ask the memory, and count for the first engine behind it, which takes all that is left.

    Texts that an engine's answers were refused for are left to the next one. What an engine will
    not manage, so that the next one gets it, is not known beforehand. Raises ConfigurationError as
    ``plan_pretranslation`` does.
    """
    plan = plan_pretranslation(project, scope)
    engines = keyless_engines(project, scope.engines, context.environment)
    wrong = [
        UserError(message("engine {name}: {reason}", name=name, reason=reason))
        for name, reason in engines.withheld.items()
    ]
    forecasts: list[CostForecast] = []
    left: dict[str, int] = {}
    for locale in scope.locales:
        catalogs = [catalog for catalog in plan.catalogs if catalog.locale == locale]
        found, left[locale] = _forecast_locale(
            project, locale, catalogs, engines.engines, context, asks_again=scope.again
        )
        forecasts += found
    return CostForecastReport(tuple(forecasts), left, distinct((*plan.problems, *wrong)))


def _forecast_locale(
    project: Project,
    locale: str,
    catalogs: Sequence[CatalogPlan],
    engines: Sequence[ConfiguredEngine],
    context: RunContext,
    *,
    asks_again: bool,
) -> tuple[list[CostForecast], int]:
    """The forecasts for one locale, and how many texts no engine would take."""
    policy = draft_policy(project, locale)
    left = list(dict.fromkeys(one.text for plan in catalogs for one in plan.texts))
    open_texts = {one.text for plan in catalogs if plan.is_open for one in plan.texts}
    forecasts = []
    for engine in engines:
        refused = (
            frozenset[str]() if asks_again else _refused_texts(engine, left, policy, context.store)
        )
        is_machine = engine.row.origin is Origin.MACHINE
        taken = [text for text in left if text in open_texts] if is_machine else left
        taken = [text for text in taken if text not in refused]
        if engine.row.is_free:
            taken = _drafted_texts(engine, taken, policy, locale_memory(project, locale))
        if taken:
            forecasts.append(_forecast(engine, taken, policy, context.store))
        done = frozenset(taken)
        left = [text for text in left if text not in done]
    return forecasts, len(left)


def _forecast(
    engine: ConfiguredEngine, texts: Sequence[str], policy: DraftPolicy, store: ResponseStore
) -> CostForecast:
    row = engine.row
    stored = set() if row.is_free else _stored_texts(engine, texts, policy, store)
    to_send = [] if row.is_free else [text for text in texts if text not in stored]
    requests, characters = calls_needed(to_send, row, policy.terms)
    return CostForecast(
        policy.locale,
        row.name,
        len(texts),
        sum(map(count_words, texts)),
        len(stored),
        characters,
        requests,
        characters * engine.settings.price / 1_000_000,
    )


def _stored_texts(
    engine: ConfiguredEngine, texts: Sequence[str], policy: DraftPolicy, store: ResponseStore
) -> set[str]:
    """The texts whose responses an earlier run has stored."""
    keys = {cache_key(engine.row, engine.settings, policy, text): text for text in texts}
    return {keys[key] for key in store.look_up(list(keys))}


def _refused_texts(
    engine: ConfiguredEngine, texts: Sequence[str], policy: DraftPolicy, store: ResponseStore
) -> frozenset[str]:
    """The texts for which an earlier run has refused what the engine responded."""
    if engine.row.is_free:
        return frozenset()
    keys = {
        refusal_key(cache_key(engine.row, engine.settings, policy, text), policy): text
        for text in texts
    }
    return frozenset(keys[key] for key in store.look_up(list(keys)))


def _drafted_texts(
    engine: ConfiguredEngine, texts: Sequence[str], policy: DraftPolicy, memory: TranslationMemory
) -> list[str]:
    """The texts that an engine which costs nothing has drafts for."""

    async def ask() -> list[str]:
        run = start_run([engine], RunContext(NullResponseStore(), {}))
        async with run.open_chain(policy, memory, [engine]) as chain:
            await chain.ask([SourceText(text) for text in texts])
            return list(chain.drafts.by_text)

    return run_async(ask())
