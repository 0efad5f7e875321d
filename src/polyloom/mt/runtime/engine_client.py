"""Calls of one engine for one locale: time limit, retries, and what a failure leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.mt.api.engine_contract import (
    EngineFailure,
    EngineSession,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
)
from polyloom.mt.runtime.circuit_breaker import CircuitBreaker
from polyloom.mt.runtime.rate_limit import RateLimiter

# Seconds before the second try, doubled for each further one, up to a limit.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
# Failures that end the engine's work for all locales.
_ENDS_ENGINE = (FailureKind.QUOTA, FailureKind.CONFIGURATION)


class RetryPolicy(Struct, frozen=True):
    """How often a call is made again (``retries``), and how long to wait before."""

    retries: int

    def pause(self, retry: int, outcomes: Sequence[Outcome], chance: float) -> float:
        """Seconds to wait before a retry (1, 2, …), given what came of the try before.

        They grow exponentially, and vary with ``chance`` (0 to 1) so that clients that failed
        together do not come back together. If the service has asked for more, they are that.
        """
        asked_for = max(
            (each.wait or 0 for each in outcomes if isinstance(each, Failure)), default=0
        )
        growing = _FIRST_PAUSE * 2.0 ** (retry - 1) * (0.5 + chance)
        return max(asked_for, min(growing, _LONGEST_PAUSE))


class EngineClient(Struct, frozen=True):
    """A session of an engine, called within its limits.

    ``limiter`` is shared by all locales of the run, ``breaker`` is this locale's own.
    """

    session: EngineSession
    limiter: RateLimiter
    breaker: CircuitBreaker
    retry: RetryPolicy

    def given_up(self) -> Failure | None:
        """Why the engine is not called any more for this locale, if so."""
        return self.breaker.broken or self.limiter.ended

    async def ask(self, requests: Sequence[TranslationRequest]) -> list[Outcome]:
        """An outcome for each request, asked again where that may help.

        A call that is refused as a whole, or that fails again and again, is made once more by
        halves: one text that a service does not take costs no other its translation.
        """
        outcomes = list(await self._call(requests))
        for retry in range(1, self.retry.retries + 1):
            left = _retryable(outcomes)
            if not left or self.given_up():
                return outcomes
            clock = self.limiter.clock
            failed = [outcomes[index] for index in left]
            await clock.sleep(self.retry.pause(retry, failed, clock.chance()))
            _put(outcomes, left, await self._call([requests[index] for index in left]))
        left = _retryable(outcomes)
        if left and not self.given_up():
            await self._after_last_retry(requests, outcomes, left)
        return outcomes

    async def _after_last_retry(
        self, requests: Sequence[TranslationRequest], outcomes: list[Outcome], left: Sequence[int]
    ) -> None:
        """Ask by halves where one text may be what fails; where all failed, tell the breaker."""
        failure = outcomes[left[0]]
        if not isinstance(failure, Failure):
            return
        if failure.may_be_one_text and len(left) > 1:
            _put(outcomes, left, await self._ask_by_halves([requests[index] for index in left]))
        elif len(left) == len(requests):
            self.breaker.exhausted(failure)

    async def _ask_by_halves(self, requests: Sequence[TranslationRequest]) -> list[Outcome]:
        """Each half in a call of its own, once; one that fails, by halves again."""
        outcomes: list[Outcome] = []
        for half in _halves(requests):
            found = await self._call(half)
            failed = all(isinstance(each, Failure) and each.may_be_one_text for each in found)
            if failed and len(half) > 1 and not self.given_up():
                found = await self._ask_by_halves(half)
            outcomes += found
        return outcomes

    async def _call(self, requests: Sequence[TranslationRequest]) -> list[Outcome]:
        """One call, as soon as the breaker allows it, for as many texts as the budget allows."""
        async with self.breaker.gate() as broken:
            if failure := broken or self.limiter.ended:
                return [failure] * len(requests)
            affordable = self.limiter.affordable(_lengths(requests))
            if affordable == len(requests):
                return await self._send(requests)
            self.limiter.ended = self.limiter.over_budget()
            outcomes = await self._send(requests[:affordable]) if affordable else []
            return [*outcomes, *[self.limiter.over_budget()] * (len(requests) - affordable)]

    async def _send(self, requests: Sequence[TranslationRequest]) -> list[Outcome]:
        """One call at its turn; by halves where it is refused as a whole."""
        async with self.limiter.turn(sum(_lengths(requests))):
            outcomes = await self._translate(requests)
        if not isinstance(outcomes, Failure):
            self.breaker.succeeded()
            return outcomes
        if outcomes.kind is FailureKind.REFUSED and len(requests) > 1:
            first, second = _halves(requests)
            return [*await self._send_half(first), *await self._send_half(second)]
        self._note_failure(outcomes)
        return [outcomes] * len(requests)

    async def _send_half(self, requests: Sequence[TranslationRequest]) -> list[Outcome]:
        if self.limiter.affordable(_lengths(requests)) < len(requests):
            return [self.limiter.over_budget()] * len(requests)
        return await self._send(requests)

    async def _translate(self, requests: Sequence[TranslationRequest]) -> list[Outcome] | Failure:
        """The session's outcomes, or why the whole call failed: nothing else is raised."""
        seconds = self.limiter.settings.timeout
        try:
            async with asyncio.timeout(seconds):
                outcomes = list(await self.session.translate(requests))
        except TimeoutError:
            return Failure(f"no answer within {seconds:g} seconds", FailureKind.RETRY)
        except EngineFailure as error:
            return error.failure
        except Exception as error:
            # Whatever a library raises; its words may hold the text or a key.
            return Failure(f"an unforeseen failure ({type(error).__name__})", FailureKind.RETRY)
        if len(outcomes) != len(requests):
            return Failure(f"{len(outcomes)} answers to {len(requests)} texts", FailureKind.RETRY)
        return outcomes

    def _note_failure(self, failure: Failure) -> None:
        """Draw the consequences of a call that failed."""
        if failure.kind in _ENDS_ENGINE:
            self.limiter.ended = self.limiter.ended or failure
        elif failure.kind is FailureKind.GIVE_UP:
            self.breaker.broken = self.breaker.broken or failure
        elif (failure.wait or 0) > _LONGEST_PAUSE:
            self.limiter.ended = replace(
                failure,
                reason=f"{failure.reason}, and asks to be left alone for {failure.wait:.0f} s",
                kind=FailureKind.QUOTA,
            )
        elif failure.wait:
            self.limiter.pause(failure.wait)
        self.breaker.failed(failure)


def _retryable(outcomes: Sequence[Outcome]) -> list[int]:
    """The places of failures that the same request may not meet again."""
    return [
        index
        for index, outcome in enumerate(outcomes)
        if isinstance(outcome, Failure) and outcome.kind is FailureKind.RETRY
    ]


def _put(outcomes: list[Outcome], places: Sequence[int], found: Sequence[Outcome]) -> None:
    for index, outcome in zip(places, found, strict=True):
        outcomes[index] = outcome


def _halves(
    requests: Sequence[TranslationRequest],
) -> tuple[Sequence[TranslationRequest], Sequence[TranslationRequest]]:
    middle = len(requests) // 2
    return requests[:middle], requests[middle:]


def _lengths(requests: Sequence[TranslationRequest]) -> list[int]:
    return [len(request.text) for request in requests]
