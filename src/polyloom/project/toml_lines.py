"""On which line of a TOML file a key stands: ``tomllib`` does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence

from polyloom.late_patterns import late_pattern

_HEADER = late_pattern(r"\s*\[\[?(?P<path>[^\]=]+)\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = late_pattern(r"\s*(?P<path>(?:\"[^\"]*\"|'[^']*'|[\w\-. \t])+?)\s*=")


def line_of(text: str, path: Sequence[str]) -> int:
    """The 1-based line on which the key (or table) ``path`` stands; 1 where it is not found.

    An element of an array of tables is looked for by the array's path.
    """
    table: tuple[str, ...] = ()
    wanted = tuple(path)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _keys(header["path"])
            if table[: len(wanted)] == wanted:
                return number
        elif assignment := _ASSIGNMENT.match(line):
            here = (*table, *_keys(assignment["path"]))
            if here[: len(wanted)] == wanted:
                return number
    return 1


def _keys(dotted: str) -> tuple[str, ...]:
    try:
        value: object = tomllib.loads(f"{dotted} = 0")
    except (ValueError, RecursionError):
        return ()
    keys: list[str] = []
    while isinstance(value, Mapping):
        key, value = next(iter(value.items()))
        keys.append(str(key))
    return tuple(keys)
