"""A key stands in nothing that an engine gives back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

import pytest

from polyloom.mt.api.engine_contract import (
    EngineSession,
    Failure,
    Outcome,
    Secret,
    StreamingSession,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.api.key_guard import guarded_session

KEY = "k3y-of-the-test"


class Saying:
    """A session that says always the same."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.is_closed = False

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        return [self.outcome] * len(requests)

    async def close(self) -> None:
        self.is_closed = True


class SayingByLine:
    """The same, answer by answer."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.is_closed = False

    async def stream(
        self, requests: Sequence[TranslationRequest]
    ) -> AsyncGenerator[tuple[int, Outcome], None]:
        for place in range(len(requests)):
            yield place, self.outcome

    async def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("kind", [Saying, SayingByLine])
@pytest.mark.parametrize(
    "outcome",
    [
        TranslationResponse(f"La clave es {KEY}."),
        TranslationResponse(KEY.upper()),
        TranslationResponse("Bien", detail=f"model {KEY}"),
        Failure(f"the key {KEY} is wrong"),
    ],
)
def test_an_answer_that_repeats_the_key_is_refused(
    outcome: Outcome, kind: type[Saying | SayingByLine]
) -> None:
    session = guarded_session(kind(outcome), Secret(KEY))
    assert asyncio.run(_asked(session)) == [Failure("the answer holds the key")]


@pytest.mark.parametrize("kind", [Saying, SayingByLine])
@pytest.mark.parametrize("key", [None, Secret("abc"), Secret(KEY)])
def test_any_other_answer_passes(key: Secret | None, kind: type[Saying | SayingByLine]) -> None:
    said = kind(TranslationResponse("abc"))
    session = guarded_session(said, key)
    assert asyncio.run(_asked(session)) == [said.outcome]
    asyncio.run(session.close())
    assert said.is_closed


async def _asked(session: EngineSession | StreamingSession) -> list[Outcome]:
    requests = [TranslationRequest("a")]
    if isinstance(session, StreamingSession):
        return [outcome async for _, outcome in session.stream(requests)]
    return list(await session.translate(requests))
