"""Skeleton that is not read at all: blanks take its place, so that every offset stays."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE_ENDS = "\r\n\f"
_EOL = re.compile(r"\r\n|[\r\n\f]")
_BLANKS = re.compile(r"\s*")


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in the place of whole lines, given as spans in order.

    The blank lines above such a span count and those below do not, but one at least is left: it
    parts what stands above from what stands below, and moves nothing further away.
    """
    parts = []
    position = 0
    for start, end in spans:
        begin = max(position, start)
        parts.append(_without_blank_line(text[position:begin]))
        position = max(begin, _before_next_line(text, end))
        parts.append(" " * (position - begin))
    parts.append(text[position:])
    return "".join(parts)


def _without_blank_line(above: str) -> str:
    """The text above a span, without the line break of a blank line at its end."""
    visible = above.rstrip()
    breaks = list(_EOL.finditer(above, len(visible)))
    if not breaks or (visible and len(breaks) == 1):
        return above
    start, end = breaks[-1].span()
    return above[:start] + " " * (end - start) + above[end:]


def _before_next_line(text: str, position: int) -> int:
    """Where the last line break stands in the white space that begins at a position."""
    blanks = _BLANKS.match(text, position)
    end = blanks.end() if blanks else position
    return max(position, *(text.rfind(sign, position, end) for sign in _LINE_ENDS))
