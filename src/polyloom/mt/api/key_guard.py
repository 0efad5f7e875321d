"""Answers that repeat the key that they were asked with: none of them gets any further."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from msgspec import Struct

from polyloom.messages import message
from polyloom.mt.api.engine_contract import (
    EngineSession,
    Failure,
    Outcome,
    Secret,
    StreamingSession,
    TranslationRequest,
    TranslationResponse,
)

# A shorter key is found in words that are none, and is no secret.
_LEAST_LENGTH = 8


class _GuardedSession(Struct, frozen=True):
    """A session, and the key that must stand in none of its answers."""

    session: EngineSession
    key: Secret

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        outcomes = await self.session.translate(requests)
        return [_guarded(outcome, self.key) for outcome in outcomes]

    async def close(self) -> None:
        await self.session.close()


class _GuardedStream(Struct, frozen=True):
    """The same of a session whose answers come one by one."""

    session: StreamingSession
    key: Secret

    async def stream(
        self, requests: Sequence[TranslationRequest]
    ) -> AsyncGenerator[tuple[int, Outcome], None]:
        async with aclosing(self.session.stream(requests)) as coming:
            async for place, outcome in coming:
                yield place, _guarded(outcome, self.key)

    async def close(self) -> None:
        await self.session.close()


def guarded_session(
    session: EngineSession | StreamingSession, key: Secret | None
) -> EngineSession | StreamingSession:
    """The session; a translation or a reason that holds the key becomes a failure without it."""
    if key is None or len(key.value) < _LEAST_LENGTH:
        return session
    if isinstance(session, StreamingSession):
        return _GuardedStream(session, key)
    return _GuardedSession(session, key)


def _guarded(outcome: Outcome, key: Secret) -> Outcome:
    if isinstance(outcome, TranslationResponse):
        said = f"{outcome.text}\n{outcome.detail}"
    else:
        said = outcome.reason
    if key.value.casefold() in said.casefold():
        return Failure(message("the answer holds the key"))
    return outcome
