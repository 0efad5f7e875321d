"""The engine that needs no network: what the project has translated before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.memory.exact_matches import TranslationMemory
from polyloom.memory.fuzzy_matches import FuzzyMemory, Suggestion
from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineRow,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)


class _Session(Struct, frozen=True):
    memory: TranslationMemory
    fuzzy: FuzzyMemory

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        import asyncio

        return await asyncio.to_thread(lambda: [self._match(request.text) for request in requests])

    async def close(self) -> None:
        pass

    def _match(self, text: str) -> Outcome:
        exact = self.memory.look_up(text)
        if exact:
            return TranslationResponse(exact.text, exact.document)
        suggestion = self.fuzzy.suggest(text)
        if suggestion:
            return TranslationResponse(suggestion.text, _detail(suggestion))
        return Failure(message("nothing like it has been translated before"), FailureKind.NONE)


def _detail(suggestion: Suggestion) -> str:
    """Where a draft comes from and how well it fits; 100% is for exact matches only."""
    percent = f"{min(99, int(suggestion.score * 100))}%"
    return f"{suggestion.document}, {'sentences, ' if suggestion.is_assembled else ''}{percent}"


def _open(context: EngineContext) -> EngineSession:
    fuzzy = FuzzyMemory(context.memory, context.source_locale, context.locale)
    return _Session(context.memory, fuzzy)


ENGINE = EngineRow(
    "memory",
    translatable(
        "What the project has translated before: the same text, one much like it,"
        " the same sentences."
    ),
    needs_network=False,
    origin=Origin.MEMORY,
    open=_open,
    limits=CallLimits(texts=100),
    # The index of texts is made with the first call; threads would only wait for each other.
    defaults=EngineSettings(timeout=3600.0, concurrency=1),
    is_free=True,
)
