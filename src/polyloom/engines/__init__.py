"""Engines that pre-translate: one file an engine. Adding one is a file and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from polyloom.engines import google, memory
from polyloom.engines.contract import Draft, EngineContext, EngineFailure, EngineRow, Translate

ENGINES: Mapping[str, EngineRow] = MappingProxyType(
    {row.name: row for row in (memory.ENGINE, google.ENGINE)}
)

__all__ = ["ENGINES", "Draft", "EngineContext", "EngineFailure", "EngineRow", "Translate"]
