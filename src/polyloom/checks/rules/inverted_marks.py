"""Spanish questions and exclamations begin with ``¿`` and ``¡``.

- ``"Quién decide?"``: the mark at the beginning is missing.
- ``"(?)"``, ``"la tecla ?"``, ``"¿Cómo?? "``: nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.punctuation import INVERTED_MARKS, has_inverted_marks
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import prose_in_place

# A sentence's last word with its mark; what begins a sentence.
_MARK = late_pattern(r"(?<=[^\W_])[»”\")\]*_]{0,3}[?!]+(?=[\s»”’\"')\]*_.,;:…—-]|$)")
_SENTENCE_START = late_pattern(r"(?:[.!?…:]|\n)[»”’\"')\]*_]*\s+|\n")
_PART_BORDER = late_pattern(r"[,;:«“\"|]|\s[-–—]+\s")
_CLOSERS = '»”")]*_'
_OPENING = late_pattern(r"[\s«“\"'(\[*_#>—–-]*")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not ("?" in pair.translation or "!" in pair.translation):
        return
    if not has_inverted_marks(pair.locale):
        return
    text = prose_in_place(pair.translation)
    border = 0
    for match in _MARK.finditer(text):
        border = _last_border(text, border, match.start())
        start = _sentence_start(text, border, match)
        sentence = text[start : match.start()]
        if any(opening in sentence for opening in INVERTED_MARKS.values()):
            continue
        quoted = max(text.rfind(mark, start, match.start()) for mark in '“«"') + 1
        if pair.translation[max(start, quoted) : match.end()].strip() in pair.source:
            # Code, or a text that is not translated.
            continue
        mark = match[0].strip(_CLOSERS)[0]
        opening = INVERTED_MARKS[mark]
        yield Problem(
            message("“{mark}” ends what no “{opening}” begins", mark=mark, opening=opening),
            message("write {opening} where the question begins", opening=opening)
            if mark == "?"
            else message("write {opening} where the exclamation begins", opening=opening),
            TextSpan(match.end() - 1, match.end()),
            _correction(pair.translation, start, sentence, opening),
            opening_convention(mark),
        )
        return


def opening_convention(mark: str) -> str:
    """What is done otherwise by those who have no opening marks."""
    return "no_opening_question" if mark == "?" else "no_opening_exclamation"


def _last_border(text: str, start: int, end: int) -> int:
    """Where the last sentence begins of the text from ``start`` to ``end``."""
    for match in _SENTENCE_START.finditer(text, start, end):
        start = match.end()
    return start


def _sentence_start(text: str, border: int, mark: re.Match[str]) -> int:
    """Where the sentence begins that a mark ends: behind the border, or behind a bracket."""
    if text[mark.end() : mark.end() + 1] == ")":
        border = max(border, text.rfind("(", border, mark.start()) + 1)
    place = _OPENING.match(text, border, mark.start())
    return place.end() if place else border


def _correction(text: str, start: int, sentence: str, opening: str) -> Correction:
    """The mark at the beginning of the sentence; a question may as well begin within it."""
    is_whole = not _PART_BORDER.search(sentence) and text[start - 1 : start] != "\n"
    return Correction(text[:start] + opening + text[start:], is_safe=is_whole)


def _observed(locale: str) -> Mapping[str, re.Pattern[str]]:
    if not has_inverted_marks(locale):
        return {}
    return {opening_convention(mark): re.compile(own) for mark, own in INVERTED_MARKS.items()}


CHECK = Check(
    "inverted-marks",
    Severity.WARNING,
    "Spanish questions and exclamations begin with ¿ and ¡.",
    _run,
    _observed,
)
