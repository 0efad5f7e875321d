"""Where the key of an engine comes from, and reading it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.mt.api.bounded_reads import read_start
from polyloom.system_reasons import system_reason

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import EngineSettings
    from polyloom.mt.api.settings import EngineTable

# The longest file that may hold a key, in bytes; keys have some dozens to some hundreds.
_MOST_BYTES = 4096


def key_source(
    settings: EngineSettings, table: EngineTable, root: Path, environment: Mapping[str, str]
) -> str:
    """Where the key is from, in words that permissions are bound to (“the variable X”), or nothing.

    Nothing is read but whether a variable is set. Raises ConfigurationError as ``with_key`` does
    for a key file in the project.
    """
    if table.key_file:
        _key_path(table, root, environment)
        return f"the file {table.key_file}"
    is_set = environment.get(settings.key_env, "").strip()
    return f"the variable {settings.key_env}" if is_set else ""


def with_key(
    settings: EngineSettings, table: EngineTable, root: Path, environment: Mapping[str, str]
) -> EngineSettings:
    """The settings with the key, which is read anew for each run.

    Raises ConfigurationError for a key file that lies in the project, is no regular file or cannot
    be read, and for a key that is none.
    """
    # On use: every command reads the tables, and few ask an engine.
    from polyloom.mt.api.engine_contract import Secret

    source = key_source(settings, table, root, environment)
    if not source:
        return settings
    if table.key_file:
        key = _from_file(table, root, environment).strip()
    else:
        key = environment[settings.key_env].strip()
    if not key:
        return settings
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise ConfigurationError(
            message("{source} holds something else than a key", source=source),
            where=table.where,
            remedy=message("put the key there, alone and on one line"),
        )
    return replace(settings, key=Secret(key))


def outside_path(name: str, root: Path, environment: Mapping[str, str]) -> Path | None:
    """The real path of what a project names outside of itself, None where it lies inside.

    ``~/`` stands for the home folder. Raises OSError where the path leads nowhere.
    """
    if name.startswith("~/"):
        name = f"{environment.get('HOME') or environment.get('USERPROFILE', '')}{name[1:]}"
    try:
        path = (root / name).resolve()
    except (RuntimeError, ValueError) as error:
        # A loop of symbolic links, or a NUL in the name.
        raise OSError(0, str(error)) from None
    return None if path.is_relative_to(root.resolve()) else path


def _key_path(table: EngineTable, root: Path, environment: Mapping[str, str]) -> Path:
    try:
        path = outside_path(table.key_file, root, environment)
    except OSError as error:
        raise _unreadable(table, error) from None
    if path is None:
        raise ConfigurationError(
            message(
                "the key file {key_file} lies in the project, where it could be published",
                key_file=table.key_file,
            ),
            where=table.where,
            remedy=message('put it elsewhere, for example key_file = "~/.config/polyloom/key"'),
        )
    return path


def _from_file(table: EngineTable, root: Path, environment: Mapping[str, str]) -> str:
    path = _key_path(table, root, environment)
    try:
        data = read_start(path, _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise OSError(0, message("it has more than {limit} bytes", limit=_MOST_BYTES))
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(table, error) from None


def _unreadable(table: EngineTable, error: OSError | UnicodeDecodeError) -> ConfigurationError:
    reason = system_reason(error) if isinstance(error, OSError) else message("it is not UTF-8")
    return ConfigurationError(
        message(
            "the key file {key_file} cannot be read: {reason}",
            key_file=table.key_file,
            reason=reason,
        ),
        where=table.where,
        remedy=message("write the key into it, or name another file"),
    )
