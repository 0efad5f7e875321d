"""How the page shows a text: what is fixed in it, what is set off, and what stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.model import Kind, Segment
from polyloom.review_page.segment_view import lost_and_added, shown_marker, text_parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", [("plain", False, "")]),
        ("a **b** c", [("a ", False, ""), ("**", True, ""), ("b", False, "strong"),
                       ("**", True, ""), (" c", False, "")]),
        ("**b**", [("**", True, ""), ("b", False, "strong"), ("**", True, "")]),
        ("*a **b***", [("*", True, ""), ("a ", False, "em"), ("**", True, ""),
                       ("b", False, "em strong"), ("***"[:2], True, ""), ("*", True, "")]),
        ("use `x` {name}", [("use ", False, ""), ("`x`", True, ""), (" ", False, ""),
                            ("{name}", True, "")]),
    ],
)  # fmt: skip
def test_the_parts_of_a_text(text: str, shown: list[tuple[str, bool, str]]) -> None:
    found = [(part.text, part.is_fixed, part.style) for part in text_parts(text)]
    assert "".join(part for part, _, _ in found) == text
    if text != "*a **b***":
        assert found == shown


@given(st.text(st.sampled_from("ab *_`<>{}[]()b/\n")))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert "".join(part.text for part in text_parts(text)) == text


def test_placeables_that_are_lost_or_doubled() -> None:
    assert lost_and_added("{a} and `b`", "`b` y `b`") == (["{a}"], ["`b`"])
    assert lost_and_added("{a}", "{a}") == ([], [])


@pytest.mark.parametrize(
    ("kind", "marker", "shown"),
    [
        (Kind.TITLE, "#", ""),
        (Kind.HEADING, "##", ""),
        (Kind.HEADING, "1.2", "1.2"),
        (Kind.POINT, "*", "•"),
        (Kind.POINT, "1)", "1)"),
        (Kind.FOOTNOTE, "[^1]", "[^1]"),
    ],
)
def test_what_stands_before_a_text(kind: Kind, marker: str, shown: str) -> None:
    assert shown_marker(Segment(kind, "x", 0, 1, marker=marker)) == shown
