"""Plain text as people write it: a title, a byline, paragraphs and points.

Blank lines part blocks. A block is running text (hard-wrapped or on one line), or points, or a
lead-in line with points under it. Indentation and marker style give the depth of points. What
only the wording can tell (a title, a byline) is guessed last, and can be handed in instead.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unicode_segmentation_rs import text_width

from polyloom.formats.encoding import segment_text
from polyloom.formats.table import (
    Format,
    Reading,
    in_no_locale,
    nothing_else,
    page_of_segments,
    splice,
)
from polyloom.model import Document, Kind, Segment
from polyloom.text.bylines import looks_like_byline
from polyloom.text.markers import Marker, defuse_marker, looks_like_marker, marker_at
from polyloom.text.wrapping import flatten, unwrap, wrap

# Unicode's other line separators are rare inside text and part lines for no editor.
_BLOCK = re.compile(r"(?<![^\r\n])(?:[^\S\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|\Z))+")
_LINE = re.compile(r"[^\r\n]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EOL = re.compile(r"\r\n|\r|\n")

_LEAD_IN_ENDS = (":", "：", "﹕")
_SENTENCE_ENDS = tuple(".,;:。，；：、．।۔؛،")
_TITLE_LENGTH = 200
_BYLINE_LENGTH = 120

# Siblings may be misaligned by this many columns: `` 9.`` above ``10.``.
_SLACK = 1
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 400

# The kinds that only the wording of a block of running text can tell.
_WORDED = frozenset({Kind.TITLE, Kind.BYLINE, Kind.DATE, Kind.HEADING, Kind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its edges: where its text begins and ends, in characters, and its column."""

    text: str
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that make one segment; ``lines[0]`` of a point begins behind its marker."""

    lines: tuple[_Line, ...]
    column: int
    marker: Marker | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    """A list that is open: its marker's column and family, and the last number in it."""

    column: int
    family: str
    ordinal: int


def read(data: bytes, reading: Reading) -> Document:
    """The segments of a plain text in its bytes."""
    return segment_text(data, reading, "text", find)


def find(text: str, kinds: Sequence[Kind] | None = None) -> list[Segment]:
    """The segments of a plain text, with spans in characters."""
    segments: list[Segment] = []
    alone: list[bool] = []
    levels: tuple[_Level, ...] = ()
    for lines in _blocks(text):
        for piece in _pieces(lines, levels):
            levels = _nest(levels, piece)
            segment = _segment(piece, len(levels))
            if _has_words(segment.text):
                segments.append(segment)
                alone.append(piece.alone)
    if kinds is not None:
        return _with_kinds(segments, kinds)
    return _with_guessed_kinds(segments, alone)


