"""Fuzzy matches: translations of similar texts, and of the sentences that a text is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from polyloom.language.line_breaks import joins_tightly
from polyloom.language.sentences import sentences
from polyloom.language.word_count import count_words
from polyloom.memory.adaptation import adapt_translation
from polyloom.memory.exact_matches import TranslationMemory
from polyloom.memory.known_sentences import KnownSentences
from polyloom.memory.similar import SimilarTexts, similar_texts

# The lowest score of a draft: below it, mending costs more than writing (translation tools: 75%).
LEAST_SCORE = 0.75
# In shorter texts one word changed is another meaning.
_FEWEST_WORDS = 4


def is_matched_whole(text: str, source_locale: str) -> bool:
    """Whether a text is too short to have any other match than that of exactly the same text."""
    return count_words(text) < _FEWEST_WORDS and len(sentences(text, source_locale)) < 2


def has_no_match(text: str, known: SimilarTexts, source_locale: str) -> bool:
    """Whether certainly nothing that is known is like a text: neither a whole text nor sentences.

    A memory whose source texts are among those that are ``known`` has no match then, and no
    suggestion.
    """
    if _may_be_known(text, known):
        return False
    spans = sentences(text, source_locale)
    # It is put together of sentences only where each of them is known.
    return len(spans) < 2 or not all(_may_be_known(text[begin:end], known) for begin, end in spans)


def _may_be_known(text: str, known: SimilarTexts) -> bool:
    """Whether a text, or a part of one, may be this one or similar to it."""
    return known.has_part(text) or _may_be_alike(text, known)


def _may_be_alike(text: str, known: SimilarTexts) -> bool:
    """Whether a text, or a part of one, may be similar to this one."""
    return count_words(text) >= _FEWEST_WORDS and known.may_contain(text, LEAST_SCORE)


class FuzzyMatch(Struct, frozen=True):
    """The translation of a similar text; ``score`` says how alike the sources are, 0 to 1."""

    source: str
    target: str
    score: float


class Suggestion(Struct, frozen=True):
    """A draft from memory, with the markup, placeholders and numbers of the text that it is for.

    ``document`` names the catalogs it comes from, ``score`` says how alike the sources are, 0 to 1.
    Where ``is_assembled`` it was put together from the translations of sentences.
    """

    text: str
    document: str
    score: float
    is_assembled: bool = False


class FuzzyMemory(Struct, frozen=True, dict=True):
    """Searches a memory for what is similar to a text; its indexes are made when first needed.

    ``source_locale`` and ``locale`` tell where sentences end in texts and in translations.
    """

    memory: TranslationMemory
    source_locale: str
    locale: str

    def suggest(self, text: str) -> Suggestion | None:
        """The best suggestion for a text that has no exact match, or nothing.

        That of a similar text, or of the text's sentences if they have the higher score.
        """
        similar = self._similar(text, lambda: self.memory.texts, self._whole)
        assembled = self._assembled(text)
        offers = [offer for offer in (similar, assembled) if offer]
        return max(offers, key=lambda offer: offer.score) if offers else None

    def best_match(self, text: str, least: float) -> FuzzyMatch | None:
        """The most similar text with its translation, in which nothing is made to fit.

        None where no text reaches the score ``least``, 0 to 1.
        """
        found = self.memory.texts.closest(text, least)
        if found is None:
            return None
        source = self.memory.texts.text(found.number)
        return FuzzyMatch(source, self._whole(source)[0], found.score)

    def _similar(
        self,
        text: str,
        texts_of: Callable[[], SimilarTexts],
        whole: Callable[[str], tuple[str, str]],
    ) -> Suggestion | None:
        if count_words(text) < _FEWEST_WORDS:
            return None
        texts = texts_of()
        found = texts.closest(text, LEAST_SCORE)
        if found is None:
            return None
        source = texts.text(found.number)
        translation, document = whole(source)
        fitting = adapt_translation(source, text, translation)
        return None if fitting is None else Suggestion(fitting, document, found.score)

    def _assembled(self, text: str) -> Suggestion | None:
        """A suggestion from the sentences of a text, where each has a match."""
        spans = sentences(text, self.source_locale)
        if len(spans) < 2:
            return None
        pieces = [text[begin:end] for begin, end in spans]
        known = [self._known_sentence(piece) for piece in pieces]
        others = [piece for piece, part in zip(pieces, known, strict=True) if part is None]
        # Most have no match, which is told before the index of all sentences is made.
        if not all(_may_be_alike(piece, self.memory.texts) for piece in others):
            return None
        parts: list[Suggestion] = []
        for piece, exact in zip(pieces, known, strict=True):
            part = exact or self._similar_sentence(piece)
            if part is None:
                return None
            parts.append(part)
        weights = [end - begin for begin, end in spans]
        score = sum(part.score * weight for part, weight in zip(parts, weights, strict=True)) / sum(
            weights
        )
        document = ", ".join(dict.fromkeys(part.document for part in parts))
        return Suggestion(
            _join_sentences([part.text for part in parts]), document, score, is_assembled=True
        )

    def _known_sentence(self, text: str) -> Suggestion | None:
        known = self._sentences.find(text)
        return None if known is None else Suggestion(known.text, known.document, score=1.0)

    def _similar_sentence(self, text: str) -> Suggestion | None:
        return self._similar(text, lambda: self._sentence_texts, self._whole_sentence)

    def _whole_sentence(self, source: str) -> tuple[str, str]:
        known = self._sentences.all[source]
        return known.text, known.document

    def _whole(self, source: str) -> tuple[str, str]:
        match = self.memory.look_up(source)
        return (match.text, match.document) if match else ("", "")

    @cached_property
    def _sentence_texts(self) -> SimilarTexts:
        return similar_texts(self._sentences.all)

    @cached_property
    def _sentences(self) -> KnownSentences:
        return KnownSentences(self.memory, self.source_locale, self.locale)


def _join_sentences(texts: list[str]) -> str:
    text = texts[0]
    for following in texts[1:]:
        text += ("" if joins_tightly(text[-1:], following[:1]) else " ") + following
    return text
