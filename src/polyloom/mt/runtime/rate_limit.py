"""How often and how much an engine is called: concurrency, calls a second, characters a run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from polyloom.messages import message
from polyloom.mt.api.engine_contract import EngineSettings, Failure, FailureKind
from polyloom.mt.runtime.run_context import Clock


@dataclass(slots=True)
class RateLimiter:
    """The limits of one engine, which all locales of a run share.

    ``sent`` counts the characters sent, those of failed calls too: a service may bill them.
    ``ended`` says why the engine is not called any more in this run, for any locale; None as long
    as it is.
    """

    settings: EngineSettings
    clock: Clock
    sent: int = 0
    ended: Failure | None = None
    _places: asyncio.Semaphore = field(init=False)
    _next_call: float = float("-inf")

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.settings.concurrency)

    def affordable(self, lengths: Sequence[int]) -> int:
        """How many of the texts, from the first on, the budget still allows."""
        left = self.settings.budget
        if left is None:
            return len(lengths)
        left -= self.sent
        for number, length in enumerate(lengths):
            left -= length
            if left < 0:
                return number
        return len(lengths)

    def over_budget(self) -> Failure:
        """The failure of what the budget does not allow."""
        return Failure(
            message(
                "the budget of {budget} characters would be passed", budget=self.settings.budget
            ),
            FailureKind.QUOTA,
        )

    @asynccontextmanager
    async def turn(self, characters: int) -> AsyncIterator[None]:
        """Wait for a free place and until the next call is due; hold the place for the context.

        The characters count as sent from the beginning of the wait, so that calls that wait beside
        each other cannot pass the budget together.
        """
        self.sent += characters
        async with self._places:
            while (wait := self._next_call - self.clock.now()) > 0:
                await self.clock.sleep(wait)
            if self.settings.rate:
                self._next_call = self.clock.now() + 1 / self.settings.rate
            yield

    def pause(self, seconds: float) -> None:
        """Start no call for so many seconds: the service has asked for it."""
        self._next_call = max(self._next_call, self.clock.now() + seconds)
