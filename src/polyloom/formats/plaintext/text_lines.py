"""A line of a text: its words, where it stands, how wide it is, and whether it is full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from unicode_segmentation_rs import text_width

from polyloom.language.sentences import ends_sentence

# No hard-wrapped line is wider, in columns.
MAX_WRAPPED_WIDTH = 160
# A word, or a character of a script that is written without blanks: what may begin a line.
_UNIT = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|\S+")
_UNIT_LENGTH = 80
# Shorter lines, in columns, may end anywhere.
_LONG = 40


class Line(NamedTuple):
    """A line that has text on it, without the white space at its edges.

    ``start`` and ``end`` are the span of ``text`` in characters of the whole text. ``column`` is
    where the text begins on its line, in columns; that of a quoted line counts from behind its
    ``>``.
    """

    text: str
    start: int
    end: int
    column: int


def column_width(text: str) -> int:
    """The columns that a text takes: wide characters (UAX 11) take two."""
    return len(text) if text.isascii() else text_width(text)


def indent_width(indent: str) -> int:
    """The columns that the white space before a line takes; tabs reach to the next eighth one."""
    if not indent:
        return 0
    return column_width(indent.expandtabs())


def right_edge(lines: Sequence[Line]) -> int:
    """The column at which the line that reaches furthest ends."""
    return max(line.column + column_width(line.text) for line in lines)


def has_room_for_next_word(line: Line, next_line: Line, width: int) -> bool:
    """Whether the next line's first word would have fitted on a line, up to column ``width``.

    Where it would have, the line was not wrapped: it was broken on purpose.
    """
    return room_for_next_word(line, next_line, width) >= 0


def room_for_next_word(line: Line, next_line: Line, width: int) -> int:
    """How many columns would be left if the next line's first word stood on a line, too.

    Negative where it does not fit.
    """
    word = _first_unit(next_line.text)
    size = 1 + len(word) if word.isascii() else column_width(word)
    return width - line.column - column_width(line.text) - size


def has_room(lines: Sequence[Line], width: int) -> bool:
    """Whether any line has room for the next one's first word, up to column ``width``."""
    for line, following in pairwise(lines):
        # A blank and a letter are the least.
        free = width - line.column - column_width(line.text)
        if free > 1 and room_for_next_word(line, following, width) >= 0:
            return True
    return False


def is_long(line: Line) -> bool:
    """Whether a line is so long that it may be wrapped."""
    return column_width(line.text) >= _LONG


def goes_on(line: Line, next_line: Line) -> bool:
    """Whether a line plainly goes on in the next one: it is long, and ends within a sentence.

    Where letters have no case, a line without punctuation at its end goes on.
    """
    if ends_sentence(line.text) or line.text[-1] in ";；؛" or not is_long(line):
        return False
    first = next_line.text[0]
    return first.islower() or (not first.isupper() and first.isalpha() and line.text[-1].isalpha())


def _first_unit(text: str) -> str:
    """The first word, or the first character of a script that is written without blanks."""
    found = _UNIT.match(text, 0, _UNIT_LENGTH)
    return found[0] if found else ""
