"""No double blanks between words where the source has none.

- ``"one two"`` → ``"uno  dos"``: two blanks between words.
- Line breaks with indentation after them, and doubles that the source has too, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import prose_in_place

_DOUBLE = late_pattern(r"(\S{1,20})[ \u00a0\u202f]{2,}(\S{1,20})")
_BLANK_RUN = late_pattern(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
_BLANKS = ("  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0", " \u202f", "\u202f ", "\u202f\u202f")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not any(map(pair.translation.__contains__, _BLANKS)):
        return
    found = _DOUBLE.search(pair.translation)
    if found and not _DOUBLE.search(pair.source):
        yield Problem(
            message(
                "there are several blanks between {word_before} and {word_after}",
                word_before=excerpt(found[1]),
                word_after=excerpt(found[2]),
            ),
            message("leave one of them"),
            TextSpan(found.end(1), found.start(2)),
            _correction(pair.translation),
        )


def _correction(text: str) -> Correction | None:
    """One blank for each run of several in prose: a no-break one if that has one."""
    prose = prose_in_place(text)
    pieces = []
    position = 0
    for match in _BLANK_RUN.finditer(text):
        if prose[match.start() : match.end()] == match[0]:
            pieces += [text[position : match.start()], match[0].strip(" ")[:1] or " "]
            position = match.end()
    return Correction("".join([*pieces, text[position:]])) if pieces else None


CHECK = Check(
    "double-spaces",
    Severity.WARNING,
    "There are no double blanks between words where the source has none.",
    _run,
)
