"""JSON in pieces is JSON as the standard library writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from polyloom.reports.json_text import JsonMembers, json_pieces

scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def on_use(value: Any) -> Any:
    """The value with members that are made when they are asked for."""
    return JsonMembers(value, on_use) if isinstance(value, Mapping) else value


@given(values)
def test_pieces_are_what_the_standard_library_writes(value: Any) -> None:
    whole = json.dumps(value, ensure_ascii=False, indent=2)
    assert "".join(json_pieces(value)) == whole
    assert "".join(json_pieces(on_use(value))) == whole


def test_members_are_made_one_after_the_other() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    pieces = json_pieces(JsonMembers({"a": 1, "b": 2}, make))
    next(pieces)
    assert made == [1]
