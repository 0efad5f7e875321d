"""Calls of one engine for one locale: time limit, tries, pauses, and what a failure leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.mt.api.contract import (
    Answer,
    EngineFailure,
    Failure,
    FailureKind,
    Job,
    Outcome,
    Session,
)
from polyloom.mt.runtime.circuit_breaker import Breaker
from polyloom.mt.runtime.rate_limit import Manners

# Seconds before the second try, doubled for each further one, up to a limit.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
# Failures that end the engine's work: for all locales, or for this one.
_ENDS_ENGINE = (FailureKind.QUOTA, FailureKind.CONFIGURATION)


class Caller(Struct, frozen=True):
    """One session, and the manners with which it is asked."""

    session: Session
    manners: Manners
    breaker: Breaker

    async def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        """An outcome for each job, tried again where that may help.

        A call that is refused as a whole, or at which a service stumbles, is made again by halves:
        one text that a service does not take costs no other its translation.
        """
        outcomes: list[Outcome] = [Failure("not asked", FailureKind.RETRY)] * len(jobs)
        left = list(range(len(jobs)))
        for attempt in range(self.manners.settings.retries + 1):
            if attempt:
                await self._pause(attempt, [outcomes[index] for index in left])
            found = await self._call([jobs[index] for index in left])
            for index, outcome in zip(left, found, strict=True):
                outcomes[index] = outcome
            left = [index for index in left if _may_help(outcomes[index])]
            if not left or self._ended():
                return outcomes
        failure = outcomes[left[0]]
        if not isinstance(failure, Failure):
            return outcomes
        if failure.may_be_one_text and len(left) > 1:
            found = await self._by_halves([jobs[index] for index in left])
            for index, outcome in zip(left, found, strict=True):
                outcomes[index] = outcome
        elif len(left) == len(jobs):
            self.breaker.exhausted(failure)
        return outcomes

    async def _by_halves(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Look for the text that a service fails at: each half for itself, once."""
        outcomes: list[Outcome] = []
        for half in (jobs[: len(jobs) // 2], jobs[len(jobs) // 2 :]):
            found = await self._call(half)
            failed = all(isinstance(each, Failure) and each.may_be_one_text for each in found)
            if failed and len(half) > 1 and not self._ended():
                found = await self._by_halves(half)
            outcomes += found
        return outcomes

    async def _call(self, jobs: Sequence[Job]) -> list[Outcome]:
        lengths = [len(job.text) for job in jobs]
        async with self.breaker.gate() as broken:
            affordable = self.manners.affordable(lengths)
            if failure := broken or self.manners.closed:
                return [failure] * len(jobs)
            if affordable < len(jobs):
                self.manners.closed = self.manners.over_budget()
                jobs, rest = jobs[:affordable], len(jobs) - affordable
                done = await self._one_call(jobs) if jobs else []
                return [*done, *[self.manners.over_budget()] * rest]
            return await self._one_call(jobs)

    async def _one_call(self, jobs: Sequence[Job]) -> list[Outcome]:
        async with self.manners.turn(sum(len(job.text) for job in jobs)):
            outcomes = await self._within_limit(jobs)
        if not isinstance(outcomes, Failure):
            self.breaker.succeeded()
            return outcomes
        if outcomes.kind is FailureKind.REFUSED and len(jobs) > 1:
            half = len(jobs) // 2
            return [*await self._half(jobs[:half]), *await self._half(jobs[half:])]
        self._note(outcomes)
        return [outcomes] * len(jobs)

    async def _half(self, jobs: Sequence[Job]) -> list[Outcome]:
        if self.manners.affordable([len(job.text) for job in jobs]) < len(jobs):
            return [self.manners.over_budget()] * len(jobs)
        return await self._one_call(jobs)

    async def _within_limit(self, jobs: Sequence[Job]) -> list[Outcome] | Failure:
        seconds = self.manners.settings.timeout
        try:
            async with asyncio.timeout(seconds):
                outcomes = list(await self.session.translate(jobs))
        except TimeoutError:
            return Failure(f"no answer within {seconds:g} seconds", FailureKind.RETRY)
        except EngineFailure as error:
            return error.failure
        except Exception as error:
            # Whatever a library raises; its words may hold the text or a key.
            return Failure(f"an unforeseen failure ({type(error).__name__})", FailureKind.RETRY)
        if len(outcomes) != len(jobs):
            return Failure(f"{len(outcomes)} answers to {len(jobs)} texts", FailureKind.RETRY)
        return outcomes

    def _note(self, failure: Failure) -> None:
        """Draw the consequences of a call that failed."""
        if failure.kind in _ENDS_ENGINE:
            self.manners.closed = self.manners.closed or failure
        elif failure.kind is FailureKind.GIVE_UP:
            self.breaker.broken = self.breaker.broken or failure
        elif (failure.wait or 0) > _LONGEST_PAUSE:
            self.manners.closed = replace(
                failure,
                reason=f"{failure.reason}, and asks to be left alone for {failure.wait:.0f} s",
                kind=FailureKind.QUOTA,
            )
        elif failure.wait:
            self.manners.pause(failure.wait)
        self.breaker.failed(failure)

    def _ended(self) -> bool:
        return bool(self.breaker.broken or self.manners.closed)

    async def _pause(self, attempt: int, outcomes: Sequence[Outcome]) -> None:
        """Wait before a further try: longer each time, never twice the same, as long as asked."""
        asked = max((each.wait or 0 for each in outcomes if isinstance(each, Failure)), default=0)
        time = self.manners.time
        growing = _FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + time.chance())
        await time.sleep(max(asked, min(growing, _LONGEST_PAUSE)))


def _may_help(outcome: Outcome) -> bool:
    return not isinstance(outcome, Answer) and outcome.kind is FailureKind.RETRY
