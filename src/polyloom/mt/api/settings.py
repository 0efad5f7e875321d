"""The settings of an engine, from its table ``[engines.NAME]`` and the place of its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import ConfigurationError

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import EngineRow, EngineSettings

_RATE = re.compile(r"(?P<calls>[0-9]+(?:\.[0-9]+)?) ?/ ?(?P<unit>second|minute|hour)")
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
    ConfigurationError for a key file that lies in the project or cannot be read, and for a key
    that is none.
    """
    settings = row.defaults
    if timeout is not None and row.needs_network:
        settings = replace(settings, timeout=timeout)
    if table is None:
        return _with_key(settings, EngineTable(), root, environment)
    settings = replace(settings, **table.values, options={**row.defaults.options, **table.options})
    return _with_key(settings, table, root, environment)


def _with_key(
    settings: EngineSettings, table: EngineTable, root: Path, environment: Mapping[str, str]
) -> EngineSettings:
    # On use: every command reads the tables, and few ask an engine.
    from polyloom.mt.api.engine_contract import Secret

    if table.key_file:
        key, origin = _from_file(table, root, environment), f"the file {table.key_file}"
    else:
        key, origin = environment.get(settings.key_env, ""), f"the variable {settings.key_env}"
    key = key.strip()
    if not key:
        return settings
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise ConfigurationError(
            f"{origin} holds something else than a key",
            where=table.where,
            remedy="put the key there, alone and on one line",
        )
    return replace(settings, key=Secret(key))


def _from_file(table: EngineTable, root: Path, environment: Mapping[str, str]) -> str:
    name = table.key_file
    if name.startswith("~/"):
        name = f"{environment.get('HOME', '')}{name[1:]}"
    path = root / name
    if path.resolve().is_relative_to(root.resolve()):
        raise ConfigurationError(
            f"the key file {table.key_file} lies in the project, where it could be published",
            where=table.where,
            remedy='put it elsewhere, for example key_file = "~/.config/polyloom/key"',
        )
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigurationError(
            f"the key file {table.key_file} cannot be read: {reason.lower()}",
            where=table.where,
            remedy="write the key into it, or name another file",
        ) from None
