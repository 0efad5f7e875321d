"""The sentences of a memory's texts with their translations; only texts in question are split."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct, field

from polyloom.language.sentences import sentences
from polyloom.memory.exact_matches import TranslationMemory

_BETWEEN = "\0"


class TranslatedSentence(Struct, frozen=True):
    """The translation of a sentence, and the catalog that it comes from."""

    text: str
    document: str


class KnownSentences(Struct, frozen=True, dict=True):
    """The sentences of texts whose translations have as many as they have.

    To split a text takes long, so those are split that have a sentence which is asked for. Where a
    sentence is translated twice, the first counts.
    """

    memory: TranslationMemory
    source_locale: str
    locale: str
    _split: dict[int, Mapping[str, TranslatedSentence]] = field(default_factory=dict)

    def find(self, sentence: str) -> TranslatedSentence | None:
        """The translation of exactly this sentence, or nothing."""
        if self._has_all:
            return self.all.get(sentence)
        begin = self._joined.find(sentence)
        while begin >= 0:
            number = bisect_right(self._begins, begin) - 1
            found = self._sentences_of(number).get(sentence)
            if found is not None:
                return found
            following = number + 1
            if following == len(self._sources):
                break
            begin = self._joined.find(sentence, self._begins[following])
        return None

    @cached_property
    def all(self) -> Mapping[str, TranslatedSentence]:
        """All sentences, in the order of the texts."""
        found: dict[str, TranslatedSentence] = {}
        for number in range(len(self._sources)):
            for sentence, translation in self._sentences_of(number).items():
                found.setdefault(sentence, translation)
        return found

    @property
    def _has_all(self) -> bool:
        return "all" in vars(self)

    def _sentences_of(self, number: int) -> Mapping[str, TranslatedSentence]:
        if number not in self._split:
            self._split[number] = self._split_text(self._sources[number])
        return self._split[number]

    def _split_text(self, source: str) -> Mapping[str, TranslatedSentence]:
        match = self.memory.look_up(source)
        found: dict[str, TranslatedSentence] = {}
        if match is None:
            return found
        ours = sentences(source, self.source_locale)
        theirs = sentences(match.text, self.locale)
        if len(ours) == len(theirs):
            for (begin, end), (first, last) in zip(ours, theirs, strict=True):
                translation = TranslatedSentence(match.text[first:last], match.document)
                found.setdefault(source[begin:end], translation)
        return found

    @cached_property
    def _sources(self) -> Sequence[str]:
        return [msgid for msgid, plural in self.memory.by_source if plural is None]

    @cached_property
    def _joined(self) -> str:
        return _BETWEEN.join(self._sources)

    @cached_property
    def _begins(self) -> Sequence[int]:
        """Where each text begins in the joined ones."""
        lengths = (len(source) + len(_BETWEEN) for source in self._sources)
        return [*accumulate(lengths, initial=0)][:-1]
