"""Finding, among many texts, those that have most words of another one, in much the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from rapidfuzz.distance import Indel

from polyloom.language.word_index import votes, word_codes, words_cut_at_apostrophes
from polyloom.memory.texts_by_word import TextsByWord

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
    """Texts by number, found by their words; several threads may search them at a time."""

    texts: TextsByWord

    def add(self, text: str) -> None:
        """Take in the text with the next number."""
        self.texts.add(text)

    def text(self, number: int) -> str:
        """The text of a number."""
        return self.texts.text(number)

    def closest(self, text: str, cutoff: float) -> Similar | None:
        """The most similar text, of equals the first; None where none reaches ``cutoff``.

        The score is the share of words in common, in order: 1 for the same words, whatever stands
        between them.
        """
        words = words_cut_at_apostrophes(text)
        codes = word_codes()
        coded = _coded(words, codes)
        best: Similar | None = None
        for number in sorted(self._candidates({*words})):
            least = best.score if best else cutoff
            score = Indel.normalized_similarity(
                coded, _coded(self.texts.words(number), codes), score_cutoff=least
            )
            if score >= cutoff and (best is None or score > best.score):
                best = Similar(number, score)
        return best

    def alike(self, text: str, cutoff: float, most: int) -> list[Similar]:
        """The texts that reach ``cutoff``, ``most`` of them, the most similar first.

        The score is that of ``closest``.
        """
        words = words_cut_at_apostrophes(text)
        codes = word_codes()
        coded = _coded(words, codes)
        found = [
            Similar(number, score)
            for number in self._candidates({*words})
            if (
                score := Indel.normalized_similarity(
                    coded, _coded(self.texts.words(number), codes), score_cutoff=cutoff
                )
            )
            and score >= cutoff
        ]
        return sorted(found, key=lambda each: (-each.score, each.number))[:most]

    def has_part(self, part: str) -> bool:
        """Whether some text has exactly this in it, be it in the middle of a word."""
        return self.texts.has_part(part)

    def may_contain(self, text: str, cutoff: float) -> bool:
        """Whether a part of some text, cut between words, may reach ``cutoff``; never wrongly no.

        A part with as many words in common as it needs has at least this share of the text's words.
        """
        words = Counter(words_cut_at_apostrophes(text))
        least = words.total() * cutoff / (2 - cutoff) - _ROUNDING
        # Who lacks all of these, the rarest ones, has too few of the others.
        left = words.total()
        in_question: set[int] = set()
        for word in sorted(words, key=lambda word: len(self.texts.having(word, _FREQUENT + 1))):
            if left < least:
                break
            in_question.update(self.texts.having(word, len(self.texts)))
            left -= words[word]
        return any(
            (words & Counter(self.texts.words(number))).total() >= least for number in in_question
        )

    def _candidates(self, words: set[str]) -> list[int]:
        """The texts that share the most of the rarest words."""
        having = {word: self.texts.having(word, _FREQUENT + 1) for word in words}
        known = sorted((len(numbers), word) for word, numbers in having.items() if numbers)
        looked_up = [having[word] for frequency, word in known if frequency <= _FREQUENT]
        if known and not looked_up:
            # Where all are frequent: the least of them.
            _, rarest = min(
                (len(self.texts.having(word, len(self.texts))), word) for _, word in known
            )
            looked_up = [having[rarest][:_FREQUENT]]
        found = votes(looked_up[:_LOOKED_UP])
        return sorted(found, key=lambda number: (-found[number], number))[:_COMPARED]


def _coded(words: Iterable[str], codes: Mapping[str, str]) -> str:
    return "".join(map(codes.__getitem__, words))


def similar_texts(texts: Iterable[str]) -> SimilarTexts:
    """The texts, ready to be searched."""
    return SimilarTexts(TextsByWord(texts))
