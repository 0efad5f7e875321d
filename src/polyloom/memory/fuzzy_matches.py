"""Matches that are not exact: a text much like another one, or made of known sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct

from polyloom.language.line_breaks import joins_tightly
from polyloom.language.sentences import sentences
from polyloom.language.word_count import count_words
from polyloom.memory.adaptation import adapted
from polyloom.memory.exact_matches import Memory
from polyloom.memory.similar import SimilarTexts, similar_texts

# Below this share of common words a draft costs more to mend than to write (TMX tools: 75%).
LEAST_SCORE = 0.75
# Shorter texts mean something else with one word changed.
_FEWEST_WORDS = 4


class FuzzyMatch(Struct, frozen=True):
    """The translation of a similar text; ``score`` says how alike the sources are, 0 to 1."""

    source: str
    target: str
    score: float


class Suggestion(Struct, frozen=True):
    """A draft from memory: its text, the document it comes from, how alike the sources are (0–1).

    Its markup, placeholders and numbers are those of the text that it is for. ``is_assembled``
    where it was put together from sentences.
    """

    text: str
    where: str
    score: float
    is_assembled: bool = False


class FuzzyMemory(Struct, frozen=True, dict=True):
    """What the memory knows that is like a text. Nothing is prepared before it is needed.

    ``source_locale`` and ``locale`` tell how sentences end.
    """

    memory: Memory
    source_locale: str
    locale: str

    def suggest(self, text: str) -> Suggestion | None:
        """The best suggestion for a text that has no exact match, or nothing.

        A similar text is better than known sentences in a row, unless those fit better.
        """
        similar = self._similar(text, self._texts, self._whole)
        assembled = self._assembled(text)
        offers = [offer for offer in (similar, assembled) if offer]
        return max(offers, key=lambda offer: offer.score) if offers else None

    def best_match(self, text: str, least: float) -> FuzzyMatch | None:
        """The most similar text with its translation, in which nothing is made to fit.

        None where no text reaches the score ``least``, 0 to 1.
        """
        found = self._texts.index.closest(text, least)
        if found is None:
            return None
        source = self._texts.sources[found.number]
        return FuzzyMatch(source, self._whole(source)[0], found.score)

    def _similar(
        self, text: str, texts: _Searchable, whole: Callable[[str], tuple[str, str]]
    ) -> Suggestion | None:
        if count_words(text) < _FEWEST_WORDS:
            return None
        found = texts.index.closest(text, LEAST_SCORE)
        if found is None:
            return None
        source = texts.sources[found.number]
        translation, where = whole(source)
        fitting = adapted(source, text, translation)
        return None if fitting is None else Suggestion(fitting, where, found.score)

    def _assembled(self, text: str) -> Suggestion | None:
        """The translations of all sentences of a text, where each has a match."""
        spans = sentences(text, self.source_locale)
        if len(spans) < 2:
            return None
        found = [self._sentence(text[begin:end]) for begin, end in spans]
        parts = [part for part in found if part is not None]
        if len(parts) < len(found):
            return None
        weights = [end - begin for begin, end in spans]
        score = sum(part.score * weight for part, weight in zip(parts, weights, strict=True)) / sum(
            weights
        )
        where = ", ".join(dict.fromkeys(part.where for part in parts))
        return Suggestion(_in_a_row([part.text for part in parts]), where, score, is_assembled=True)

    def _sentence(self, text: str) -> Suggestion | None:
        known = self._sentences.get(text)
        if known:
            return Suggestion(*known, score=1.0)
        return self._similar(text, self._sentence_texts, self._sentences.__getitem__)

    def _whole(self, source: str) -> tuple[str, str]:
        match = self.memory.look_up(source)
        return (match.text, match.where) if match else ("", "")

    @cached_property
    def _texts(self) -> _Searchable:
        return _searchable([msgid for msgid, plural in self.memory.by_source if plural is None])

    @cached_property
    def _sentence_texts(self) -> _Searchable:
        return _searchable(list(self._sentences))

    @cached_property
    def _sentences(self) -> Mapping[str, tuple[str, str]]:
        """Sentences with their translations and documents, from texts that have as many of them."""
        found: dict[str, tuple[str, str]] = {}
        for source, plural in self.memory.by_source:
            match = self.memory.look_up(source) if plural is None else None
            if match is None:
                continue
            ours = sentences(source, self.source_locale)
            theirs = sentences(match.text, self.locale)
            if len(ours) == len(theirs):
                for (begin, end), (first, last) in zip(ours, theirs, strict=True):
                    found.setdefault(source[begin:end], (match.text[first:last], match.where))
        return found


class _Searchable(Struct, frozen=True):
    sources: list[str]
    index: SimilarTexts


def _searchable(sources: list[str]) -> _Searchable:
    return _Searchable(sources, similar_texts(sources))


def _in_a_row(texts: list[str]) -> str:
    text = texts[0]
    for following in texts[1:]:
        text += ("" if joins_tightly(text[-1:], following[:1]) else " ") + following
    return text
