"""The table of engines. Adding one is a file in ``providers`` and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from polyloom.mt.api.engine_contract import EngineRow
from polyloom.mt.providers import (
    apertium,
    command,
    deepl,
    google,
    libretranslate,
    memory,
    microsoft,
    mymemory,
    openai,
)

ENGINES: Mapping[str, EngineRow] = MappingProxyType(
    {
        row.name: row
        for row in (
            memory.ENGINE,
            apertium.ENGINE,
            command.ENGINE,
            libretranslate.ENGINE,
            deepl.ENGINE,
            openai.ENGINE,
            google.ENGINE,
            mymemory.ENGINE,
            microsoft.ENGINE,
        )
    }
)
