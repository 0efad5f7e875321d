"""JSON for programs, of objects that may be too large to be made as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TypeGuard, TypeVar

import msgspec

Value = TypeVar("Value")

_STEP = "  "


class JsonMembers(Mapping[str, object]):
    """An object of JSON of which each value is made when it is asked for, and not kept."""

    def __init__(self, values: Mapping[str, Value], make: Callable[[Value], object]) -> None:
        self._values: Mapping[str, Value] = values
        self._make: Callable[[Value], object] = make

    def __getitem__(self, key: str) -> object:
        return self._make(self._values[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def json_pieces(value: object, indent: str = "") -> Iterator[str]:
    r"""The text of a value in pieces, as ``json.dumps`` gives it with an indent of 2.

    Only what stands in mappings from the outermost on may be ``JsonMembers``.

    >>> "".join(json_pieces(JsonMembers({"a": 1}, lambda number: [number])))
    '{\n  "a": [\n    1\n  ]\n}'
    """
    if not _is_made_on_use(value):
        yield _text(value).replace("\n", f"\n{indent}")
        return
    inner = indent + _STEP
    separator = "{"
    for key, member in value.items():
        yield f"{separator}\n{inner}{json.dumps(key, ensure_ascii=False)}: "
        yield from json_pieces(member, inner)
        separator = ","
    yield f"\n{indent}}}" if value else "{}"


def _is_made_on_use(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether some of a value may be made when it is asked for; none of that is made here."""
    if isinstance(value, dict):
        return any(map(_is_made_on_use, value.values()))
    return isinstance(value, Mapping)


def _text(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        # With an indent the encoder of ``json`` is Python, and takes ten times as long.
        return msgspec.json.format(text, indent=len(_STEP))
    except (msgspec.MsgspecError, UnicodeError):
        # Halves of surrogate pairs, and what is no number.
        return json.dumps(value, ensure_ascii=False, indent=len(_STEP))
