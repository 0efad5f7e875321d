"""A translation in the place of a segment: wrapped, quoted and padded as the source is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.formats.directives import begins_like_directive
from polyloom.formats.plaintext.block_segmentation import KINDS_WITH_LINE_BREAKS
from polyloom.formats.plaintext.blocks import is_rule
from polyloom.formats.plaintext.text_lines import column_width, indent_width
from polyloom.language.line_breaks import flatten, lines_of, wrap
from polyloom.language.list_markers import defuse_marker, marker_at
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import LocalizedLinks

EOL = re.compile(r"\r\n|[\r\n\f]")
_GAPS = re.compile(r"[ \t]{2,}|\t")
# What stands before a line: blanks, and the ``>`` of a quote.
_INDENT = re.compile(r"[^\S\r\n\f]*")
_QUOTED_INDENT = re.compile(r"[^\S\r\n\f]*>(?:[ \t]?>)*(?!\u00a0)[^\S\r\n\f]*")
# It separates ``<!`` from ``--`` and is not seen.
_WORD_JOINER = "\u2060"
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 400
# How much narrower and wider than the source a translation is wrapped if it must be, in columns.
_NARROWER, _WIDER = 6, 10


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """The translation on one line, or on several as the source's segment is."""
    del links
    if segment.kind in KINDS_WITH_LINE_BREAKS:
        return _line_by_line(document, segment, translation)
    flat = flatten(translation)
    if segment.kind is Kind.CELL:
        return _GAPS.sub(" ", defuse_marker(flat) if flat.startswith(">") else flat)
    flat = _behind_marker(flat, segment)
    wrapping = _wrapping(document, segment)
    if wrapping is None or not flat:
        return flat
    wrapped = _wrapped(flat, wrapping, wrapping.width)
    apart = wrapping.first_column != indent_width(wrapping.indent)
    if len(wrapped) == 1 and (apart or stands_over_rule(document, segment)):
        # That lines begin at different columns is how a paragraph is told from the next, and that
        # there are several above a rule is how it is told from a heading.
        wrapped = _wrapped(flat, wrapping, wrapping.first_column + column_width(flat) // 2 + 1)
    return wrapping.joined(wrapped)


def alternatives(document: Document, segment: Segment, translation: str) -> Iterator[str]:
    """Other ways to write a translation: wrapped at other columns, or not at all."""
    if segment.kind in KINDS_WITH_LINE_BREAKS or segment.kind is Kind.CELL:
        return
    wrapping = _wrapping(document, segment)
    if wrapping is None:
        return
    flat = _behind_marker(flatten(translation), segment)
    for width in (wrapping.width - _NARROWER, wrapping.width + _WIDER):
        yield wrapping.joined(_wrapped(flat, wrapping, width))
    yield flat


class _Wrapping(NamedTuple):
    """How a text is wrapped.

    ``first_column`` is where its first line begins, ``indent`` what stands before the others,
    ``width`` the column up to which lines reach, ``eol`` the line end between them.
    """

    first_column: int
    indent: str
    width: int
    eol: str

    def joined(self, lines: Sequence[str]) -> str:
        """The text of wrapped lines, with what stands between them."""
        return f"{self.eol}{self.indent}".join(lines)


def _wrapping(document: Document, segment: Segment) -> _Wrapping | None:
    """How the lines of a segment are wrapped in the source, or None where it has but one."""
    source = source_text(document, segment)
    eol = EOL.search(source)
    if eol is None:
        return None
    lines = EOL.split(source)
    first = _column_of(document, segment)
    indents = [line_indent(line, segment) for line in lines[1:]]
    width = max(
        first + column_width(lines[0].rstrip()),
        *(_width(line, indent) for line, indent in zip(lines[1:], indents, strict=True)),
    )
    # The leftmost line tells to which list a paragraph belongs.
    return _Wrapping(first, min(indents, key=indent_width), width, eol[0])


def _wrapped(text: str, wrapping: _Wrapping, width: int) -> list[str]:
    return wrap(
        text, width=width, first=wrapping.first_column, indent=indent_width(wrapping.indent)
    )


def _line_by_line(document: Document, segment: Segment, translation: str) -> str:
    """The translation's own lines, indented as the source's; the last indent serves for more."""
    source = source_text(document, segment)
    eol = EOL.search(source)
    lines = lines_of(translation)
    if eol is None:
        return _defused(" ".join(lines))
    indents = ["", *(line_indent(line, segment) for line in EOL.split(source)[1:])]
    return eol[0].join(
        indents[min(number, len(indents) - 1)] + _defused(line) for number, line in enumerate(lines)
    )


def _behind_marker(text: str, segment: Segment) -> str:
    """The text, changed where its beginning would be read as a marker, or as a part of one."""
    if not segment.marker:
        return _defused(text)
    if segment.marker == ">>" and text.startswith(">"):
        return defuse_marker(text)
    found = marker_at(f"{segment.marker} {text}")
    return text if found is None or found[0].text == segment.marker else defuse_marker(text)


def _defused(text: str) -> str:
    """The text, changed so that its beginning is not read as a marker, a quote or a directive."""
    if begins_like_directive(text):
        return f"<!{_WORD_JOINER}{text[2:]}"
    return defuse_marker(text)


def stands_over_rule(document: Document, segment: Segment) -> bool:
    """Whether a rule stands right below a segment, which would underline a single line."""
    below = document.data[segment.end : segment.end + _LOOK_BACK]
    lines = EOL.split(below.decode(document.encoding, errors="ignore"))[:2]
    return len(lines) > 1 and not lines[0].strip() and is_rule(lines[1].strip())


def source_text(document: Document, segment: Segment) -> str:
    """A segment as its document has it, line breaks and all."""
    return document.data[segment.start : segment.end].decode(document.encoding)


def line_indent(line: str, segment: Segment) -> str:
    """What stands before the text of a segment's line: blanks and, in a quote, its signs."""
    quoted = _QUOTED_INDENT.match(line) if segment.kind is Kind.QUOTE else None
    found = quoted or _INDENT.match(line)
    return found[0] if found else ""


def _width(line: str, indent: str) -> int:
    return indent_width(indent) + column_width(line[len(indent) :].rstrip())


def _column_of(document: Document, segment: Segment) -> int:
    """The column at which a segment begins on its line."""
    return indent_width(before_on_line(document, segment))


def before_on_line(document: Document, segment: Segment) -> str:
    """What stands before a segment on its line, markers and quotes included."""
    begin = max(document.bom, segment.start - _LOOK_BACK)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    return EOL.split(before)[-1]
