from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.typography import without_typography


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes”, he said", '"Yes", he said'),
        ("« Oui » !", "«Oui»!"),
        ("it’s", "it's"),
        ("a – b", "a—b"),
        ("a -- b", "a — b"),
        ("pages 3-5", "pages 3–5"),
        ("wait...", "wait…"),
        ("two  blanks", "two blanks"),
        ("10\u00a0%", "10%"),
        ("co\u00adoperate", "cooperate"),
        ("Oui\u202f!", "Oui!"),
    ],
)
def test_typography(one: str, other: str) -> None:
    assert without_typography(one) == without_typography(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The March", "the march"),
        ("yes, sir", "yes sir"),
        ("re-sign", "resign"),
        ("re-sign", "re – sign"),
        ("line one\nline two", "line one line two"),
        ('say `x = "a"`', "say `x = “a”`"),
        ('<a title="b">c</a>', "<a title=“b”>c</a>"),
        ("{a-b}", "{a–b}"),
        ("it costs 5", "it costs 6"),
        ("a few", "afew"),
        ("-5 degrees", "5 degrees"),
    ],
)
def test_no_typography(one: str, other: str) -> None:
    assert without_typography(one) != without_typography(other)


@given(st.text(st.sampled_from("ab1 .-–—“\"'…:!«»\u00a0\n`"), max_size=20))
def test_letters_and_digits_stay(text: str) -> None:
    folded = without_typography(text)
    assert list(filter(str.isalnum, folded)) == list(filter(str.isalnum, text))
