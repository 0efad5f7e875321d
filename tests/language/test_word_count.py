"""Counting words."""

from __future__ import annotations

import pytest

from polyloom.language.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("– … !", 0),
        ("We don’t keep 1,000.5 right-wing coups!", 6),
        ("90% of 2023", 3),
        ("don't keep_1 2-3.4, -5.", 4),
        ("改变规则", 4),
        ("改变 the 规则", 5),
        ("人々ﾃｽﾄ", 5),
        ("กขค ab", 4),
        ("한국어 문장", 2),
        ("تغيير قواعد اللعبة", 3),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("text", ["don't keep_1 2-3.4, -5.", "a.b,c d-'e' 1,000.5 % _", "'' x--y"])
def test_ascii_texts_are_counted_as_others_are(text: str) -> None:
    assert count_words(text) + 1 == count_words(f"{text} – é")
