from __future__ import annotations

import pytest

from polyloom.language.word_index import (
    WordIndex,
    votes,
    word_codes,
    words_cut_at_apostrophes,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("it's l'eau", ["it's", "l'eau"]),
        ("'quoted' text", ["quoted", "text"]),
        ("กขค 国々ﾃ 한국 ab", ["ก", "ข", "ค", "国", "々", "ﾃ", "한국", "ab"]),
        ("— …", []),
    ],
)
def test_words_are_characters_where_no_blanks_part_them(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_cut_at_apostrophes() -> None:
    text = "It’s L'eau กข 国 한국"
    assert words_cut_at_apostrophes(text) == ["it", "s", "l", "eau", "ก", "ข", "国", "한국"]


def test_the_rarest_words_come_first_and_unknown_ones_not_at_all() -> None:
    index = WordIndex()
    for words in ({"the", "land"}, {"the", "sea"}, {"the", "sea", "wide"}):
        index.add(words)
    assert index.by_rarity({"the", "sea", "land", "moon"}) == [(1, "land"), (2, "sea"), (3, "the")]
    assert votes(index.numbers[word] for word in ("sea", "the")) == {0: 1, 1: 2, 2: 2}
    assert "moon" not in index.numbers


def test_equal_words_have_one_code_and_others_another() -> None:
    codes = word_codes()
    one, other, again = codes["one"], codes["other"], codes["one"]
    assert one == again != other
    assert len(one) == len(other) == 1
