"""Wrapping and joining lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from unicode_segmentation_rs import text_width

from polyloom.language.line_breaks import flatten, unwrap, wrap
from polyloom.language.list_markers import marker_at

WORDS = ["a", "struggle", "1.", "2)", "-", "(so)", "国家", "、", "危机。", "90\u00a0%", "العدالة"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
tight = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map("".join)


@given(st.one_of(texts, tight), st.integers(1, 60), st.integers(0, 8), st.integers(0, 8))
def test_joining_gives_the_text_back(text: str, width: int, first: int, indent: int) -> None:
    assert unwrap(wrap(text, width=width, first=first, indent=indent)) == text


@given(texts, st.integers(10, 60))
def test_no_line_begins_with_a_marker_by_wrapping(text: str, width: int) -> None:
    lines = wrap(text, width=width, first=0, indent=0)
    assert all(marker_at(line) is None for line in lines[1:])


@given(st.lists(st.sampled_from(["wage", "land", "bread"]), min_size=1).map(" ".join))
def test_lines_are_as_wide_as_asked(text: str) -> None:
    lines = wrap(text, width=20, first=4, indent=2)
    assert text_width(lines[0]) + 4 <= 20
    assert all(text_width(line) + 2 <= 20 for line in lines[1:])


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert wrap("国家正处于危机。", width=14, first=0, indent=0) == ["国家正处于危", "机。"]


def test_flatten_makes_one_blank_of_each_line_break_with_the_blanks_around() -> None:
    assert flatten("a\u00a0\n \n\tb\u2028c\u3000d\x0be  f") == "a b c\u3000d e  f"


def test_flatten_keeps_no_break_spaces_inside() -> None:
    assert flatten("\u00a0a \r\n b\u00a0%\n") == "a b\u00a0%"
