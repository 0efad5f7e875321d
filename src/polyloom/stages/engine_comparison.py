"""Several engines side by side, for a sample of what is to be translated."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.mt.api.permissions import Grants, nothing_granted
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.mt.runtime.engine_chain import EngineChain, EngineRun, start_run
from polyloom.mt.runtime.event_loop import run_async
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project import Project
from polyloom.stages.locale_memory import locale_memory
from polyloom.stages.permitted_engines import permitted_engines
from polyloom.stages.pretranslation_plan import (
    PretranslationScope,
    draft_policy,
    plan_pretranslation,
)

# Source texts of one locale, with the name of the catalog that each is in.
_Sample = Mapping[SourceText, str]


class EngineOffer(Struct, frozen=True):
    """What one engine makes of a text: a draft (``text``), or the ``reason`` why there is none."""

    engine: str
    text: str
    reason: str = ""
    detail: str = ""


class TextComparison(Struct, frozen=True):
    """A text of one catalog (``document``) in one locale, and what each engine makes of it."""

    locale: str
    document: str
    source: str
    offers: tuple[EngineOffer, ...]


class EngineComparisonReport(Struct, frozen=True):
    """The comparisons in the project's order; no catalog was touched."""

    comparisons: tuple[TextComparison, ...]
    problems: tuple[UserError, ...]


def compare_engines(
    project: Project,
    scope: PretranslationScope,
    context: RunContext,
    *,
    grants: Grants = nothing_granted,
) -> EngineComparisonReport:
    """Ask each engine for each text of the scope that machines may draft.

    An engine is asked only for what ``grants`` allows it; the others offer nothing.

    Raises ConfigurationError as ``plan_pretranslation`` does.
    """
    plan = plan_pretranslation(project, scope)
    engines = permitted_engines(project, scope.engines, context.environment, grants)
    samples: dict[str, dict[SourceText, str]] = {}
    for catalog in plan.catalogs:
        if catalog.is_open:
            sample = samples.setdefault(catalog.locale, {})
            sample.update((one, catalog.name) for one in catalog.texts)
    run = start_run(engines.engines, context, asks_again=scope.again)
    return EngineComparisonReport(
        tuple(run_async(_compare_all(project, run, samples))), distinct(plan.problems)
    )


async def engine_offers(
    project: Project, run: EngineRun, locale: str, text: SourceText
) -> tuple[EngineOffer, ...]:
    """What each engine of a run makes of one text in a locale, in the run's order."""
    offers = await asyncio.gather(
        *(_offers(project, run, engine, locale, [text]) for engine in run.engines)
    )
    return tuple(found[text.text] for found in offers)


async def _compare_all(
    project: Project, run: EngineRun, samples: Mapping[str, _Sample]
) -> list[TextComparison]:
    pairs = [(locale, engine) for locale in samples for engine in run.engines]
    asked = await asyncio.gather(
        *(_offers(project, run, engine, locale, list(samples[locale])) for locale, engine in pairs)
    )
    offers = dict(zip(((locale, each.row.name) for locale, each in pairs), asked, strict=True))
    return [
        TextComparison(
            locale,
            document,
            one.text,
            tuple(offers[locale, engine.row.name][one.text] for engine in run.engines),
        )
        for locale, sample in samples.items()
        for one, document in sample.items()
    ]


async def _offers(
    project: Project,
    run: EngineRun,
    engine: ConfiguredEngine,
    locale: str,
    texts: Sequence[SourceText],
) -> dict[str, EngineOffer]:
    """What one engine makes of texts in one locale, by text."""
    memory = locale_memory(project, locale)
    async with run.open_chain(draft_policy(project, locale), memory, [engine]) as chain:
        await chain.ask(texts)
        return {one.text: _offer(chain, engine.row.name, one.text) for one in texts}


def _offer(chain: EngineChain, name: str, text: str) -> EngineOffer:
    if draft := chain.drafts.by_text.get(text):
        return EngineOffer(name, draft.text, detail=draft.detail)
    reasons = [failure.reason for _, failure in (*chain.failures(text), *chain.unopened)]
    return EngineOffer(name, "", next(iter(reasons), ""))
