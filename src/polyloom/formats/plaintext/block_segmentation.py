"""From blocks to segments: which lines make one, of what kind it is, and how deep it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.kinds import Candidate, SegmentContext, infer_kind
from polyloom.formats.plaintext.paragraph_breaks import paragraph_breaks
from polyloom.formats.plaintext.points import MarkedLines, OpenLists, PointStart, open_lists_after
from polyloom.formats.plaintext.tables import table_cells
from polyloom.language.heading_words import reads_as_heading
from polyloom.language.line_breaks import unwrap
from polyloom.language.list_markers import looks_like_marker, marker_at
from polyloom.model import Kind, Segment

# The kinds whose segments keep their line breaks.
KINDS_WITH_LINE_BREAKS = frozenset({Kind.VERSE, Kind.SIGNATURE})
# What text behind a marker can be.
_KINDS_WITH_MARKER = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# The kinds that belong to a list's point where they are indented; all others end the list.
_KINDS_WITHIN_POINTS = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})


def segment_blocks(
    layout: DocumentLayout, joined: Collection[int], kinds: Mapping[int, Kind]
) -> list[Segment]:
    """The segments of a text, with spans in characters.

    ``joined`` has the indexes of the blocks that are one segment. ``kinds`` has the kinds that are
    known, by where their segments begin as long as kinds are inferred.
    """
    segments = []
    context = SegmentContext(layout)
    for index in range(len(layout.blocks)):
        found = _candidates(index, context)
        if index in joined and len(found) > 1:
            lines = layout.blocks[index].lines
            text = lines[0].text[found[0].body :]
            found = [replace(found[0], lines=lines, text=text, cell=None)]
        for one in filter(_makes_segment, found):
            candidate, kind = _with_kind(one, kinds, context)
            segment, context = _segment(candidate, kind, context)
            segments.append(segment)
    return segments


def _candidates(index: int, context: SegmentContext) -> list[Candidate]:
    """The candidates that a block has, in order."""
    layout, blocks = context.layout, context.layout.blocks
    block, below = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    cells = None if block.quoted else table_cells(block)
    if cells is not None:
        return [Candidate(block, below, (line,), line.text, cell=place) for place, line in cells]
    lines, lists = block.lines, () if block.quoted else context.open_lists
    marked_lines = MarkedLines(lines, layout)
    if len(lines) == 1:
        return [_candidate(block, below, lines, marked_lines.first_start(lists))]
    starts = marked_lines.point_starts(lists, context.last_heading)
    above = blocks[index - 1].lines[-1] if index else None
    found = []
    edges = sorted({0, *starts, len(lines)}) if starts else (0, len(lines))
    for begin, end in pairwise(edges):
        part, start = lines[begin:end], starts.get(begin)
        marked = start is not None or block.quoted > 0
        breaks = () if block.signed else paragraph_breaks(part, layout, above, marked=marked)
        for first, behind in pairwise((0, *breaks, len(part))):
            piece = part[first:behind]
            found.append(_candidate(block, below, piece, None if first else start))
    return _with_headings(found, context) if starts else found


def _candidate(
    block: Block, below: Block | None, lines: Sequence[Line], start: PointStart | None
) -> Candidate:
    """The candidate that lines make, with a point's marker or without."""
    marker, body = start or (None, 0)
    return Candidate(block, below, lines, lines[0].text[body:], marker, body)


def _with_headings(found: list[Candidate], context: SegmentContext) -> list[Candidate]:
    """The candidates, with those told that are numbered headings right over their text.

    All of their family in the block are such ones.
    """
    heads = [_heads_text(*pair, context) for pair in pairwise(found)] + [False]
    if not any(heads):
        return found
    families = [one.marker.family if one.marker else "" for one in found]
    points = {family for family, head in zip(families, heads, strict=True) if not head}
    return [
        one if family in points else replace(one, heading=True)
        for one, family in zip(found, families, strict=True)
    ]


def _heads_text(one: Candidate, below: Candidate, context: SegmentContext) -> bool:
    """Whether a candidate is a numbered line right over text that is not set in.

    A section's number, and the next one of the document's headings, may stand over points, too.
    """
    marker = one.marker
    if len(one.lines) > 1 or marker is None or not reads_as_heading(one.text):
        return False
    if below.marker is None:
        return marker.numbers_heading and below.column <= one.column
    section = marker.numbers_section or marker.follows(context.last_heading)
    return section and below.marker.family != marker.family


def _makes_segment(candidate: Candidate) -> bool:
    """Whether a candidate makes a segment: ornaments and lone markers do not."""
    text = candidate.text
    worded = text[0].isalnum() or any(map(str.isalnum, text))
    if len(candidate.lines) > 1:
        return worded or any(any(map(str.isalnum, line.text)) for line in candidate.lines)
    return worded and not looks_like_marker(text)


def _with_kind(
    one: Candidate, kinds: Mapping[int, Kind], context: SegmentContext
) -> tuple[Candidate, Kind]:
    """A candidate and its kind: the known one, or the nearest that its layout allows.

    With a known kind that has a marker, the text loses the marker that it begins with; with another
    one, the marker belongs to the text.
    """
    kind = kinds.get(one.lines[0].start + one.body) if kinds else None
    if kind is None or one.block.quoted or one.cell:
        return one, infer_kind(one, context)
    if one.marker is None and kind in _KINDS_WITH_MARKER and (found := marker_at(one.text)):
        one = replace(one, text=one.text[found[1] :], marker=found[0], body=found[1])
    if one.marker is not None and kind is not Kind.CELL and kind not in _KINDS_WITH_MARKER:
        one = replace(one, text=one.lines[0].text, marker=None, body=0)
    if kind is Kind.CELL or (kind is Kind.POINT and one.marker is None):
        kind = Kind.POINT if one.marker else Kind.PARAGRAPH
    return one, kind


def _segment(
    candidate: Candidate, kind: Kind, context: SegmentContext
) -> tuple[Segment, SegmentContext]:
    """The segment of a kind that a candidate makes, and what is known behind it."""
    lists, depth = context.open_lists, candidate.block.quoted
    if not depth and kind is not Kind.CELL:
        lists, depth = _open_lists_and_depth(candidate, kind, context)
    lines, text, marker = candidate.lines, candidate.text, candidate.marker
    if len(lines) > 1:
        texts = [text, *[line.text for line in lines[1:]]]
        text = "\n".join(texts) if kind in KINDS_WITH_LINE_BREAKS else unwrap(texts)
    start = lines[0].start + candidate.body
    mark = marker.text if marker else ""
    segment = Segment(kind, text, start, lines[-1].end, depth, mark, cell=candidate.cell)
    numbered = kind is Kind.HEADING and marker is not None and marker.family != "#.#"
    heading = marker if numbered else context.last_heading
    return segment, SegmentContext(context.layout, kind, heading, lists)


def _open_lists_and_depth(
    candidate: Candidate, kind: Kind, context: SegmentContext
) -> tuple[OpenLists, int]:
    """The lists that are open behind a candidate, and how deep it stands in them."""
    if kind is Kind.POINT and candidate.marker is not None:
        lists = open_lists_after(context.open_lists, candidate.column, candidate.marker)
        return lists, len(lists)
    if kind not in _KINDS_WITHIN_POINTS or not context.open_lists:
        return (), int(kind is Kind.QUOTE)
    lists = open_lists_after(context.open_lists, candidate.column, None)
    return lists, len(lists) + (kind is Kind.QUOTE)
