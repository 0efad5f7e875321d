"""Machine translation: what engines are written against, the engines, and how they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import EngineRow

    ENGINES: Mapping[str, EngineRow]


def __getattr__(name: str) -> object:
    """``ENGINES``, loaded on first use: most commands never need it."""
    if name == "ENGINES":
        from polyloom.mt.table import ENGINES

        return ENGINES
    raise AttributeError(name)
