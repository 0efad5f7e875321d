"""A key stands in nothing that an engine gives back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from polyloom.mt.api.engine_contract import (
    Failure,
    Outcome,
    Secret,
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


@pytest.mark.parametrize(
    "outcome",
    [
        TranslationResponse(f"La clave es {KEY}."),
        TranslationResponse(KEY.upper()),
        TranslationResponse("Bien", detail=f"model {KEY}"),
        Failure(f"the key {KEY} is wrong"),
    ],
)
def test_an_answer_that_repeats_the_key_is_refused(outcome: Outcome) -> None:
    session = guarded_session(Saying(outcome), Secret(KEY))
    (found,) = asyncio.run(_asked(session.translate))
    assert found == Failure("the answer holds the key")


@pytest.mark.parametrize("key", [None, Secret("abc"), Secret(KEY)])
def test_any_other_answer_passes(key: Secret | None) -> None:
    said = Saying(TranslationResponse("abc"))
    session = guarded_session(said, key)
    assert asyncio.run(_asked(session.translate)) == [said.outcome]
    asyncio.run(session.close())
    assert said.is_closed


async def _asked(translate: object) -> list[Outcome]:
    assert callable(translate)
    return list(await translate([TranslationRequest("a")]))