def render(document: Document, segment: Segment, translation: str) -> str:
    """The translation on one line, or wrapped as the source's segment is."""
    flat = flatten(translation)
    if segment.kind is not Kind.POINT:
        flat = defuse_marker(flat)
    source = document.data[segment.start : segment.end].decode(document.encoding)
    eol = _EOL.search(source)
    if eol is None or not flat:
        return flat
    lines = _EOL.split(source)
    first = _column_of(document, segment)
    indent = lines[1][: len(lines[1]) - len(lines[1].lstrip())]
    width = max(first + text_width(lines[0].rstrip()), *(_width(line) for line in lines[1:]))
    wrapped = wrap(flat, width=width, first=first, indent=_width_of_indent(indent))
    return f"{eol[0]}{indent}".join(wrapped)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that are not blank."""
    for block in _BLOCK.finditer(text):
        yield [_line(match[0], match.start()) for match in _LINE.finditer(text, *block.span())]


def _line(raw: str, start: int) -> _Line:
    body = raw.lstrip()
    indent = raw[: len(raw) - len(body)]
    body = body.rstrip()
    begin = start + len(indent)
    return _Line(body, begin, begin + len(body), _width_of_indent(indent))


def _pieces(lines: Sequence[_Line], levels: Sequence[_Level]) -> Iterator[_Piece]:
    """Part a block into running text and points."""
    starts = _point_starts(lines, levels)
    edges = sorted({0, *starts, len(lines)})
    for begin, end in itertools.pairwise(edges):
        part = tuple(lines[begin:end])
        if begin in starts:
            yield _point(part, starts[begin])
        else:
            column = min(line.column for line in part)
            yield _Piece(part, column, alone=len(lines) == 1)


def _point(lines: tuple[_Line, ...], marker: Marker) -> _Piece:
    first = lines[0]
    found = marker_at(first.text)
    body = found[1] if found else 0
    behind = replace(first, text=first.text[body:], start=first.start + body)
    return _Piece((behind, *lines[1:]), first.column, marker)


def _point_starts(lines: Sequence[_Line], levels: Sequence[_Level]) -> dict[int, Marker]:
    """The lines of a block at which a point begins, and its marker."""
    marked = {
        index: found[0] for index, line in enumerate(lines) if (found := marker_at(line.text))
    }
    if not marked:
        return {}
    starts: dict[int, Marker] = {}
    open_levels = tuple(levels)
    for index, marker in marked.items():
        line = lines[index]
        if index == 0 or _continues(open_levels, line, marker, within=bool(starts)):
            pass
        elif starts or not _begins_list(index, marker, lines, marked):
            continue
        starts[index] = marker
        open_levels = _nest(open_levels, _Piece((line,), line.column, marker))
    return starts


def _continues(levels: Sequence[_Level], line: _Line, marker: Marker, *, within: bool) -> bool:
    """Whether a marked line goes on with the list that its block is in the middle of."""
    if not within:
        return False
    for level in reversed(levels):
        if level.family == marker.family and abs(level.column - line.column) <= _SLACK:
            return marker.ordinal in (0, level.ordinal + 1)
    nested = line.column > levels[-1].column + _SLACK
    return marker.begins_list and (nested or marker.ordinal == 1)


def _begins_list(
    index: int, marker: Marker, lines: Sequence[_Line], marked: dict[int, Marker]
) -> bool:
    """Whether points begin right under running text: a lead-in, or a second point, says so.

    A wrapped line that happens to begin with a number or a dash is none.
    """
    if not marker.begins_list:
        return False
    if lines[index - 1].text.endswith(_LEAD_IN_ENDS):
        return True
    column = lines[index].column
    following = marker.ordinal and marker.ordinal + 1
    return any(
        later > index
        and other.family == marker.family
        and other.ordinal == following
        and abs(lines[later].column - column) <= _SLACK
        for later, other in marked.items()
    )


def _nest(levels: tuple[_Level, ...], piece: _Piece) -> tuple[_Level, ...]:
    """The lists that are open once ``piece`` has been read; their number is its depth."""
    marker, column = piece.marker, piece.column
    if marker is None:
        return tuple(level for level in levels if level.column < column)
    here = _Level(column, marker.family, marker.ordinal)
    for depth in range(len(levels), 0, -1):
        level = levels[depth - 1]
        if level.family == marker.family and abs(level.column - column) <= _SLACK:
            return (*levels[: depth - 1], here)
    # Another style at the same column is a list within the point above, if it begins there.
    nests_at_same_column = marker.begins_list
    outer = tuple(
        level
        for level in levels
        if level.column < column or (nests_at_same_column and level.column == column)
    )
    return (*outer, here)


def _segment(piece: _Piece, depth: int) -> Segment:
    lines = piece.lines
    text = lines[0].text if len(lines) == 1 else unwrap([line.text for line in lines])
    kind = Kind.PARAGRAPH if piece.marker is None else Kind.POINT
    marker = "" if piece.marker is None else piece.marker.text
    return Segment(kind, text, lines[0].start, lines[-1].end, depth, marker)


def _has_words(text: str) -> bool:
    """Rules, lone markers and other ornaments are nothing to translate."""
    return _LETTER_OR_DIGIT.search(text) is not None and not looks_like_marker(text)


def _with_kinds(segments: list[Segment], kinds: Sequence[Kind]) -> list[Segment]:
    return [
        replace(segment, kind=kinds[index])
        if segment.kind in _WORDED and index < len(kinds) and kinds[index] in _WORDED
        else segment
        for index, segment in enumerate(segments)
    ]


def _with_guessed_kinds(segments: list[Segment], alone: Sequence[bool]) -> list[Segment]:
    """Name the head of the document: a title, and a byline under it."""
    head = ((Kind.TITLE, _looks_like_title), (Kind.BYLINE, _is_short_byline))
    for index, (kind, looks_right) in enumerate(head):
        if len(segments) <= index + 1 or not alone[index] or not looks_right(segments[index]):
            break
        segments[index] = replace(segments[index], kind=kind)
    return segments


def _looks_like_title(segment: Segment) -> bool:
    return len(segment.text) <= _TITLE_LENGTH and not segment.text.endswith(_SENTENCE_ENDS)


def _is_short_byline(segment: Segment) -> bool:
    return (
        len(segment.text) <= _BYLINE_LENGTH
        and not segment.text.endswith(_SENTENCE_ENDS)
        and looks_like_byline(segment.text)
    )


def _column_of(document: Document, segment: Segment) -> int:
    """The column, in characters as wide as one, at which a segment begins on its line."""
    begin = max(document.bom, segment.start - _LOOK_BACK)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    return _width_of_indent(_EOL.split(before)[-1])


def _width(line: str) -> int:
    body = line.lstrip()
    return _width_of_indent(line[: len(line) - len(body)]) + text_width(body.rstrip())


def _width_of_indent(indent: str) -> int:
    return text_width(indent.expandtabs()) if indent else 0


FORMAT = Format(
    name="text",
    suffixes=(".txt", ".text"),
    segment=read,
    render=render,
    splice=splice,
    outline=nothing_else,
    localize=in_no_locale,
    page=page_of_segments,
)
