"""No passage of the source is left in the translation as it is.

- ``"Save it. Then close the window of the program."`` → ``"Guárdelo. Then close the window of the
  program."``: found, by six words in a row at least, function words among them.
- Names and titles (``"The Battle for Wesnoth"``), quotations, code, and what is emphasised are left
  alone; a translation that is foreign as a whole is ``other-language``'s or ``identical``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, only_span
from polyloom.checks.rules import identical, other_language
from polyloom.language.function_words import FUNCTION_WORDS
from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose

_SHORTEST = 6
_DEEPEST = 3
_FEWEST_FUNCTION_WORDS = 2
# A word, with the punctuation of a sentence behind it; all else is no prose.
_WORD = late_pattern(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)[,.;:!?…。，]*")
# Lines of a program, of its output, or of a file.
_CODE_LINE = late_pattern(r"^[ \t]*(?:#|>>>|\$|\.\.\.)|^(?:  |\t)|[;{}()=]$", re.MULTILINE)
# What is marked as a title, a label, a term; the innermost element.
_ELEMENT = late_pattern(r"<([A-Za-z]\w*)\b[^<>]*>[^<>]*</\1>")
# Between them nothing is translated by custom, or need not be.
_QUOTED = (
    r"“[^”]*”", r"„[^“”]*[“”]", r"«[^»]*»", r"»[^«]*«", r"「[^」]*」", r"『[^』]*』", r"《[^》]*》",
    r"‘[^’]*’(?!\w)", r"\"[^\"]*\"", r"(?<!\w)'[^']*'(?!\w)", r"``[^`]*``", r"\([^()]*\)",
    r"(?<![\w*])\*[^*\s][^*]*\*", r"(?<!\w)_[^_\s][^_]*_(?!\w)", r"\[[^\[\]]*\]",
)  # fmt: skip


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile("|".join(_QUOTED))


@lru_cache(maxsize=8)
def _telling_words(source: str, target: str) -> frozenset[str]:
    """The function words of the source's language that the target's has not."""
    return FUNCTION_WORDS.get(source, frozenset()) - FUNCTION_WORDS.get(target, frozenset())


def _run(pair: TranslationPair) -> Iterator[Problem]:
    telling = _telling_words(language_of(pair.source_locale), language_of(pair.locale))
    # Nearly all texts have too few of them.
    if len(telling.intersection(pair.translation.split())) < _FEWEST_FUNCTION_WORDS:
        return
    if "\n" in pair.source and _CODE_LINE.search(pair.source):
        return
    # Before words are looked for in what may be a whole text of another language.
    if _is_said_elsewhere(pair):
        return
    words = _words(pair.translation)
    if len(telling.intersection(words)) < _FEWEST_FUNCTION_WORDS:
        return
    passage = max(_passages(words, _words(pair.source), telling), key=len, default=())
    if passage:
        text = " ".join(passage)
        yield Problem(
            message("{written} of the source was left in the translation", written=excerpt(text)),
            message("translate it, or put it into quotation marks if it is quoted"),
            only_span(pair.translation, text),
        )


# The next locale asks for the source again.
@lru_cache(maxsize=16)
def _words(text: str) -> Sequence[str]:
    """The words of a text, and an empty one for each thing between them that is no word."""
    for _ in range(_DEEPEST if "</" in text else 0):
        text = _ELEMENT.sub(" ¶ ", text)
    tokens = _quoted().sub(" ¶ ", prose(text)).split()
    return tuple([word[1] if (word := _WORD.fullmatch(token)) else "" for token in tokens])


def _is_said_elsewhere(pair: TranslationPair) -> bool:
    checks = (identical.CHECK, other_language.CHECK)
    return any(next(check.run(pair), None) is not None for check in checks)


def _passages(
    words: Sequence[str], source: Sequence[str], telling: frozenset[str]
) -> Iterator[Sequence[str]]:
    """The longest runs of a text's words that stand in the source as well, and are prose."""
    known = {tuple(source[place : place + _SHORTEST]) for place in range(len(source))}
    known = {words for words in known if all(words)}
    start = end = 0
    for place in range(len(words) - _SHORTEST + 1):
        if tuple(words[place : place + _SHORTEST]) not in known:
            continue
        if place > end - _SHORTEST + 1:
            if _is_prose(words[start:end], telling):
                yield words[start:end]
            start = place
        end = place + _SHORTEST
    if _is_prose(words[start:end], telling):
        yield words[start:end]


def _is_prose(words: Sequence[str], telling: frozenset[str]) -> bool:
    """Whether words are a passage, and neither a name nor a title."""
    return len(telling.intersection(words)) >= _FEWEST_FUNCTION_WORDS and any(
        word.islower() and word not in telling for word in words
    )


CHECK = Check(
    "untranslated-passage",
    Severity.WARNING,
    "No passage of the source is left in the translation as it is.",
    _run,
)
