"""How often and how much an engine is asked: calls per second, characters per run, pauses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from polyloom.mt.api.contract import EngineSettings, Failure, FailureKind
from polyloom.mt.runtime.event_loop import Time


@dataclass(slots=True)
class Manners:
    """What all locales of one engine share in a run.

    ``spent`` counts the characters sent, those of failed calls too: a service may bill them.
    ``closed`` says why the engine takes nothing more in this run, for any locale.
    """

    settings: EngineSettings
    time: Time
    spent: int = 0
    closed: Failure | None = None
    _places: asyncio.Semaphore = field(init=False)
    _next: float = float("-inf")

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.settings.concurrency)

    def affordable(self, lengths: list[int]) -> int:
        """How many of the texts, from the first on, the budget still allows."""
        left = self.settings.budget
        if left is None:
            return len(lengths)
        left -= self.spent
        for number, length in enumerate(lengths):
            left -= length
            if left < 0:
                return number
        return len(lengths)

    def over_budget(self) -> Failure:
        """The failure of what the budget does not allow."""
        return Failure(
            f"the budget of {self.settings.budget} characters would be passed", FailureKind.QUOTA
        )

    @asynccontextmanager
    async def turn(self, characters: int) -> AsyncIterator[None]:
        """Wait for a place and for the time of the next call, and hold the place meanwhile."""
        self.spent += characters
        async with self._places:
            while (wait := self._next - self.time.now()) > 0:
                await self.time.sleep(wait)
            if self.settings.rate:
                self._next = self.time.now() + 1 / self.settings.rate
            yield

    def pause(self, seconds: float) -> None:
        """Start no call for so many seconds: the service has asked for it."""
        self._next = max(self._next, self.time.now() + seconds)
