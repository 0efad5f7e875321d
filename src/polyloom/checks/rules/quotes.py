"""Double quotation marks balance, in whatever style, and what the source quotes is quoted.

- ``"“democracy”"`` → ``"« démocratie"``: one mark is missing.
- ``"a “soft” coup"`` → ``"un golpe blando"``: the quotation is lost.
- What stands between single quotation marks or in emphasis instead is quoted as well, also where a
  particle follows (Korean ``'패닉'으로``).
- A single word in small letters (``a “kind” of list``) is hedged rather than quoted: many languages
  have no marks there, so it is left alone unless it is named (``called “crates”``).
- Apostrophes and single quotation marks are left alone, and so is a translation that quotes more
  than its source: many languages set names in quotation marks where English has capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.locales import language_of
from polyloom.language.naming_words import names_what_follows
from polyloom.language.scripts import HANGUL_SYLLABLES, UNSPACED
from polyloom.language.typography import DOUBLE_QUOTATION_MARKS
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import without_markup

# 「」『』 are left to the check of brackets.
_DOUBLE = late_pattern(rf"[\"{DOUBLE_QUOTATION_MARKS}]")
_ANY = late_pattern(rf"[\"{DOUBLE_QUOTATION_MARKS}「」『』《》〈〉‘‚‹›]")
_EMPHASIS = late_pattern(r"(?<!\w)[*_]{1,3}(?=\w)")
# A word that is hedged.
_SMALL_WORD = late_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Inches and seconds, and the mark within Hebrew abbreviations.
_MEASURE = late_pattern(r"(?<=\d)[\"”]")
_GERSHAYIM = late_pattern(r"(?<=[\u05d0-\u05ea])[\"”](?=[\u05d0-\u05ea])")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not _DOUBLE.search(pair.source) and not _DOUBLE.search(pair.translation):
        return
    source, translation = without_markup(pair.source), without_markup(pair.translation)
    wanted = len(_DOUBLE.findall(source))
    if not _balanced(source):
        return
    if not _balanced(translation):
        marks = _DOUBLE.findall(translation)
        yield Problem(
            message("the quotation marks do not balance: {marks}", marks=" ".join(marks[:8])),
            message("add the one that is missing, or take the odd one out"),
        )
    elif (
        wanted >= 2
        and not _is_marked(source, translation)
        and _quotes_phrases(source, language_of(pair.source_locale), pair.translation)
    ):
        yield Problem(
            message(
                "the source quotes {first_quoted}, the translation has no quotation marks",
                first_quoted=_first_quoted(source),
            ),
            message("put the same words in quotation marks"),
        )


@cache
def _single_quotation() -> re.Pattern[str]:
    """Something between two apostrophes; words of these scripts may stand right beside them."""
    beside = f"[{UNSPACED}{HANGUL_SYLLABLES}]"
    return re.compile(
        rf"(?:(?<!\w)|(?<={beside}))['’`](?=\S)[^'’`]{{1,200}}['’`](?!(?!{beside})\w)"
    )


def _is_marked(source: str, translation: str) -> bool:
    """Whether the translation has a quotation mark of any kind, or emphasis in its place."""
    if _ANY.search(translation):
        return True
    if _single_quotation().search(translation):
        return True
    return len(_EMPHASIS.findall(translation)) > len(_EMPHASIS.findall(source))


def _balanced(text: str) -> bool:
    text = _GERSHAYIM.sub("", text)
    if len(_DOUBLE.findall(text)) % 2 == 0:
        return True
    return len(_DOUBLE.findall(_MEASURE.sub("", text))) % 2 == 0


def _quotes_phrases(text: str, language: str, translation: str) -> bool:
    """Whether more than a hedged word is quoted, and not as code in the translation."""
    marks = [match.start() for match in _DOUBLE.finditer(_MEASURE.sub(" ", text))]
    return any(
        any(map(str.isalpha, words := text[begin + 1 : end].strip()))
        and (not _is_small_word(words) or names_what_follows(text[:begin], language))
        and f"`{words}`" not in translation
        for begin, end in zip(marks[::2], marks[1::2], strict=False)
    )


def _is_small_word(words: str) -> bool:
    return _SMALL_WORD.fullmatch(words) is not None and words.islower()


def _first_quoted(text: str) -> str:
    begin, end = (match.start() for match in list(_DOUBLE.finditer(text))[:2])
    quoted = " ".join(text[begin + 1 : end].split())
    return f"“{quoted if len(quoted) <= 40 else quoted[:39] + '…'}”"


CHECK = Check(
    "quotes",
    Severity.WARNING,
    "Quotation marks balance, and what the source quotes is quoted or emphasised.",
    _run,
)
