from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.mt.runtime.text_splitting import TextChunk, join_translations, split_text


def at_most(limit: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit


def test_a_text_that_fits_is_one_chunk() -> None:
    assert split_text("One. Two. Three.", at_most(99)) == [TextChunk("One. Two. Three.", "")]


def test_cuts_at_sentences_as_late_as_possible() -> None:
    assert split_text("One. Two. Three.", at_most(10)) == [
        TextChunk("One. Two.", " "),
        TextChunk("Three.", ""),
    ]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert split_text("“One.” Two.", at_most(7)) == [
        TextChunk("“One.”", " "),
        TextChunk("Two.", ""),
    ]
    assert split_text("「一。」二。", at_most(4)) == [
        TextChunk("「一。」", ""),
        TextChunk("二。", ""),
    ]


def test_cuts_finer_where_sentences_are_too_long() -> None:
    assert split_text("one, two three", at_most(9)) == [
        TextChunk("one,", " "),
        TextChunk("two three", ""),
    ]
    assert split_text("one two", at_most(4)) == [TextChunk("one", " "), TextChunk("two", "")]
    assert split_text("abcdef", at_most(3)) == [TextChunk("abc", ""), TextChunk("def", "")]


def test_line_breaks_always_cut() -> None:
    assert split_text("one\n \ntwo", at_most(99)) == [
        TextChunk("one", "\n \n"),
        TextChunk("two", ""),
    ]


@pytest.mark.parametrize("limit", [1, 3, 8, 1000])
@given(text=st.text(st.sampled_from("ab.!?。， \n”)"), max_size=40))
def test_pieces_put_together_are_the_text(limit: int, text: str) -> None:
    found = split_text(text, at_most(limit))
    assert "".join(chunk.text + chunk.gap for chunk in found) == text.strip()
    assert all(len(chunk.text) <= limit for chunk in found)


@pytest.mark.parametrize(
    ("locale", "whole"),
    [
        ("es", "uno dos"), ("th", "uno dos"), ("ko", "uno dos"), ("zh@latin", "uno dos"),
        ("zh_Hans", "unodos"), ("zh_TW", "unodos"), ("ja", "unodos"), ("yue", "unodos"),
    ],
)  # fmt: skip
def test_sentences_are_joined_as_the_locale_does(locale: str, whole: str) -> None:
    chunks = [TextChunk("one", ""), TextChunk("two", "")]
    assert join_translations(chunks, ["uno", "dos"], locale) == whole
