"""A segment as its document has it, and what stands beside it on its lines."""

from __future__ import annotations

from polyloom.language.drawn_frames import FRAME_SIGNS, Frame, frame_around
from polyloom.language.drawn_lines import is_rule
from polyloom.late_patterns import late_pattern
from polyloom.model import Document, Segment

# It begins with one set of characters, which is found much faster than alternatives are.
EOL = late_pattern(r"[\r\n\f](?:(?<=\r)\n)?")
# What parts two lines: in a double-spaced text, with the blank line between.
LINE_JOINT = late_pattern(r"(?:\r\n|[\r\n\f])(?:[^\S\r\n\f]*(?:\r\n|[\r\n\f]))*")
# How far the beginning of a line is looked for, and its end, in bytes.
_REACH = 400


def source_text(document: Document, segment: Segment) -> str:
    """A segment as its document has it, line breaks and all."""
    return document.data[segment.start : segment.end].decode(document.encoding)


def before_on_line(document: Document, segment: Segment) -> str:
    """What stands before a segment on its line, markers and quotes included."""
    begin = max(document.bom, segment.start - _REACH)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    return before[max(map(before.rfind, "\n\r\f")) + 1 :]


def lines_behind(document: Document, segment: Segment) -> list[str]:
    """What follows a segment on its line, and some lines below, the last one perhaps in part."""
    behind = document.data[segment.end : segment.end + _REACH]
    return EOL.split(behind.decode(document.encoding, errors="ignore"))


def frame_of(document: Document, segment: Segment) -> Frame | None:
    """The frame that is drawn around a segment's lines."""
    before = before_on_line(document, segment)
    # Most texts are told by that, without a look at what follows them.
    if not before.lstrip().startswith(FRAME_SIGNS):
        return None
    behind = lines_behind(document, segment)[0]
    return frame_around(before, source_text(document, segment), behind)


def stands_over_rule(document: Document, segment: Segment) -> bool:
    """Whether a rule stands right below a segment, which would underline a single line."""
    behind, *below = lines_behind(document, segment)[:2]
    frame = frame_of(document, segment)
    if frame is not None:
        behind, below = "", frame.inside([*below, ""])[:-1]
    return bool(below) and not behind.strip() and is_rule(below[0].strip())
