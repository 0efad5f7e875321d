"""Responses of engines: looked up from earlier runs, and stored while further calls are made."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from polyloom.mt.api.engine_contract import (
    DraftPolicy,
    EngineRow,
    EngineSettings,
    ResponseStore,
    TranslationResponse,
)


class ResponseCache(Struct):
    """A store, written to in a thread, so that no call waits for the disk.

    What comes while the thread is at work is stored together, next.
    """

    stored: ResponseStore
    _waiting: dict[bytes, TranslationResponse] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, TranslationResponse]:
        """The responses that are there from earlier runs."""
        return self.stored.look_up(keys)

    async def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        """Store responses; they are safe when this returns. Raises what the store raises."""
        self._waiting.update(responses)
        async with self._lock:
            waiting, self._waiting = self._waiting, {}
            if waiting:
                await self._store_in_thread(waiting)

    async def flush(self) -> None:
        """Store what still waits because the task that brought it was cancelled."""
        await self.store({})

    async def _store_in_thread(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        storing = asyncio.ensure_future(asyncio.to_thread(self.stored.store, responses))
        try:
            await asyncio.shield(storing)
        finally:
            # Also where this task was cancelled: the responses are paid for, and safe in a moment.
            await asyncio.wait([storing])


class NullResponseStore:
    """A store that keeps nothing."""

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, TranslationResponse]:
        """Nothing."""
        del keys
        return {}

    def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        """Nowhere."""


def refusal_key(response: bytes, policy: DraftPolicy) -> bytes:
    """The digest under which it is stored why a response was refused, given the response's own.

    Other rules may not refuse it: they are in it, and what they were is forgotten with them.
    """
    return hashlib.sha256(response + json.dumps(["refused", policy.rules]).encode()).digest()


def cache_key(row: EngineRow, settings: EngineSettings, policy: DraftPolicy, text: str) -> bytes:
    """The digest under which the response to a text is stored.

    It is of the engine, what of its settings shapes a response, the locales, the text and the
    terms; no key of a service is in it.
    """
    parts = [
        *(row.name, settings.url, sorted(settings.options.items())),
        *(policy.source_locale, policy.locale, text, policy.terms),
    ]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).digest()
