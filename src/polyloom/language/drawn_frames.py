"""Frames that are drawn around text: rules above and below, and a sign at both ends of each line.

**************   +------------------+
*  Warranty  *   | All of us strike |
**************   | until they hear. |
                 +------------------+

What stands between bars is a table's column, unless a sentence goes on there from line to line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from polyloom.language.drawn_lines import is_rule
from polyloom.language.line_breaks import column_width, indent_width, split_lines
from polyloom.late_patterns import late_pattern

_BARS = ("|", "│")
FRAME_SIGNS = ("*", "#", *_BARS)
_SIGNS = "".join(FRAME_SIGNS)
_CLOSINGS = tuple(f" {sign}{eol}" for sign in FRAME_SIGNS for eol in "\r\n")
_FIRST_SIGN = late_pattern(rf"[\r\n](?=[ \t]*[{_SIGNS}][ \t])")
_FRAMED = late_pattern(
    rf"[ \t]*(?P<sign>[{_SIGNS}])(?P<inside>[ \t](?:[^\r\n]*[ \t])?)(?P=sign)[ \t]*"
    r"(?P<eol>\r\n|[\r\n]|\Z)"
)
_LEFT = late_pattern(rf"[ \t]*[{_SIGNS}][ \t]*")
_NEXT_LINE = late_pattern(r"[^\r\n]*")
# Rules are no longer, in characters.
_REACH = 520
_WORD = late_pattern(r"[^\W\d_]+[.,;:]?(?: |\Z)")
# Shorter lines between bars may be anything, in characters.
_LEAST_PROSE = 20


def framed_spans(text: str) -> dict[int, tuple[int, int]]:
    """What is inside of frames, by where the sign at the left of its line stands.

    Spans in characters, from behind that sign to the one at the right.
    """
    drawn = any(sign in text for sign in FRAME_SIGNS)
    if not drawn or not any(closing in text for closing in _CLOSINGS):
        return {}
    return {
        line.start("sign"): line.span("inside")
        for lines in _runs(text)
        if lines[0]["sign"] not in _BARS or _holds_prose([line["inside"] for line in lines])
        if _has_rule_above(text, lines[0].start()) and _has_rule_below(text, lines[-1].end())
        for line in lines
    }


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Lines with a sign on both sides, as they follow each other."""
    run: list[re.Match[str]] = []
    starts = (0, *(found.end() for found in _FIRST_SIGN.finditer(text)))
    for line in filter(None, (_FRAMED.match(text, start) for start in starts)):
        if run and (run[-1].end() != line.start() or run[-1]["sign"] != line["sign"]):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _holds_prose(column: Sequence[str]) -> bool:
    """Whether lines between bars are one column, in which a line goes on with a small word."""
    if any(bar in line for line in column for bar in _BARS):
        return False
    lines = [line.strip() for line in column]
    return any(
        len(above) >= _LEAST_PROSE and below[:1].islower() and _WORD.match(below)
        for above, below in pairwise(lines)
    )


def _has_rule_above(text: str, start: int) -> bool:
    above = split_lines(text[max(0, start - _REACH) : start])
    return len(above) > 1 and is_rule(above[-2].strip())


def _has_rule_below(text: str, end: int) -> bool:
    found = _NEXT_LINE.match(text, end, end + _REACH)
    return found is not None and is_rule(found[0].strip())


class Frame(Struct, frozen=True):
    """What stands beside the lines of a text in a frame: to the left, and the sign to the right.

    ``begin`` is the column at which the text begins, ``width`` that up to which it is wrapped,
    ``column`` that of the sign to the right.
    """

    left: str
    sign: str
    begin: int
    width: int
    column: int

    def around(self, lines: Sequence[str], eol: str) -> str:
        """Lines with the frame between them, padded up to the sign that stands behind the last."""
        columns = [self.begin, *[indent_width(self.left)] * (len(lines) - 1)]
        padded = [
            line + " " * max(1, self.column - column - column_width(line))
            for line, column in zip(lines, columns, strict=True)
        ]
        return f"{self.sign}{eol}{self.left}".join(padded)

    def is_parted_by(self, text: str) -> bool:
        """Whether a text would part what is between bars into columns."""
        return self.sign in _BARS and any(bar in text for bar in _BARS)

    def inside(self, lines: Sequence[str]) -> list[str]:
        """What ``around`` has put between frames, without blanks at its edges."""
        *others, last = [line.removeprefix(self.left).strip() for line in lines]
        return [*(line.removesuffix(self.sign).rstrip() for line in others), last]


def frame_around(before: str, text: str, behind: str) -> Frame | None:
    """The frame around a text with its padding, or None.

    ``before`` and ``behind`` are what stands beside it on its first and on its last line.
    """
    sign = before.lstrip()[:1]
    if sign not in FRAME_SIGNS or behind.rstrip() != sign:
        return None
    first, *others = split_lines(text)
    begin, drawn = indent_width(before), before[: before.index(sign) + 1]
    if not others:
        left = drawn + " " * (begin - indent_width(drawn))
        column = begin + column_width(first)
        return Frame(left, sign, begin, column, column)
    lefts = [found[0] for line in others if (found := _LEFT.match(line))]
    left = min(lefts, key=indent_width, default=drawn)
    *inner, last = [line.rstrip() for line in (before + first, *others)]
    edges = [column_width(line.removesuffix(sign).rstrip()) for line in inner]
    column = column_width((before + first).rstrip().removesuffix(sign))
    return Frame(left, sign, begin, max(*edges, column_width(last)), column)
