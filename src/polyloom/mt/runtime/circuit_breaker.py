"""A circuit breaker: an engine that keeps failing is left alone for a while, then tried again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct, field

from polyloom.mt.api.engine_contract import Failure, FailureKind
from polyloom.mt.runtime.run_context import Clock

# The circuit opens after so many failed tries in a row, beyond the tries of a single call.
_PATIENCE = 5
# How many seconds it stays open, the first time and the next ones.
_PAUSES = (5.0, 15.0, 45.0)


class CircuitBreaker(Struct):
    """The circuit of one engine in one locale.

    While it is closed, calls go through. While it is open, they wait for a pause to end; then one
    goes through, and if it succeeds the circuit is closed again. If the last pause has not helped
    either, no call goes through for the rest of the run, and ``broken`` says why. A service that
    has never answered is given no pauses. ``retries`` is how often one call is made again.
    """

    clock: Clock
    retries: int
    broken: Failure | None = None
    _answered: bool = False
    _failed_in_a_row: int = 0
    _pauses: int = 0
    _open_until: float | None = None
    _trial: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def gate(self) -> AsyncIterator[Failure | None]:
        """Wait until a call may be made; gives ``broken`` where none may be made any more."""
        while self.broken is None and self._open_until is not None:
            async with self._trial:
                # Whoever waited for the trial of another looks again at what came of it.
                if self.broken is None and self._open_until is not None:
                    await self.clock.sleep(max(0.0, self._open_until - self.clock.now()))
                    yield None
                    return
        yield self.broken

    def succeeded(self) -> None:
        """A call was answered: the circuit is closed."""
        self._answered = True
        self._failed_in_a_row = self._pauses = 0
        self._open_until = None

    def failed(self, failure: Failure) -> None:
        """A call failed: the circuit may open."""
        self._failed_in_a_row += 1
        if self._failed_in_a_row < self.retries + 1 + _PATIENCE:
            return
        now = self.clock.now()
        if self._open_until is not None and now < self._open_until:
            return  # A call that was on its way before the circuit opened.
        if self._pauses == len(_PAUSES) or not self._answered:
            self.broken = failure
        else:
            self._open_until = now + _PAUSES[self._pauses]
            self._pauses += 1

    def exhausted(self, failure: Failure) -> None:
        """A call failed at each of its tries, which is enough where none ever succeeded."""
        if not self._answered and failure.kind is FailureKind.RETRY:
            self.broken = self.broken or failure
