"""Lines that are skeleton whatever is on them: blanks take their place, so that offsets stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE_ENDS = "\r\n\f"
_EOL = re.compile(r"\r\n|[\r\n\f]")
_BLANKS = re.compile(r"\s*")


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in the place of whole lines, whose spans are in characters, in order.

    What stands above such lines is in another block than what stands below: a blank line stays
    between. Of the blank lines around them those above count, those below do not, so that the
    text below does not stand further apart than it did.
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
    """The text above a span, with blanks for the line break of the last blank line, if any."""
    visible = above.rstrip()
    breaks = list(_EOL.finditer(above, len(visible)))
    if not breaks or (visible and len(breaks) == 1):
        return above
    start, end = breaks[-1].span()
    return above[:start] + " " * (end - start) + above[end:]


def _before_next_line(text: str, position: int) -> int:
    """Where the last line break stands in the white space that begins at a position.

    The position itself where there is no line break.
    """
    blanks = _BLANKS.match(text, position)
    end = blanks.end() if blanks else position
    return max(position, *(text.rfind(sign, position, end) for sign in _LINE_ENDS))
