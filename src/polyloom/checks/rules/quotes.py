"""Double quotation marks balance, in whatever style, and what the source quotes is quoted.

- ``"“democracy”"`` → ``"« démocratie"``: one mark is missing.
- ``"a “soft” coup"`` → ``"un golpe blando"``: the quotation is lost.
- Apostrophes and single quotation marks are left alone, and so is a translation that quotes more
  than its source: many languages set names in quotation marks where English has capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.typography import DOUBLE_QUOTATION_MARKS
from polyloom.model import Severity
from polyloom.placeables.prose import without_markup

# 「」『』 are left to the check of brackets.
_DOUBLE = re.compile(rf"[\"{DOUBLE_QUOTATION_MARKS}]")
_ANY = re.compile(rf"[\"{DOUBLE_QUOTATION_MARKS}「」『』《》〈〉‘‚‹›]")
_SINGLE_OPENING = re.compile(r"(?<!\w)['’`]")
_SINGLE_CLOSING = re.compile(r"['’`](?!\w)")
# Inches and seconds, and the mark within Hebrew abbreviations.
_MEASURE = re.compile(r"(?<=\d)[\"”]")
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])[\"”](?=[\u05d0-\u05ea])")


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
            f"the quotation marks do not balance: {' '.join(marks[:8])}",
            "add the one that is missing, or take the odd one out",
        )
    elif wanted >= 2 and not _has_marks(pair.translation) and _quotes_words(source):
        yield Problem(
            f"the source quotes {_first_quoted(source)}, the translation has no quotation marks",
            "put the same words in quotation marks",
        )


def _has_marks(text: str) -> bool:
    """Whether there is a quotation mark of any kind, or something between two apostrophes."""
    if _ANY.search(text):
        return True
    opening = _SINGLE_OPENING.search(text)
    if opening is None:
        return False
    # One that closes, with a character between.
    return _SINGLE_CLOSING.search(text, opening.end() + 1) is not None


def _balanced(text: str) -> bool:
    text = _GERSHAYIM.sub("", text)
    if len(_DOUBLE.findall(text)) % 2 == 0:
        return True
    return len(_DOUBLE.findall(_MEASURE.sub("", text))) % 2 == 0


def _quotes_words(text: str) -> bool:
    return len(_DOUBLE.findall(_MEASURE.sub("", text))) >= 2


def _first_quoted(text: str) -> str:
    begin, end = (match.start() for match in list(_DOUBLE.finditer(text))[:2])
    quoted = " ".join(text[begin + 1 : end].split())
    return f"“{quoted if len(quoted) <= 40 else quoted[:39] + '…'}”"


CHECK = Check(
    "quotes",
    Severity.WARNING,
    "Quotation marks balance, and what the source quotes is quoted.",
    _run,
)
