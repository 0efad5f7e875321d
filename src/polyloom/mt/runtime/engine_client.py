"""Calls of one engine for one locale: time limit, retries, and what a failure leads to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.messages import message
from polyloom.mt.api.engine_contract import (
    EngineFailure,
    EngineSession,
    Failure,
    FailureKind,
    Outcome,
    StreamingSession,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.runtime.circuit_breaker import CircuitBreaker
from polyloom.mt.runtime.rate_limit import RateLimiter

# Seconds before the second try, doubled for each further one, up to a limit.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
# Failures that end the engine's work for all locales.
_ENDS_ENGINE = (FailureKind.QUOTA, FailureKind.CONFIGURATION)


# Is told of each response as soon as it is there.
Answered = Callable[[TranslationRequest, TranslationResponse], None]


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


class _CallResult(NamedTuple):
    """What came of one call: outcomes by the places of their requests, and why not of all."""

    outcomes: dict[int, Outcome]
    failure: Failure | None


# What comes of a call that is not made, since the answers to it could not be told apart.
_MISCOUNTED_BEFORE = _CallResult({}, Failure("", FailureKind.MISCOUNTED))


class _BrokenCall(NamedTuple):
    """A call that broke off: the outcomes before, and the failure of all others."""

    outcomes: dict[int, Outcome]
    failure: Failure


class EngineClient(Struct):
    """A session of an engine, called within its limits.

    ``limiter`` is shared by all locales of the run, ``breaker`` is this locale's own. A session
    whose answers to several texts could not be told apart ``asks_singly`` from then on.
    """

    session: EngineSession | StreamingSession
    limiter: RateLimiter
    breaker: CircuitBreaker
    retry: RetryPolicy
    asks_singly: bool = False

    def given_up(self) -> Failure | None:
        """Why the engine is not called any more for this locale, if so."""
        return self.breaker.broken or self.limiter.ended

    async def ask(
        self, requests: Sequence[TranslationRequest], answered: Answered
    ) -> list[Outcome]:
        """An outcome for each request, asked again where that may help.

        ``answered`` is told of the responses as they come: they count, whatever becomes of the
        others. A call that is refused as a whole, or that fails again and again, is made once more
        by halves: one text that a service does not take costs no other its translation.
        """
        outcomes = list(await self._call(requests, answered))
        for retry in range(1, self.retry.retries + 1):
            left = _retryable(outcomes)
            if not left or self.given_up():
                return outcomes
            clock = self.limiter.clock
            failed = [outcomes[index] for index in left]
            await clock.sleep(self.retry.pause(retry, failed, clock.chance()))
            _put(outcomes, left, await self._call([requests[index] for index in left], answered))
        left = _retryable(outcomes)
        if left and not self.given_up():
            failure = outcomes[left[0]]
            if isinstance(failure, Failure) and failure.may_be_one_text and len(left) > 1:
                some = [requests[index] for index in left]
                _put(outcomes, left, await self._ask_by_halves(some, answered))
            elif isinstance(failure, Failure) and len(left) == len(requests):
                self.breaker.exhausted(failure)
        return outcomes

    async def _ask_by_halves(
        self, requests: Sequence[TranslationRequest], answered: Answered
    ) -> list[Outcome]:
        """Each half in a call of its own, once; one that fails, by halves again."""
        outcomes: list[Outcome] = []
        for half in _halves(requests):
            found = await self._call(half, answered)
            failed = all(isinstance(each, Failure) and each.may_be_one_text for each in found)
            if failed and len(half) > 1 and not self.given_up():
                found = await self._ask_by_halves(half, answered)
            outcomes += found
        return outcomes

    async def _call(
        self, requests: Sequence[TranslationRequest], answered: Answered
    ) -> list[Outcome]:
        """One call, as soon as the breaker allows it, for as many texts as the budget allows."""
        async with self.breaker.gate() as broken:
            if failure := broken or self.limiter.ended:
                return [failure] * len(requests)
            affordable = self.limiter.affordable(_lengths(requests))
            if affordable == len(requests):
                return await self._send(requests, answered)
            self.limiter.ended = self.limiter.over_budget()
            outcomes = await self._send(requests[:affordable], answered) if affordable else []
            return [*outcomes, *[self.limiter.over_budget()] * (len(requests) - affordable)]

    async def _send(
        self, requests: Sequence[TranslationRequest], answered: Answered
    ) -> list[Outcome]:
        """One call at its turn; in parts where it fails and they may not."""
        characters = sum(_lengths(requests))
        async with self.limiter.turn(characters):
            if self.asks_singly and len(requests) > 1:
                self.limiter.sent -= characters
                outcomes, failure = _MISCOUNTED_BEFORE
            else:
                outcomes, failure = await self._translate(requests, answered)
        if outcomes:
            self.breaker.succeeded()
        if failure is None:
            return [outcomes[place] for place in range(len(requests))]
        return await self._recover(requests, _BrokenCall(outcomes, failure), answered)

    async def _recover(
        self, requests: Sequence[TranslationRequest], result: _BrokenCall, answered: Answered
    ) -> list[Outcome]:
        """What a call left, sent in other parts where that may help; else its failure."""
        outcomes, failure = result
        if outcomes and failure.kind is FailureKind.RETRY:
            return await self._send_rest(requests, result, answered)
        if failure.kind is FailureKind.MISCOUNTED and len(requests) > 1:
            self.asks_singly = True
            return await self._send_parts([[each] for each in requests], answered)
        if failure.kind is FailureKind.REFUSED and len(requests) > 1 and not outcomes:
            return await self._send_parts(_halves(requests), answered)
        if failure.kind is FailureKind.MISCOUNTED:
            failure = replace(failure, kind=FailureKind.RETRY)
        self._note_failure(failure)
        return [outcomes.get(place, failure) for place in range(len(requests))]

    async def _send_rest(
        self, requests: Sequence[TranslationRequest], result: _BrokenCall, answered: Answered
    ) -> list[Outcome]:
        """What a call that broke off left, but for the first text of it: that may be the cause."""
        outcomes = result.outcomes
        first, *others = (place for place in range(len(requests)) if place not in outcomes)
        outcomes[first] = result.failure
        if others:
            found = await self._send_parts([[requests[place] for place in others]], answered)
            outcomes |= zip(others, found, strict=True)
        return [outcomes[place] for place in range(len(requests))]

    async def _send_parts(
        self, parts: Sequence[Sequence[TranslationRequest]], answered: Answered
    ) -> list[Outcome]:
        """A call for each part that the budget still allows, and as long as there is hope."""
        outcomes: list[Outcome] = []
        for part in parts:
            if failure := self.given_up():
                outcomes += [failure] * len(part)
            elif self.limiter.affordable(_lengths(part)) < len(part):
                outcomes += [self.limiter.over_budget()] * len(part)
            else:
                outcomes += await self._send(part, answered)
        return outcomes

    async def _translate(
        self, requests: Sequence[TranslationRequest], answered: Answered
    ) -> _CallResult:
        """The session's outcomes, as far as they come in time: nothing is raised."""
        seconds = self.limiter.settings.timeout
        is_stream = isinstance(self.session, StreamingSession)
        outcomes: dict[int, Outcome] = {}
        try:
            async with aclosing(_outcomes(self.session, requests)) as coming:
                while True:
                    async with asyncio.timeout(seconds):
                        place, outcome = await anext(coming)
                    outcomes[place] = outcome
                    if isinstance(outcome, TranslationResponse):
                        answered(requests[place], outcome)
        except StopAsyncIteration:
            return _CallResult(outcomes, None)
        except TimeoutError:
            reason = message("no answer within {seconds} seconds", seconds=f"{seconds:g}")
            failure = Failure(reason, FailureKind.RETRY, may_be_one_text=is_stream)
            return _CallResult(outcomes, failure)
        except EngineFailure as error:
            return _CallResult(outcomes, error.failure)
        except Exception as error:
            # Whatever a library raises; its words may hold the text or a key.
            reason = message("an unforeseen failure ({name})", name=type(error).__name__)
            return _CallResult(outcomes, Failure(reason, FailureKind.RETRY))

    def _note_failure(self, failure: Failure) -> None:
        """Draw the consequences of a call that failed."""
        if failure.kind in _ENDS_ENGINE:
            self.limiter.ended = self.limiter.ended or failure
        elif failure.kind is FailureKind.GIVE_UP:
            self.breaker.broken = self.breaker.broken or failure
        elif (failure.wait or 0) > _LONGEST_PAUSE:
            self.limiter.ended = replace(
                failure,
                reason=message(
                    "{reason}, and asks to be left alone for {seconds} s",
                    reason=failure.reason,
                    seconds=f"{failure.wait:.0f}",
                ),
                kind=FailureKind.QUOTA,
            )
        elif failure.wait:
            self.limiter.pause(failure.wait)
        self.breaker.failed(failure)


def _outcomes(
    session: EngineSession | StreamingSession, requests: Sequence[TranslationRequest]
) -> AsyncGenerator[tuple[int, Outcome], None]:
    """The places of requests with their outcomes, as they come. Raises EngineFailure."""
    if isinstance(session, StreamingSession):
        return session.stream(requests)
    return _outcomes_of_whole(session, requests)


async def _outcomes_of_whole(
    session: EngineSession, requests: Sequence[TranslationRequest]
) -> AsyncGenerator[tuple[int, Outcome], None]:
    outcomes = list(await session.translate(requests))
    if len(outcomes) != len(requests):
        reason = message(
            "{number} answers to {total} texts", number=len(outcomes), total=len(requests)
        )
        raise EngineFailure(Failure(reason, FailureKind.MISCOUNTED))
    for place, outcome in enumerate(outcomes):
        yield place, outcome


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
