"""Answers that repeat the key that they were asked with: none of them gets any further."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.mt.api.engine_contract import (
    EngineSession,
    Failure,
    Outcome,
    Secret,
    TranslationRequest,
    TranslationResponse,
)

# A shorter key is found in words that are none, and is no secret.
_LEAST_LENGTH = 8
_REPEATED = Failure("the answer holds the key")


class _GuardedSession(Struct, frozen=True):
    """A session, and the key that must stand in none of its answers."""

    session: EngineSession
    key: Secret

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        return [self._guarded(outcome) for outcome in await self.session.translate(requests)]

    async def close(self) -> None:
        await self.session.close()

    def _guarded(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, TranslationResponse):
            said = f"{outcome.text}\n{outcome.detail}"
        else:
            said = outcome.reason
        return _REPEATED if self.key.value.casefold() in said.casefold() else outcome


def guarded_session(session: EngineSession, key: Secret | None) -> EngineSession:
    """The session; a translation or a reason that holds the key becomes a failure without it."""
    if key is None or len(key.value) < _LEAST_LENGTH:
        return session
    return _GuardedSession(session, key)
