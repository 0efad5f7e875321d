"""Finding, among many texts, those that have most words of another one, in much the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct
from rapidfuzz.distance import Indel

from polyloom.language.scripts import UNSPACED

# How many of a text's rarest words are looked up, and how many texts found by them are compared.
_LOOKED_UP = 16
_COMPARED = 24
# Words of more texts than this tell little and cost much.
_FREQUENT = 400


class Similar(Struct, frozen=True):
    """The number of a text, and how alike it is, from 0 to 1."""

    number: int
    score: float


class SimilarTexts(Struct, frozen=True):
    """Texts by number, and for each word the numbers of those that have it."""

    words: Sequence[Sequence[str]]
    index: Mapping[str, Sequence[int]]

    def closest(self, text: str, cutoff: float) -> Similar | None:
        """The most similar text, of equals the first; None where none reaches ``cutoff``.

        The score is the share of words in common, in order: 1 for the same words, whatever stands
        between them.
        """
        words = words_of(text)
        best: Similar | None = None
        for number in sorted(self._candidates(words)):
            least = best.score if best else cutoff
            score = Indel.normalized_similarity(words, self.words[number], score_cutoff=least)
            if score >= cutoff and (best is None or score > best.score):
                best = Similar(number, score)
        return best

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """The texts that share the most of the rarest words."""
        known = sorted((len(self.index[word]), word) for word in {*words} if word in self.index)
        votes: Counter[int] = Counter()
        for frequency, word in known[:_LOOKED_UP]:
            if frequency > _FREQUENT and votes:
                break
            votes.update(self.index[word][:_FREQUENT])
        return sorted(votes, key=lambda number: (-votes[number], number))[:_COMPARED]


def similar_texts(texts: Sequence[str]) -> SimilarTexts:
    """The texts, ready to be searched."""
    words = [words_of(text) for text in texts]
    index: dict[str, list[int]] = {}
    for number, its_words in enumerate(words):
        for word in {*its_words}:
            index.setdefault(word, []).append(number)
    return SimilarTexts(words, index)


def words_of(text: str) -> list[str]:
    """The words of a text, without regard to letter case; where no blanks part them, characters.

    >>> words_of("The people’s 2nd 人民")
    ['the', 'people', 's', '2nd', '人', '民']
    """
    return _word().findall(text.casefold())


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|\w+")
