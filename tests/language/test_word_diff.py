from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.word_diff import differences, joined_tokens, text_tokens
from polyloom.reports.differences_text import marked

TEXTS = st.text(st.sampled_from("ab1 .,-é中“”\n"), max_size=30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We don’t, ever.", ["We", "don’t", ",", "ever", "."]),
        ("On 3/4/2025 at 10:30.", ["On", "3/4/2025", "at", "10:30", "."]),
        ("the 17th part", ["the", "17th", "part"]),
        ("see (www.example.org/a_b).", ["see", "(", "www.example.org/a_b", ")", "."]),
        ("ask a.b@example.org!", ["ask", "a.b@example.org", "!"]),
        ("改变规则", ["改", "变", "规", "则"]),
        ("看https://example.org/x了", ["看", "https://example.org/x", "了"]),
        ("ดูwww.example.org/xเพื่อ", ["ด", "ู", "www.example.org/x", "เ", "พ", "ื", "่", "อ"]),
        ("（me@example.org）。", ["（", "me@example.org", "）", "。"]),
        ("a https://example.org/a_(b) b", ["a", "https://example.org/a_(b)", "b"]),
        ("", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert [token.text for token in text_tokens(text)] == found


@given(TEXTS, TEXTS)
def test_both_texts_are_in_their_differences(old: str, new: str) -> None:
    pieces = differences(old, new)
    for side, text in (("old", old), ("new", new)):
        put = "".join(token.text for piece in pieces for token in getattr(piece, side))
        assert put == re.sub(r"\s", "", text)
    for piece in pieces:
        assert not piece.same or [one.text for one in piece.old] == [one.text for one in piece.new]


def test_a_stretch_keeps_its_blanks_but_the_first() -> None:
    assert joined_tokens(text_tokens(" a  b\nc")) == "a  b\nc"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("In 1984 they came.", "In 1985 they came.", "In [-1984-]{+1985+} they came."),
        ("They came.", "They all came.", "They {+all+} came."),
        ("They all came.", "They came.", "They [-all-] came."),
        ("Once they came.", "They came.", "[-Once they-]{+They+} came."),
        ("One. Two.", "Two.", "[-One.-] Two."),
        ("a\nb", "a c", "a [-b-]{+c+}"),
        (
            "a b c d e f g h i j k l m n o p q r s t z",
            "a b c d e f g h i j k l m n o p q r s t y",
            "… m n o p q r s t [-z-]{+y+}",
        ),
    ],
)
def test_marked(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown
