"""Engines that pre-translate: one file an engine, one line in the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyloom.engines.contract import EngineRow

    ENGINES: Mapping[str, EngineRow]


def __getattr__(name: str) -> object:
    """``ENGINES``, loaded when somebody asks for it: most commands never do."""
    if name == "ENGINES":
        from polyloom.engines.table import ENGINES

        return ENGINES
    raise AttributeError(name)
