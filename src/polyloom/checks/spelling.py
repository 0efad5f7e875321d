"""Words that are spelled wrong, where a dictionary of the language is at hand.

A dictionary knows few of the words that projects need, so to be unknown is no mistake. One is
where it is nearly sure what was meant: the word with another accent (Spanish ``metodo``), or a
word of these very translations that differs by one letter within (``siguente``, where others have
``siguiente``). Names, words with capitals, words of the source, terms, code, and what stands in
several texts are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Protocol

from msgspec import Struct

from polyloom.checks.findings import CheckContext
from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Finding, Severity, TextSpan
from polyloom.placeables.prose import STAND_IN, prose_in_place

NAME = "spelling"

# A word that stands in more texts than this is meant, and one that stands in as many as that is
# a word that another may have been meant for.
_MOST_TEXTS = 2
_SHORTEST, _SHORTEST_NEIGHBOUR = 4, 6
# So many letters at the beginning tell words of one stem: where several are unknown, it is jargon.
_STEM = 6
# Beside these a word may be part of a name, a path or an expression.
_SIGNS = rf"{STAND_IN}@/\\#$&=+~|<>\[\]_^"
_ANY_WORD = late_pattern(r"[^\W\d_]+")
# Languages whose accents typists leave out; where they make other letters, words differ by them.
_ACCENTED = frozenset({"ca", "el", "es", "fr", "gl", "it", "pt"})
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0327"
# French spellings of 1990 have none of these: “apparaitre”, “aout”.
_DROPPED = {"fr": ("i\u0302", "u\u0302")}


class Dictionary(Protocol):
    """What knows the words of a language."""

    def knows(self, word: str) -> bool:
        """Whether a word, as it is written in running text, is spelled right."""
        ...


class Vocabulary(Struct, frozen=True):
    """In how many texts each word in small letters stands that a locale's translations have."""

    texts: Mapping[str, int]


def vocabulary_of(catalogs: Iterable[Catalog]) -> Vocabulary:
    """The words of a locale's translations, drafts aside."""
    texts: Counter[str] = Counter()
    for entry in chain.from_iterable(catalog.entries for catalog in catalogs):
        if not entry.obsolete and not entry.is_fuzzy:
            for form in entry.msgstr:
                texts.update({word for word, _ in _words(form)})
    return Vocabulary(texts)


class SpellingCheck(Struct, frozen=True):
    """The spelling of a locale's translations.

    ``misspelled`` are the words that are spelled wrong, each with the one that was meant.
    """

    misspelled: Mapping[str, str]

    def findings(self, catalog: Catalog, context: CheckContext) -> Iterator[Finding]:
        """A warning for each word of a catalog that is spelled wrong, in file order."""
        if not self.misspelled:
            return
        terms = {word for term in context.terms for word in _ANY_WORD.findall(term.casefold())}
        for entry in catalog.entries:
            if not entry.obsolete and not entry.is_fuzzy:
                yield from self._entry_findings(entry, context, terms)

    def _entry_findings(
        self, entry: Entry, context: CheckContext, terms: set[str]
    ) -> Iterator[Finding]:
        named: set[str] = set()
        for form, text in enumerate(entry.msgstr):
            for word, start in _words(text):
                if word not in self.misspelled or word in named or word in terms:
                    continue
                if word not in _ANY_WORD.findall(entry.msgid.casefold()):
                    named.add(word)
                    span = TextSpan(start, start + len(word))
                    yield _finding(entry, context, form, span, self.misspelled[word])


def misspelled_words(
    locale: str, vocabulary: Vocabulary, words: Dictionary, source: Dictionary | None
) -> Mapping[str, str]:
    """The words of a locale's translations that are spelled wrong, each with the one meant.

    ``source`` knows the source's language, whose words may stand in a translation; None: nothing
    does.
    """
    speller = _Speller(locale, vocabulary, words, source)
    meant = {word: speller.meant_word(word) for word in sorted(speller.unknown)}
    return {word: other for word, other in meant.items() if other}


class _Speller:
    """What is known of a locale's words."""

    def __init__(
        self, locale: str, vocabulary: Vocabulary, words: Dictionary, source: Dictionary | None
    ) -> None:
        self._accents = language_of(locale) in _ACCENTED
        self._dropped = _DROPPED.get(language_of(locale), ())
        self._texts = vocabulary.texts
        self._words = words
        self._source = source
        unknown = [word for word in self._texts if not words.knows(word)]
        self._stems = Counter(word[:_STEM] for word in unknown)
        self.unknown = frozenset(word for word in unknown if self._texts[word] <= _MOST_TEXTS)
        self._known: list[str] | None = None

    def meant_word(self, word: str) -> str:
        """The word that was meant, empty where that is not plain."""
        known_in_source = self._source is not None and self._source.knows(word)
        return "" if known_in_source else self._nearest(word)

    def _nearest(self, word: str) -> str:
        if self._accents:
            for other in _with_other_accent(word):
                if self._words.knows(other) and not self._is_older_spelling(word, other):
                    return other
        if len(word) < _SHORTEST_NEIGHBOUR or self._stems[word[:_STEM]] > 1:
            return ""
        if self._known is None:
            self._known = [
                known
                for known, texts in self._texts.items()
                if texts >= _MOST_TEXTS and len(known) >= _SHORTEST_NEIGHBOUR - 1
                if self._words.knows(known)
            ]
        # On use: most words are known, or have another accent.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._known, scorer=OSA.distance, score_cutoff=1, limit=5)
        return next((other for other, _, _ in near if _differ_within(word, other)), "")

    def _is_older_spelling(self, word: str, other: str) -> bool:
        """Whether the words differ by an accent that newer rules leave out."""
        plain, accented = _decomposed(word), _decomposed(other)
        return any(accented.replace(sign, sign[0]) == plain for sign in self._dropped)


def _words(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text's prose in small letters, and where each begins."""
    for match in _word().finditer(prose_in_place(text)):
        if match[0].islower():
            yield match[0], match.start()


@cache
def _word() -> re.Pattern[str]:
    before, after = rf"(?<![\w{_SIGNS}.-])", rf"(?![\w{_SIGNS}(-]|\.\w|['’]\w)"
    return re.compile(rf"{before}[^\W\d_]{{{_SHORTEST},40}}+{after}")


def _with_other_accent(word: str) -> Iterator[str]:
    """The word with an accent more, less, or other on one letter."""
    for place, letter in enumerate(word):
        base = _decomposed(letter)[0]
        for other in (base, *(unicodedata.normalize("NFC", base + mark) for mark in _ACCENTS)):
            if other != letter and len(other) == 1:
                yield word[:place] + other + word[place + 1 :]


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _differ_within(word: str, other: str) -> bool:
    """Whether two words have their first letter and their last two in common: no inflection."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    return start > 0 and word[-2:] == other[-2:]


def _finding(entry: Entry, context: CheckContext, form: int, span: TextSpan, meant: str) -> Finding:
    word = entry.msgstr[form][span.start : span.end]
    return Finding(
        check=NAME,
        severity=Severity.WARNING,
        path=context.path,
        line=entry.line,
        message=message("the dictionary does not know “{word}”", word=word),
        hint=message("write “{meant}”, if that is meant", meant=meant),
        msgid=entry.msgid,
        locale=context.locale,
        translation=entry.msgstr[form],
        form=form,
        span=span,
    )
