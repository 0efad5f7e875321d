"""A translation in the place of a segment: wrapped, quoted and padded as the source is."""

from __future__ import annotations

import re

from polyloom.formats.directives import begins_like_directive
from polyloom.formats.plaintext.blocks import width_of, width_of_indent
from polyloom.formats.plaintext.pieces import BREAKS_MATTER
from polyloom.model import Document, Kind, Segment
from polyloom.text.markers import defuse_marker
from polyloom.text.wrapping import flatten, wrap

_EOL = re.compile(r"\r\n|[\r\n\f]")
_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_GAPS = re.compile(r"[ \t]{2,}|\t")
# What stands before a line: blanks, and the ``>`` of a quote.
_INDENT = re.compile(r"[^\S\r\n\f]*")
_QUOTED_INDENT = re.compile(r"[^\S\r\n\f]*>(?:[ \t]?>)*(?!\u00a0)[^\S\r\n\f]*")
# It parts ``<!`` from ``--`` and is not seen.
_WORD_JOINER = "\u2060"
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 400


def render(document: Document, segment: Segment, translation: str) -> str:
    """The translation on one line, or on several as the source's segment is."""
    if segment.kind in BREAKS_MATTER:
        return _line_by_line(document, segment, translation)
    flat = flatten(translation)
    if segment.kind is Kind.CELL:
        return _GAPS.sub(" ", flat)
    if not segment.marker:
        flat = _defused(flat)
    source = _source(document, segment)
    eol = _EOL.search(source)
    if eol is None or not flat:
        return flat
    lines = _EOL.split(source)
    first = _column_of(document, segment)
    indents = [_indent(line, segment) for line in lines[1:]]
    width = max(
        first + width_of(lines[0].rstrip()),
        *(_width(line, indent) for line, indent in zip(lines[1:], indents, strict=True)),
    )
    # The leftmost line tells to which list a paragraph belongs.
    indent = min(indents, key=width_of_indent)
    hanging = width_of_indent(indent)
    wrapped = wrap(flat, width=width, first=first, indent=hanging)
    if len(wrapped) == 1 and first != hanging:
        # That the lines begin at different columns is how the paragraph is told from the next.
        wrapped = wrap(flat, width=first + width_of(flat) // 2 + 1, first=first, indent=hanging)
    return f"{eol[0]}{indent}".join(wrapped)


def _line_by_line(document: Document, segment: Segment, translation: str) -> str:
    """The translation's own lines, indented as the source's; the last indent serves for more."""
    source = _source(document, segment)
    eol = _EOL.search(source)
    lines = [line for line in _BREAKS.split(translation.strip()) if line]
    if eol is None:
        return _defused(" ".join(lines))
    indents = ["", *(_indent(line, segment) for line in _EOL.split(source)[1:])]
    return eol[0].join(
        indents[min(number, len(indents) - 1)] + _defused(line) for number, line in enumerate(lines)
    )


def _defused(text: str) -> str:
    """The text such that its beginning is read as text: as no marker, quote or directive."""
    if begins_like_directive(text):
        return f"<!{_WORD_JOINER}{text[2:]}"
    return defuse_marker(text)


def _source(document: Document, segment: Segment) -> str:
    return document.data[segment.start : segment.end].decode(document.encoding)


def _indent(line: str, segment: Segment) -> str:
    quoted = _QUOTED_INDENT.match(line) if segment.kind is Kind.QUOTE else None
    found = quoted or _INDENT.match(line)
    return found[0] if found else ""


def _width(line: str, indent: str) -> int:
    return width_of_indent(indent) + width_of(line[len(indent) :].rstrip())


def _column_of(document: Document, segment: Segment) -> int:
    """The column, in characters as wide as one, at which a segment begins on its line."""
    begin = max(document.bom, segment.start - _LOOK_BACK)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    return width_of_indent(_EOL.split(before)[-1])
