"""What a run of engines is given of the world outside."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct

from polyloom.mt.api.engine_contract import ResponseStore


class Clock(Struct, frozen=True):
    """Time and chance, handed in so that a test can control them.

    ``now`` counts seconds from any beginning, ``sleep`` waits for seconds, ``chance`` is a random
    number between 0 and 1.
    """

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]


async def _sleep(seconds: float) -> None:
    # On use: a run in which nothing is to be done has no event loop.
    import asyncio

    await asyncio.sleep(seconds)


REAL_CLOCK = Clock(time.monotonic, _sleep, random.random)


@dataclasses.dataclass(frozen=True, slots=True)
class RunContext:
    """What engines are given of the world outside: a store, the environment, a clock."""

    store: ResponseStore
    environment: Mapping[str, str] = dataclasses.field(repr=False)
    clock: Clock = REAL_CLOCK
