"""The settings of an engine, from its table ``[engines.NAME]`` and the place of its key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.late_patterns import late_pattern
from polyloom.mt.api.keys import with_key

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import EngineRow, EngineSettings

_RATE = late_pattern(r"(?P<calls>[0-9]+(?:\.[0-9]+)?) ?/ ?(?P<unit>second|minute|hour)")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


class EngineTable(Struct, frozen=True):
    """What a project says of an engine, without any default.

    ``where`` is the table's file and line. ``values`` are settings by their names in
    EngineSettings, ``options`` the engine's own keys. ``key_file`` is a path outside the project.
    """

    where: str = ""
    key_file: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


def calls_per_second(rate: str) -> float | None:
    """What ``30/minute`` means, or None where it means nothing.

    >>> calls_per_second("30/minute"), calls_per_second("fast")
    (0.5, None)
    """
    match = _RATE.fullmatch(rate.strip())
    if match is None or float(match["calls"]) == 0:
        return None
    return float(match["calls"]) / _SECONDS[match["unit"]]


def engine_settings(
    row: EngineRow,
    table: EngineTable | None,
    *,
    root: Path,
    timeout: float | None,
    environment: Mapping[str, str],
) -> EngineSettings:
    """The settings for a run, with the key, which is read anew for each run.

    ``timeout`` (seconds) is for an engine that needs a network and whose table names none. Raises
    ConfigurationError as ``with_key`` does.
    """
    settings = keyless_settings(row, table, timeout=timeout)
    if not row.needs_network:
        return settings
    return with_key(settings, table or EngineTable(), root, environment)


def keyless_settings(
    row: EngineRow, table: EngineTable | None, *, timeout: float | None
) -> EngineSettings:
    """The settings as ``engine_settings`` gives them, but for the key: nothing is read."""
    settings = row.defaults
    if timeout is not None and row.needs_network:
        settings = replace(settings, timeout=timeout)
    if table is None:
        return settings
    return replace(settings, **table.values, options={**row.defaults.options, **table.options})
