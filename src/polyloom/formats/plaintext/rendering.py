"""A translation in the place of a segment: wrapped, quoted and padded as the source is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.directives import begins_like_directive
from polyloom.formats.plaintext.block_segmentation import KINDS_WITH_LINE_BREAKS
from polyloom.formats.source_text import (
    LINE_JOINT,
    before_on_line,
    frame_of,
    source_text,
    stands_over_rule,
)
from polyloom.language.line_breaks import column_width, flatten, indent_width, lines_of, wrap
from polyloom.language.list_markers import defuse_marker, marker_at
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import LocalizedLinks

_GAPS = re.compile(r"[ \t]{2,}|\t")
# What stands before a line of a quote.
_QUOTED_INDENT = re.compile(r"[^\S\r\n\f]*>(?:[ \t]?>)*(?!\u00a0)[^\S\r\n\f]*")
# It separates ``<!`` from ``--`` and is not seen.
_WORD_JOINER = "\u2060"


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """The translation on one line, or on several as the source's segment is."""
    del links
    if segment.kind in KINDS_WITH_LINE_BREAKS:
        return _line_by_line(document, segment, translation)
    flat = flatten(translation)
    if segment.kind is Kind.CELL:
        return _GAPS.sub(" ", defuse_marker(flat) if flat.startswith(">") else flat)
    return _wrapped(document, segment, _behind_marker(flat, segment))


def alternatives(document: Document, segment: Segment, translation: str) -> Iterator[str]:
    """Another way to write a translation: not wrapped."""
    wrapped = segment.kind not in {*KINDS_WITH_LINE_BREAKS, Kind.CELL}
    if wrapped and LINE_JOINT.search(source_text(document, segment)):
        text, frame = _behind_marker(flatten(translation), segment), frame_of(document, segment)
        yield frame.around([text], "") if frame else text


def _wrapped(document: Document, segment: Segment, text: str) -> str:
    """The text, wrapped as the segment is in its document."""
    source = source_text(document, segment)
    joint, frame = LINE_JOINT.search(source), frame_of(document, segment)
    if joint is None or not text:
        return frame.around([text], "") if frame and text else text
    begin = indent_width(before_on_line(document, segment))
    if frame:
        width, left = frame.width, frame.left
    else:
        first, *others = LINE_JOINT.split(source)
        indents = [line_indent(line, segment) for line in others]
        pairs = zip(others, indents, strict=True)
        edges = [indent_width(one) + column_width(line[len(one) :].rstrip()) for line, one in pairs]
        width = max(begin + column_width(first.rstrip()), *edges)
        # The leftmost line tells to which list a paragraph belongs.
        left = min(indents, key=indent_width)
    indent = indent_width(left)
    lines = wrap(text, width=width, first=begin, indent=indent)
    if len(lines) == 1 and (begin != indent or stands_over_rule(document, segment)):
        # That lines begin at different columns is how a paragraph is told from the next, and that
        # there are several above a rule is how it is told from a heading.
        lines = wrap(text, width=begin + column_width(text) // 2 + 1, first=begin, indent=indent)
    return frame.around(lines, joint[0]) if frame else f"{joint[0]}{left}".join(lines)


def _line_by_line(document: Document, segment: Segment, translation: str) -> str:
    """The translation's own lines, indented as the source's; the last indent serves for more."""
    source = source_text(document, segment)
    found = LINE_JOINT.search(source)
    lines = [*map(_defused, lines_of(translation) if found else [flatten(translation)])]
    joint = found[0] if found else ""
    if frame := frame_of(document, segment):
        return frame.around(lines, joint)
    indents = ["", *(line_indent(line, segment) for line in LINE_JOINT.split(source)[1:])]
    indents += indents[-1:] * (len(lines) - len(indents))
    return joint.join(map(str.__add__, indents, lines))


def _behind_marker(text: str, segment: Segment) -> str:
    """The text, changed where its beginning would be read as a marker, or as a part of one."""
    if not segment.marker:
        return _defused(text)
    found = marker_at(f"{segment.marker} {text}")
    alien = found is not None and found[0].text != segment.marker
    if alien or (segment.marker == ">>" and text.startswith(">")):
        return defuse_marker(text)
    return text


def _defused(text: str) -> str:
    """The text, changed so that its beginning is not read as a marker, a quote or a directive."""
    if begins_like_directive(text):
        return f"<!{_WORD_JOINER}{text[2:]}"
    return defuse_marker(text)


def line_indent(line: str, segment: Segment) -> str:
    """What stands before the text of a segment's line: blanks and, in a quote, its signs."""
    quoted = _QUOTED_INDENT.match(line) if segment.kind is Kind.QUOTE else None
    return quoted[0] if quoted else line[: len(line) - len(line.lstrip())]
