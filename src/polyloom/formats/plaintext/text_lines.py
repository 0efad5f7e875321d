"""A line of a text: its words, where it stands, how wide it is, and whether it is full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from polyloom.language.line_breaks import column_width, first_word
from polyloom.language.sentences import ends_sentence

# No hard-wrapped line is wider, in columns.
MAX_WRAPPED_WIDTH = 160
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

    @property
    def edge(self) -> int:
        """The column at which the line ends."""
        return self.column + column_width(self.text)

    def room_for(self, below: Line, width: int) -> int:
        """How many columns, up to ``width``, would be left with the first word of the next line.

        Negative where that does not fit. Where it does, the line was broken on purpose.
        """
        word = first_word(below.text)
        # A character that is a word takes no blank before it.
        blank = word.isascii() or len(word) > 1
        return width - self.edge - blank - column_width(word)

    def goes_on_in(self, below: Line) -> bool:
        """Whether the line plainly goes on in the next one: it is long, and ends within a sentence.

        Where letters have no case, a line without punctuation at its end goes on.
        """
        text, first = self.text, below.text[0]
        if ends_sentence(text) or text[-1] in ";；؛" or column_width(text) < _LONG:
            return False
        return first.islower() or (not first.isupper() and first.isalpha() and text[-1].isalpha())


def right_edge(lines: Sequence[Line]) -> int:
    """The column at which the line that reaches furthest ends."""
    return max(line.edge for line in lines)
