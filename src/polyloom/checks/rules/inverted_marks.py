"""Spanish questions and exclamations begin with ``¿`` and ``¡``.

- ``"Quién decide?"``: the mark at the beginning is missing.
- ``"(?)"``, ``"la tecla ?"``, ``"¿Cómo?? "``: nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.punctuation import INVERTED_MARKS, has_inverted_marks
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import prose_in_place

# A sentence's last word with its mark; what begins a sentence.
_MARK = re.compile(r"(?<=[^\W_])[»”\")\]*_]{0,3}[?!]+(?=[\s»”’\"')\]*_.,;:…—-]|$)")
_SENTENCE_START = re.compile(r"(?:[.!?…:]|\n)[»”’\"')\]*_]*\s+|\n")
_PART_BORDER = re.compile(r"[,;:«“\"|]|\s[-–—]+\s")
_CLOSERS = '»”")]*_'
_OPENING = re.compile(r"[\s«“\"'(\[*_#>—–-]*")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not ("?" in pair.translation or "!" in pair.translation):
        return
    if not has_inverted_marks(pair.locale):
        return
    text = prose_in_place(pair.translation)
    for match in _MARK.finditer(text):
        start = _sentence_start(text, match)
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
            f"“{mark}” ends what no “{opening}” begins",
            f"write {opening} where the {'question' if mark == '?' else 'exclamation'} begins",
            TextSpan(match.end() - 1, match.end()),
            _correction(pair.translation, start, sentence, opening),
            opening_convention(mark),
        )
        return


def opening_convention(mark: str) -> str:
    """What is done otherwise by those who have no opening marks."""
    return "no_opening_question" if mark == "?" else "no_opening_exclamation"


def _sentence_start(text: str, mark: re.Match[str]) -> int:
    """Where the sentence begins that a mark ends: behind the last, or behind a bracket."""
    start = 0
    for match in _SENTENCE_START.finditer(text, 0, mark.start()):
        start = match.end()
    if text[mark.end() : mark.end() + 1] == ")":
        start = max(start, text.rfind("(", start, mark.start()) + 1)
    place = _OPENING.match(text, start, mark.start())
    return place.end() if place else start


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
