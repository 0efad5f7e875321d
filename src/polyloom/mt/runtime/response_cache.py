"""Answers of engines, kept for later runs and stored while further calls are made."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from polyloom.mt.api.contract import Answer, Answers, EngineRow, EngineSettings, Locale


class Keeper(Struct):
    """Stores answers in a thread, so that no call waits for the disk.

    What comes while it is at work is stored together, next.
    """

    kept: Answers
    _waiting: dict[bytes, Answer] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, Answer]:
        """The answers that are there from earlier runs."""
        return self.kept.look_up(keys)

    async def keep(self, answers: Mapping[bytes, Answer]) -> None:
        """Store answers; they are safe when this returns. Raises what the storing raises."""
        self._waiting.update(answers)
        async with self._turn:
            waiting, self._waiting = self._waiting, {}
            if waiting:
                await self._store(waiting)

    async def finish(self) -> None:
        """Store what still waits, where whoever brought it was interrupted."""
        await self.keep({})

    async def _store(self, answers: Mapping[bytes, Answer]) -> None:
        storing = asyncio.ensure_future(asyncio.to_thread(self.kept.keep, answers))
        try:
            await asyncio.shield(storing)
        finally:
            # Interrupted: the answers are paid for, and a moment later safe.
            await asyncio.wait([storing])


class Forgetful:
    """Keeps no answers."""

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, Answer]:
        """Nothing."""
        del keys
        return {}

    def keep(self, answers: Mapping[bytes, Answer]) -> None:
        """Nowhere."""


def key_of(row: EngineRow, settings: EngineSettings, locale: Locale, text: str) -> bytes:
    """The digest under which an answer is kept.

    It is of the engine, what of its settings shapes an answer, the languages, the text and the
    terms; no key is in it.
    """
    parts = [
        *(row.name, settings.url, sorted(settings.options.items())),
        *(locale.source, locale.target, text, locale.terms),
    ]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).digest()
