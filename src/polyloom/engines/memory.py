"""The engine that needs no network: exact matches from the project's own translations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polyloom.engines.contract import (
    Answer,
    EngineContext,
    EngineRow,
    Failure,
    FailureKind,
    Job,
    Limits,
    Outcome,
    Session,
)
from polyloom.memory.exact import Memory
from polyloom.model import Origin

_NO_MATCH = Failure("nothing like it has been translated before", FailureKind.NONE)


@dataclass(frozen=True, slots=True)
class _Session:
    memory: Memory

    async def translate(self, jobs: Sequence[Job]) -> Sequence[Outcome]:
        return [self._match(job.text) for job in jobs]

    async def close(self) -> None:
        pass

    def _match(self, text: str) -> Outcome:
        match = self.memory.look_up(text)
        return Answer(match.text, match.where) if match else _NO_MATCH


def _open(context: EngineContext) -> Session:
    return _Session(context.memory)


ENGINE = EngineRow(
    "memory",
    "Exact matches from what the project has translated before.",
    needs_network=False,
    origin=Origin.MEMORY,
    open=_open,
    limits=Limits(texts=1000),
    is_free=True,
)
