"""A place in a text, shown on a terminal: the line that it stands in, and carets below it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.late_patterns import late_pattern
from polyloom.model import TextSpan
from polyloom.reports.console_lines import column_count
from polyloom.reports.printable_text import encodable, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

# Terminals show lines with letters that are written from right to left in another order than that
# of the characters, or not, each in its own way: no caret would stand below its place.
_RIGHT_TO_LEFT = late_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_MARK_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_WORDS_BEFORE = late_pattern(r"(?:\S{0,20}[^\S\n])?\S{0,20}\s?$")
_WORD_AFTER = late_pattern(r"\s?\S{0,20}")
_VISIBLE_BLANKS = str.maketrans(dict.fromkeys(" \u00a0\u202f", "␣"))
_ELLIPSIS = "…"


class UnderlinedExcerpt(Struct, frozen=True):
    """One line of a text, in three pieces, and what stands below it; all of it is printable.

    ``pointer`` is empty where a line below could not point: ``place`` is then in quotation marks
    of its own.
    """

    before: str
    place: str
    after: str
    pointer: str


def underlined_excerpt(text: str, span: TextSpan, width: int, encoding: str) -> UnderlinedExcerpt:
    """The line of ``text`` in which the span begins, in up to ``width`` columns around it.

    Wide characters take two columns and combining ones none. What steers a terminal is an escape,
    and so is what ``encoding`` has not.
    """
    start, end = _line_around(text, span)
    pieces = (text[start : span.start], text[span.start : min(span.end, end)], text[span.end : end])
    if _RIGHT_TO_LEFT.search(text, start, end):
        return _quoted(pieces, encoding)
    before, place, after = (encodable(printable(piece), encoding) for piece in pieces)
    room = max(width, 20)
    place = _beginning(place, room * 2 // 3, encoding)
    left = room - column_count(place)
    # Most places are found at a glance where they stand no further to the right than half.
    before = _end(before, left // 2, encoding)
    after = _beginning(after, left - column_count(before), encoding)
    pointer = " " * column_count(before) + "^" * max(1, column_count(place))
    return UnderlinedExcerpt(before, place, after, pointer)


def _line_around(text: str, span: TextSpan) -> tuple[int, int]:
    """The line in which the span begins, with its line break where that is what is meant."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    if end < 0:
        end = len(text)
    elif span.start == end < span.end or not text[start:end]:
        end += 1
    return start, end


def _quoted(pieces: Iterable[str], encoding: str) -> UnderlinedExcerpt:
    """The place with the words beside it, for a line that carets cannot point to."""
    before, place, after = pieces
    if not any(map(str.isalnum, place)):
        words_before, word_after = _WORDS_BEFORE.search(before), _WORD_AFTER.match(after)
        before = words_before[0].lstrip() if words_before else ""
        after = word_after[0].rstrip() if word_after else ""
        place = f"{before}{place.translate(_VISIBLE_BLANKS)}{after}"
    shown = _beginning(encodable(f"“{printable(place)}”", encoding), 80, encoding)
    return UnderlinedExcerpt("", shown, "", "")


def _beginning(text: str, columns: int, encoding: str) -> str:
    """As much of the beginning as has room, and an ellipsis where that is not all."""
    if column_count(text) <= columns:
        return text
    dots = encodable(_ELLIPSIS, encoding)
    room = columns - len(dots)
    for place, character in enumerate(text):
        room -= column_count(character)
        if room < 0:
            return text[:place] + dots
    return text


def _end(text: str, columns: int, encoding: str) -> str:
    """As much of the end as has room, and an ellipsis where that is not all."""
    if column_count(text) <= columns:
        return text
    dots = encodable(_ELLIPSIS, encoding)
    room = columns - len(dots)
    start = len(text)
    while start and (room := room - column_count(text[start - 1])) >= 0:
        start -= 1
    # What is combined with a character that has no room goes with it.
    while start < len(text) and unicodedata.category(text[start]) in _MARK_CATEGORIES:
        start += 1
    return dots + text[start:]
