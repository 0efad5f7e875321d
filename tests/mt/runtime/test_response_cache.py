"""Storing answers beside the calls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from polyloom.mt.api.contract import Answer
from polyloom.mt.runtime.response_cache import Forgetful, Keeper


@dataclass
class Slow(Forgetful):
    """A disk that takes its time; ``stored`` are the keys of each time."""

    stored: list[set[bytes]] = field(default_factory=list)

    def keep(self, answers: Mapping[bytes, Answer]) -> None:
        time.sleep(0.05)
        self.stored.append(set(answers))


def test_what_comes_meanwhile_is_stored_together() -> None:
    slow = Slow()

    async def work() -> None:
        keeper = Keeper(slow)
        await asyncio.gather(*(keeper.keep({b"%d" % key: Answer("a")}) for key in range(9)))

    asyncio.run(work())
    assert set().union(*slow.stored) == {b"%d" % key for key in range(9)}
    assert len(slow.stored) < 4


def test_an_interrupted_keeping_loses_nothing() -> None:
    slow = Slow()

    async def work() -> None:
        keeper = Keeper(slow)
        keeping = [asyncio.ensure_future(keeper.keep({key: Answer("a")})) for key in (b"1", b"2")]
        await asyncio.sleep(0.01)
        for each in keeping:
            each.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)
        await keeper.finish()

    asyncio.run(work())
    assert set().union(*slow.stored) == {b"1", b"2"}


def test_what_storing_raises_is_raised() -> None:
    class Full(Forgetful):
        def keep(self, answers: Mapping[bytes, Answer]) -> None:
            raise OSError(answers)

    async def work() -> None:
        await Keeper(Full()).keep({b"1": Answer("a")})

    with pytest.raises(OSError, match="Answer"):
        asyncio.run(work())
