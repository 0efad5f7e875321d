"""Which of many texts have a word; the texts are taken apart into words only where that pays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice

from polyloom.language.scripts import UNSPACED, may_have_asian_scripts
from polyloom.language.word_index import WordIndex, words_cut_at_apostrophes

# No word has it.
_BETWEEN = "\n"
# To look for more words than these takes as long as to make an index of all.
_FEW_WORDS = 200
_is_in_word = re.compile(r"\w").match


class TextsByWord:
    """Texts, numbered from 0, by their words, which are those of ``words_cut_at_apostrophes``.

    To take all texts apart takes many times as long as to look for the words of one in them: there
    is an index only once many words have been looked for. What is found out is kept. Two threads
    may find out the same at a time, which does no harm.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [*texts]
        self._words: dict[int, list[str]] = {}
        self._index: WordIndex | None = None
        # What is searched while there is no index.
        self._joined = ""
        self._begins: Sequence[int] = ()
        self._unspaced: frozenset[int] = frozenset()
        self._found: dict[tuple[str, int], Sequence[int]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextsByWord) and self._texts == other._texts

    __hash__ = None  # type: ignore[assignment]

    def add(self, text: str) -> None:
        """Take in the text with the next number."""
        self._texts.append(text)
        self._begins = ()
        self._found.clear()
        if self._index is not None:
            self._index.add({*self.words(self._index.size)})

    def text(self, number: int) -> str:
        """The text of a number."""
        return self._texts[number]

    def has_part(self, part: str) -> bool:
        """Whether some text has exactly this in it, be it in the middle of a word."""
        return any(part in text for text in self._texts)

    def words(self, number: int) -> list[str]:
        """The words of a text, in their order."""
        if number not in self._words:
            self._words[number] = words_cut_at_apostrophes(self._texts[number])
        return self._words[number]

    def having(self, word: str, most: int) -> Sequence[int]:
        """The numbers of the texts that have a word, the first ``most`` of them, ascending."""
        if self._index is None and len(self._found) >= _FEW_WORDS:
            self._index = self._made_index()
        if self._index is not None:
            return self._index.numbers.get(word, [])[:most]
        if not self._begins:
            self._join()
        if (word, most) not in self._found:
            self._found[word, most] = [*islice(self._looked_for(word), most)]
        return self._found[word, most]

    def _made_index(self) -> WordIndex:
        index = WordIndex()
        for number in range(len(self._texts)):
            index.add({*self.words(number)})
        return index

    def _join(self) -> None:
        folded = [text.casefold() for text in self._texts]
        self._joined = _BETWEEN.join(folded)
        others = enumerate(folded) if may_have_asian_scripts(self._joined) else []
        self._unspaced = frozenset(
            number for number, text in others if not text.isascii() and _unspaced().search(text)
        )
        lengths = (len(text) + len(_BETWEEN) for text in folded)
        self._begins = [*accumulate(lengths, initial=0)]

    def _looked_for(self, word: str) -> Iterator[int]:
        # To search for what begins with a letter is fast; what stands before is looked at then.
        pattern = re.escape(word) + ("" if self._unspaced else r"\b")
        search = re.compile(pattern).search
        found = search(self._joined)
        while found:
            begin = found.start()
            number = bisect_right(self._begins, begin) - 1
            if self._has_there(number, word, begin):
                yield number
                begin = self._begins[number + 1] - 1
            found = search(self._joined, begin + 1)

    def _has_there(self, number: int, word: str, begin: int) -> bool:
        """Whether what looks like a word where a text has it is one of the text's words."""
        if number in self._unspaced:
            return word in self.words(number)
        end = begin + len(word)
        before, after = self._joined[begin - 1 : begin], self._joined[end : end + 1]
        return not (_is_in_word(before) or _is_in_word(after))


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")
