"""Storing responses beside the calls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from polyloom.mt.api.engine_contract import TranslationResponse
from polyloom.mt.runtime.response_cache import NullResponseStore, ResponseCache


@dataclass
class Slow(NullResponseStore):
    """A disk that takes its time; ``stored`` are the keys of each time."""

    stored: list[set[bytes]] = field(default_factory=list)

    def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        time.sleep(0.05)
        self.stored.append(set(responses))


def test_what_comes_meanwhile_is_stored_together() -> None:
    slow = Slow()

    async def work() -> None:
        cache = ResponseCache(slow)
        await asyncio.gather(
            *(cache.store({b"%d" % key: TranslationResponse("a")}) for key in range(9))
        )

    asyncio.run(work())
    assert set().union(*slow.stored) == {b"%d" % key for key in range(9)}
    assert len(slow.stored) < 4


def test_an_interrupted_store_loses_nothing() -> None:
    slow = Slow()

    async def work() -> None:
        cache = ResponseCache(slow)
        keeping = [
            asyncio.ensure_future(cache.store({key: TranslationResponse("a")}))
            for key in (b"1", b"2")
        ]
        await asyncio.sleep(0.01)
        for each in keeping:
            each.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)
        await cache.flush()

    asyncio.run(work())
    assert set().union(*slow.stored) == {b"1", b"2"}


def test_what_storing_raises_is_raised() -> None:
    class Full(NullResponseStore):
        def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
            raise OSError(responses)

    async def work() -> None:
        await ResponseCache(Full()).store({b"1": TranslationResponse("a")})

    with pytest.raises(OSError, match="TranslationResponse"):
        asyncio.run(work())
