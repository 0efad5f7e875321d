"""Finding, among many texts, those that have most words of another one, in much the same order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz.distance import Indel

from polyloom.language.word_index import WordIndex, votes, word_codes, words_cut_at_apostrophes

# How many of a text's rarest words are looked up, and how many texts found by them are compared.
_LOOKED_UP = 16
_COMPARED = 24
# Words of more texts than this tell little and cost much.
_FREQUENT = 400
# What floating-point numbers may be wrong by.
_ROUNDING = 1e-6


class Similar(Struct, frozen=True):
    """The number of a text, and how alike it is, from 0 to 1."""

    number: int
    score: float


class SimilarTexts(Struct, frozen=True):
    """Texts by number, with a character for each word, and the index that finds them by words."""

    coded: list[str]
    index: WordIndex
    codes: defaultdict[str, str]

    def add(self, text: str) -> None:
        """Take in the text with the next number."""
        words = words_cut_at_apostrophes(text)
        self.coded.append("".join(map(self.codes.__getitem__, words)))
        self.index.add({*words})

    def closest(self, text: str, cutoff: float) -> Similar | None:
        """The most similar text, of equals the first; None where none reaches ``cutoff``.

        The score is the share of words in common, in order: 1 for the same words, whatever stands
        between them.
        """
        words = words_cut_at_apostrophes(text)
        coded = "".join(map(self.codes.__getitem__, words))
        best: Similar | None = None
        for number in sorted(self._candidates({*words})):
            least = best.score if best else cutoff
            score = Indel.normalized_similarity(coded, self.coded[number], score_cutoff=least)
            if score >= cutoff and (best is None or score > best.score):
                best = Similar(number, score)
        return best

    def alike(self, text: str, cutoff: float, most: int) -> list[Similar]:
        """The texts that reach ``cutoff``, ``most`` of them, the most similar first.

        The score is that of ``closest``.
        """
        words = words_cut_at_apostrophes(text)
        coded = "".join(map(self.codes.__getitem__, words))
        found = [
            Similar(number, score)
            for number in self._candidates({*words})
            if (
                score := Indel.normalized_similarity(coded, self.coded[number], score_cutoff=cutoff)
            )
            and score >= cutoff
        ]
        return sorted(found, key=lambda each: (-each.score, each.number))[:most]

    def may_contain(self, text: str, cutoff: float) -> bool:
        """Whether a part of some text, cut between words, may reach ``cutoff``; never wrongly no.

        A part with as many words in common as it needs has at least this share of the text's words.
        """
        words = Counter(words_cut_at_apostrophes(text))
        least = words.total() * cutoff / (2 - cutoff) - _ROUNDING
        # Who lacks all of these, the rarest ones, has too few of the others.
        left = words.total()
        in_question: set[int] = set()
        for word in sorted(words, key=lambda word: len(self.index.numbers.get(word, ()))):
            if left < least:
                break
            in_question.update(self.index.numbers.get(word, ()))
            left -= words[word]
        codes = [(self.codes[word], times) for word, times in words.items()]
        return any(
            sum(times for code, times in codes if code in self.coded[number]) >= least
            for number in in_question
        )

    def _candidates(self, words: set[str]) -> list[int]:
        """The texts that share the most of the rarest words."""
        looked_up: list[list[int]] = []
        for frequency, word in self.index.by_rarity(words)[:_LOOKED_UP]:
            if frequency > _FREQUENT and looked_up:
                break
            looked_up.append(self.index.numbers[word][:_FREQUENT])
        found = votes(looked_up)
        return sorted(found, key=lambda number: (-found[number], number))[:_COMPARED]


def similar_texts(texts: Sequence[str]) -> SimilarTexts:
    """The texts, ready to be searched."""
    found = SimilarTexts([], WordIndex(), word_codes())
    for text in texts:
        found.add(text)
    return found
