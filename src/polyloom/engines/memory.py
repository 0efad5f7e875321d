"""The engine that needs no network: exact matches from the project's own translations."""

from __future__ import annotations

from polyloom.engines.contract import Draft, EngineContext, EngineRow, Translate
from polyloom.model import Origin


def _open(context: EngineContext) -> Translate:
    memory = context.memory

    def translate(text: str) -> Draft | None:
        match = memory.look_up(text)
        return Draft(match.text, match.where) if match else None

    return translate


ENGINE = EngineRow(
    "memory",
    "Exact matches from what the project has translated before.",
    needs_network=False,
    origin=Origin.MEMORY,
    open=_open,
)
