"""The text ends as its source does: a question with a question mark, a statement with a full stop.

Compared by what the mark is, not how it is written: ``.``, ``。``, ``।``, ``۔`` are full stops, and
a Greek ``;`` is a question mark. Closing quotation marks, brackets and footnote marks after it are
passed over. Thai, Lao, Khmer, Myanmar and Tibetan, which write no final marks, are left alone.

- ``"Who decides?"`` → ``"¿Quién decide"``: the question mark is missing.
- ``"Who decides?"`` → ``"Ποιος αποφασίζει;"``: fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.locales import language_of
from polyloom.language.scripts import SOUTH_EAST_ASIAN_LANGUAGES
from polyloom.model import Severity

_UNMARKED = SOUTH_EAST_ASIAN_LANGUAGES | {"bo", "dz"}
_CLASSES = {
    "full stop": ".。．｡।॥۔։።︒",
    "question mark": "?？؟⸮፧՞;",
    "exclamation mark": "!！¡՜",
    "colon": ":：︰፥",
    "semicolon": ";；؛፤",
    "comma": ",，、،፣､",
    "ellipsis": "…⋯",
}
_CLASS_OF = {mark: name for name, marks in _CLASSES.items() for mark in marks}
_GREEK = {";": "question mark", "\u037e": "question mark", "·": "semicolon", "\u0387": "semicolon"}
# How much of the end of a text is looked at for what is longer than a character.
_REACH = 80
_CLOSERS = frozenset(
    "\"”“„’‘'»«›‹)]}）］｝」』】》〉〕*_~`†‡¹²³⁰⁴⁵⁶⁷⁸⁹ \t\r\n\u00a0\u202f\u2009\u200e\u200f\u3000"
)
_OPENERS = frozenset("\"“«„‘'([{（「『<")
_FOOTNOTE = re.compile(r"(?:\[\^?\w{1,4}\]|</\w+>|<br ?/?>)$")
_ELLIPSIS = re.compile(r"(?:\.[ \u00a0]?){2,}\.?$|。{2,}$")
# A full stop that belongs to an abbreviation says nothing of the sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|al|Jr|Sr|Inc|Ltd|Co|Corp|Bros|vs|No|pp?|usw|ff|др|т\.д|т\.п|stb|atd|itd|itp|"
    r"m\.m|κ\.λπ|κλπ|enz|o\.s\.v|osv)|(?:^|[\s(.])[^\W\d_]{1,2})\.$",
    re.IGNORECASE,
)
_NONE = "no mark"


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if language_of(pair.locale) in _UNMARKED or language_of(pair.source_locale) in _UNMARKED:
        return
    wanted, source_is_unsure = _final(pair.source, pair.source_locale)
    found, translation_is_unsure = _final(pair.translation, pair.locale)
    if wanted == found:
        return
    if {wanted, found} == {"full stop", _NONE} and (source_is_unsure or translation_is_unsure):
        return
    if not any(map(str.isalpha, pair.source)):
        return
    yield Problem(
        f"the translation ends with {_named(found)}, the source with {_named(wanted)}",
        "take the final mark out" if wanted == _NONE else f"end it with {_named(wanted)}",
    )


def _final(text: str, locale: str) -> tuple[str, bool]:
    """What the text ends with, and whether that may be an abbreviation's full stop."""
    text = _without_closers(text)
    last = text[-1:]
    if text[-2:-1] in _OPENERS:
        # The mark itself is quoted: “called “.””.
        return _NONE, False
    if last in _GREEK and language_of(locale) == "el":
        return _GREEK[last], False
    name = _CLASS_OF.get(last, _NONE)
    if name == "full stop":
        if _ELLIPSIS.search(text):
            return "ellipsis", False
        return name, _ABBREVIATION.search(text) is not None
    if name == "exclamation mark" and text[-2:-1] in _CLASSES["question mark"][:3]:
        return "question mark", False
    return name, False


def _without_closers(text: str) -> str:
    """The end of the text, without what may stand behind its final mark."""
    end = _before_closers(text, len(text))
    while match := _FOOTNOTE.search(text, max(0, end - _REACH), end):
        end = _before_closers(text, match.start())
    return text[max(0, end - _REACH) : end]


def _before_closers(text: str, end: int) -> int:
    while end and text[end - 1] in _CLOSERS:
        end -= 1
    return end


def _named(name: str) -> str:
    if name == _NONE:
        return "no mark"
    article = "an" if name[0] == "e" else "a"
    return f"{article} {name}"


CHECK = Check(
    "final-punctuation",
    Severity.WARNING,
    "The text ends as its source does, with the marks of its language.",
    _run,
)
