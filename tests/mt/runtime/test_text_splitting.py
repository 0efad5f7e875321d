from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.mt.runtime.text_splitting import Piece, pieces


def at_most(limit: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit


def test_a_text_that_fits_is_one_piece() -> None:
    assert pieces("One. Two. Three.", at_most(99)) == [Piece("One. Two. Three.", "")]


def test_cuts_at_sentences_as_late_as_possible() -> None:
    assert pieces("One. Two. Three.", at_most(10)) == [Piece("One. Two.", " "), Piece("Three.", "")]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert pieces("“One.” Two.", at_most(7)) == [Piece("“One.”", " "), Piece("Two.", "")]
    assert pieces("「一。」二。", at_most(4)) == [Piece("「一。」", ""), Piece("二。", "")]


def test_cuts_finer_where_sentences_are_too_long() -> None:
    assert pieces("one, two three", at_most(9)) == [Piece("one,", " "), Piece("two three", "")]
    assert pieces("one two", at_most(4)) == [Piece("one", " "), Piece("two", "")]
    assert pieces("abcdef", at_most(3)) == [Piece("abc", ""), Piece("def", "")]


def test_line_breaks_always_cut() -> None:
    assert pieces("one\n \ntwo", at_most(99)) == [Piece("one", "\n \n"), Piece("two", "")]


@pytest.mark.parametrize("limit", [1, 3, 8, 1000])
@given(text=st.text(st.sampled_from("ab.!?。， \n”)"), max_size=40))
def test_pieces_put_together_are_the_text(limit: int, text: str) -> None:
    found = pieces(text, at_most(limit))
    assert "".join(piece.text + piece.gap for piece in found) == text.strip()
    assert all(len(piece.text) <= limit for piece in found)
