from __future__ import annotations

import asyncio

from polyloom.mt.api.engine_contract import Failure, FailureKind
from polyloom.mt.runtime.circuit_breaker import CircuitBreaker
from support.engine_runs import FakeClock

DOWN = Failure("the service is down", FailureKind.RETRY)
# One call's two tries, and five more.
PATIENCE = 7


async def admitted(breaker: CircuitBreaker) -> Failure | None:
    async with breaker.gate() as broken:
        return broken


def test_an_open_circuit_is_tried_after_growing_pauses() -> None:
    async def work() -> None:
        clock = FakeClock()
        breaker = CircuitBreaker(clock.clock(), retries=1)
        breaker.succeeded()
        for _ in range(PATIENCE - 1):
            breaker.failed(DOWN)
        assert await admitted(breaker) is None
        assert clock.moment == 0
        breaker.failed(DOWN)
        for moment in (5, 20, 65):
            assert await admitted(breaker) is None
            assert clock.moment == moment
            breaker.failed(DOWN)
        assert await admitted(breaker) == DOWN
        assert clock.moment == 65

    asyncio.run(work())


def test_one_good_answer_closes_it() -> None:
    async def work() -> None:
        clock = FakeClock()
        breaker = CircuitBreaker(clock.clock(), retries=1)
        breaker.succeeded()
        for _ in range(PATIENCE):
            breaker.failed(DOWN)
        await admitted(breaker)
        breaker.succeeded()
        for _ in range(PATIENCE - 1):
            breaker.failed(DOWN)
            assert await admitted(breaker) is None
        assert clock.moment == 5

    asyncio.run(work())


def test_while_one_call_tries_it_the_others_wait() -> None:
    async def work() -> None:
        clock = FakeClock()
        breaker = CircuitBreaker(clock.clock(), retries=1)
        breaker.succeeded()
        for _ in range(PATIENCE):
            breaker.failed(DOWN)
        at_once = most = 0

        async def call() -> None:
            nonlocal at_once, most
            async with breaker.gate() as broken:
                assert broken is None
                at_once += 1
                most = max(most, at_once)
                await asyncio.sleep(0)
                at_once -= 1
                breaker.failed(DOWN)

        await asyncio.gather(call(), call(), call())
        assert most == 1
        assert clock.moment == 65

    asyncio.run(work())


def test_a_service_that_never_answered_is_not_waited_for() -> None:
    async def work() -> None:
        breaker = CircuitBreaker(FakeClock().clock(), retries=1)
        for _ in range(PATIENCE):
            assert await admitted(breaker) is None
            breaker.failed(DOWN)
        assert await admitted(breaker) == DOWN
        other = CircuitBreaker(FakeClock().clock(), retries=1)
        other.exhausted(DOWN)
        assert await admitted(other) == DOWN

    asyncio.run(work())
