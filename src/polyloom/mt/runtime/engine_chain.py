"""The engines of one run: opened for each locale, asked in the project's order, closed."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.memory.exact_matches import TranslationMemory
from polyloom.memory.fuzzy_matches import FuzzyMemory
from polyloom.mt.api.engine_contract import (
    DraftPolicy,
    EngineContext,
    EngineFailure,
    Failure,
)
from polyloom.mt.api.key_guard import guarded_session
from polyloom.mt.runtime.circuit_breaker import CircuitBreaker
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine, DraftPipeline, LocaleDrafts
from polyloom.mt.runtime.engine_client import EngineClient, RetryPolicy
from polyloom.mt.runtime.rate_limit import RateLimiter
from polyloom.mt.runtime.response_cache import ResponseCache
from polyloom.mt.runtime.run_context import RunContext

# How long sessions may take to close, in seconds, all of them together.
_CLOSING_SECONDS = 0.5


class EngineChain(Struct, frozen=True):
    """The engines open for one locale, in order, and their drafts so far.

    ``unopened`` says which could not be opened, and why.
    """

    pipelines: tuple[DraftPipeline, ...]
    unopened: tuple[tuple[str, Failure], ...]
    drafts: LocaleDrafts

    async def ask(self, texts: Sequence[SourceText]) -> None:
        """Have texts drafted: each engine gets those that the engines before it left.

        Raises what storing responses raises.
        """
        for pipeline in self.pipelines:
            left = [one for one in texts if one.text not in self.drafts.by_text]
            if not left:
                return
            await pipeline.draft(left)

    def failures(self, text: str) -> tuple[tuple[str, Failure], ...]:
        """Why there is no draft of a text, by the names of the engines that were asked."""
        found = ((each.engine.row.name, each.failure(text)) for each in self.pipelines)
        return tuple((name, failure) for name, failure in found if failure)

    def given_up(self) -> tuple[tuple[str, Failure], ...]:
        """The engines that are not called any more for this locale, and why."""
        found = ((each.engine.row.name, each.client.given_up()) for each in self.pipelines)
        return (*self.unopened, *((name, failure) for name, failure in found if failure))


@dataclasses.dataclass(frozen=True, slots=True)
class EngineRun:
    """What the locales of a run share; ``limiters`` are by the names of the engines."""

    engines: tuple[ConfiguredEngine, ...]
    context: RunContext
    cache: ResponseCache
    limiters: Mapping[str, RateLimiter]
    asks_again: bool = False

    @asynccontextmanager
    async def open_chain(
        self, policy: DraftPolicy, memory: TranslationMemory, engines: Sequence[ConfiguredEngine]
    ) -> AsyncIterator[EngineChain]:
        """Some of the engines, open for one locale, and closed again however that ends."""
        drafts = LocaleDrafts()
        pipelines: list[DraftPipeline] = []
        unopened: list[tuple[str, Failure]] = []
        for engine in engines:
            try:
                pipelines.append(self._open(engine, policy, memory, drafts))
            except EngineFailure as error:
                unopened.append((engine.row.name, error.failure))
        try:
            yield EngineChain(tuple(pipelines), tuple(unopened), drafts)
        finally:
            await _close(pipelines)
            # What cannot be stored even now is in the catalogs; the error was raised before.
            with suppress(UserError):
                await self.cache.flush()

    def _open(
        self,
        engine: ConfiguredEngine,
        policy: DraftPolicy,
        memory: TranslationMemory,
        drafts: LocaleDrafts,
    ) -> DraftPipeline:
        row, settings = engine.row, engine.settings
        locales = (policy.source_locale, policy.locale)
        client = EngineClient(
            guarded_session(
                row.open(EngineContext(*locales, memory, settings, self.context.environment)),
                settings.key,
            ),
            self.limiters[row.name],
            CircuitBreaker(self.context.clock, settings.retries),
            RetryPolicy(settings.retries),
        )
        fuzzy_memory = FuzzyMemory(memory, *locales) if row.uses_fuzzy_matches else None
        return DraftPipeline(
            engine, client, policy, self.cache, drafts, fuzzy_memory, self.asks_again
        )


def start_run(
    engines: Sequence[ConfiguredEngine], context: RunContext, *, asks_again: bool = False
) -> EngineRun:
    """A run of engines, none of which is open yet.

    With ``asks_again`` what earlier runs refused is asked for once more.
    """
    limiters = {each.row.name: RateLimiter(each.settings, context.clock) for each in engines}
    cache = ResponseCache(context.store)
    return EngineRun(tuple(engines), context, cache, limiters, asks_again)


async def _close(pipelines: Sequence[DraftPipeline]) -> None:
    """Close the sessions; one that hangs or fails holds nobody up."""
    closing = [asyncio.ensure_future(each.client.session.close()) for each in pipelines]
    if closing:
        done, late = await asyncio.wait(closing, timeout=_CLOSING_SECONDS)
        for task in late:
            task.cancel()
        for task in done:
            task.exception()
