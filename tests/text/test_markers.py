"""Markers of points: the leave-alone cases first."""

from __future__ import annotations

import pytest

from polyloom.text.markers import defuse_marker, looks_like_marker, marker_at


@pytest.mark.parametrize(
    "text",
    [
        "1984. A year",
        "1.5 million",
        "1)no blank",
        "1)",
        "- ",
        "-5 degrees",
        "1.\u00a0a no-break space",
        "e.g. this",
        "ab) two letters",
        "A. Smith",
        "(see) below",
        "",
    ],
)
def test_no_marker(text: str) -> None:
    assert marker_at(text) is None
    assert defuse_marker(text) == text


@pytest.mark.parametrize(
    ("text", "family", "ordinal", "body"),
    [
        ("1. x", "#.", 1, 3),
        ("12) x", "#)", 12, 4),
        ("(3)  x", "(#)", 3, 5),
        ("b) x", "a)", 2, 3),
        ("(c) x", "(a)", 3, 4),
        ("D) x", "A)", 4, 3),
        ("-\tx", "-", 0, 2),
        ("* x", "*", 0, 2),
        ("• x", "•", 0, 2),
    ],
)
def test_marker(text: str, family: str, ordinal: int, body: int) -> None:
    found = marker_at(text)
    assert found is not None
    marker, begin = found
    assert (marker.family, marker.ordinal, begin) == (family, ordinal, body)
    assert looks_like_marker(marker.text)
    assert marker_at(defuse_marker(text)) is None
