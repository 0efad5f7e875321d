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
