from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.word_index import words_cut_at_apostrophes
from polyloom.memory.texts_by_word import TextsByWord

# Words that others are part of, blanks of several kinds, scripts without blanks, letters that
# folding makes two of.
_TEXTS = st.lists(st.text("abAB' \n_-ßİ人เั", max_size=12), max_size=8)


@given(_TEXTS, _TEXTS, st.integers(0, 3))
def test_texts_are_found_by_their_words(texts: list[str], added: list[str], most: int) -> None:
    by_word = TextsByWord(texts)
    for some in ([], added):
        for text in some:
            by_word.add(text)
        words = [words_cut_at_apostrophes(text) for text in (*texts, *some)]
        assert len(by_word) == len(words)
        for word in {"a", *(word for some_words in words for word in some_words)}:
            having = [number for number, some_words in enumerate(words) if word in some_words]
            assert by_word.having(word, most) == having[:most]
            assert by_word.having(word, len(words)) == having


def test_many_searches_find_the_same_as_few() -> None:
    texts = [f"word{number} and word{number % 7}" for number in range(300)]
    by_word = TextsByWord(texts)
    for _ in range(2):
        for number in range(300):
            expected = [number] if number > 6 else range(number, 300, 7)
            assert by_word.having(f"word{number}", 300) == [*expected]
    by_word.add("word7 is new")
    assert by_word.having("word7", 300) == [7, 300]
