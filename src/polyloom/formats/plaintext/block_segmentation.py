"""From blocks to segments: which lines make one, of what kind it is, and how deep it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.kinds import Candidate, SegmentContext, infer_kind
from polyloom.formats.plaintext.paragraph_breaks import paragraph_breaks
from polyloom.formats.plaintext.points import (
    MarkedLines,
    OpenLists,
    PointStart,
    continues_open_list,
    open_lists_after,
)
from polyloom.formats.plaintext.tables import table_cells
from polyloom.language.dates import begins_with_day_of_month
from polyloom.language.heading_words import reads_as_heading
from polyloom.language.line_breaks import unwrap
from polyloom.language.list_markers import long_number_at, looks_like_marker, marker_at
from polyloom.language.sentences import announces
from polyloom.model import Kind, Segment

# The kinds whose segments keep their line breaks.
KINDS_WITH_LINE_BREAKS = frozenset({Kind.VERSE, Kind.SIGNATURE})
# What text behind a marker can be.
_KINDS_WITH_MARKER = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# The kinds that belong to a list's point where they are indented; all others end the list.
_KINDS_WITHIN_POINTS = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# No marker is longer, in characters: what begins with a letter is text.
_SURELY_TEXT = 12


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
        for one in _candidates(index, context, joined=index in joined):
            if _makes_segment(one):
                candidate, kind = _with_kind(one, kinds, context)
                segment, context = _segment(candidate, kind, context)
                segments.append(segment)
    return segments


def _candidates(index: int, context: SegmentContext, *, joined: bool) -> list[Candidate]:
    """The candidates that a block has, in order; one, if a directive joins it."""
    blocks = context.layout.blocks
    block, below = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    marked = _marker_of_point(block, context)
    whole = Candidate(block, below, block.lines, *(marked or ()))
    cells = None if block.quoted else table_cells(block)
    if cells is not None:
        found = [Candidate(block, below, (cell,), cell=True) for cell in cells]
    elif len(block.lines) == 1:
        found = [whole]
    else:
        found = _divided(whole, index, context)
    return [whole._replace(joined=True)] if joined and len(found) > 1 else found


def _divided(whole: Candidate, index: int, context: SegmentContext) -> list[Candidate]:
    """The candidates of a block of several lines that is no table."""
    block, below, lines = whole.block, whole.below, whole.lines
    starts = MarkedLines(lines, context.layout.width_for(lines)).point_starts(
        () if block.quoted else context.open_lists,
        context.last_heading,
        first=whole.marker is not None,
    )
    edges = [*starts, len(lines)]
    texts = _parts_of_text(block, lines[: edges[0]], index, context)
    found = [Candidate(block, below, part) for part in texts]
    for begin, end in pairwise(edges):
        point = lines[begin:end]
        first, *others = _parted(point, paragraph_breaks(point, context.layout, marked=True))
        found.append(Candidate(block, below, first, *starts[begin]))
        found += [Candidate(block, below, part) for part in others]
    return found if block.quoted else _with_headings(found, context)


def _parts_of_text(
    block: Block, lines: Sequence[Line], index: int, context: SegmentContext
) -> list[Sequence[Line]]:
    """The running text above a block's points, or all its lines, parted."""
    if not lines or block.signed:
        return [lines] if lines else []
    if block.quoted:
        return _parted(lines, paragraph_breaks(lines, context.layout, marked=True))
    above = context.layout.blocks[index - 1].lines[-1] if index else lines[0]
    breaks = paragraph_breaks(
        lines,
        context.layout,
        opens_document=context.previous_kind is None,
        announced=announces(above.text) and above.column < lines[0].column,
    )
    return _parted(lines, breaks)


def _parted(lines: Sequence[Line], breaks: Sequence[int]) -> list[Sequence[Line]]:
    return [lines[begin:end] for begin, end in pairwise((0, *breaks, len(lines)))]


def _with_headings(found: list[Candidate], context: SegmentContext) -> list[Candidate]:
    """The candidates, with those told that are numbered headings right over their text.

    All of their family in the block are such ones.
    """
    families = [one.marker.family if one.marker else "" for one in found]
    heads = [_heads_text(*pair, context) for pair in pairwise(found)] + [False]
    points = {family for family, head in zip(families, heads, strict=True) if not head}
    return [
        one if family in points else one._replace(heading=True)
        for one, family in zip(found, families, strict=True)
    ]


def _heads_text(one: Candidate, below: Candidate, context: SegmentContext) -> bool:
    """Whether a candidate is a numbered line right over text that is not set in.

    A section's number, and the next one of the document's headings, may stand over points, too.
    """
    marker = one.marker
    if marker is None or len(one.lines) > 1 or not reads_as_heading(one.text):
        return False
    if below.marker is None:
        return marker.numbers_heading and below.column <= one.column
    section = marker.numbers_section or marker.follows(context.last_heading)
    return section and below.marker.family != marker.family


def _marker_of_point(block: Block, context: SegmentContext) -> PointStart | None:
    """The marker that a block begins with, if it is a point and no running text."""
    line = block.lines[0]
    lists = () if block.quoted else context.open_lists
    found = marker_at(line.text)
    if found is None:
        found = long_number_at(line.text)
        goes_on = found and continues_open_list(lists, found[0], line.column)
        return PointStart(*found) if found and goes_on else None
    marker, body = found
    if len(block.lines) == 1 and not _has_own_text(line.text[body:]):
        return PointStart(*found)
    if marker.family == "#." and begins_with_day_of_month(line.text):
        return None
    begins = (
        not marker.weak
        or context.layout.has_sibling(marker)
        or MarkedLines(block.lines, 0).has_successor(0, marker)
    )
    return PointStart(*found) if begins else None


def _makes_segment(candidate: Candidate) -> bool:
    """Whether a candidate makes a segment: ornaments and lone markers do not."""
    if len(candidate.lines) == 1:
        return _has_own_text(candidate.text)
    return any(_LETTER_OR_DIGIT.search(line.text) for line in candidate.lines)


def _has_own_text(text: str) -> bool:
    """Whether a line is more than an ornament or a marker without a text."""
    if len(text) > _SURELY_TEXT and text[0].isalpha():
        return True
    return _LETTER_OR_DIGIT.search(text) is not None and not looks_like_marker(text)


def _with_kind(
    one: Candidate, kinds: Mapping[int, Kind], context: SegmentContext
) -> tuple[Candidate, Kind]:
    """A candidate and its kind: the known one, or the nearest that its layout allows.

    With a known kind that has a marker, the text loses the marker that it begins with.
    """
    kind = kinds.get(one.lines[0].start + one.body) if kinds else None
    if kind is None or one.block.quoted or one.cell:
        return one, infer_kind(one, context)
    if one.marker is None and kind in _KINDS_WITH_MARKER and (found := marker_at(one.text)):
        one = one._replace(marker=found[0], body=found[1])
    if one.marker is not None:
        return one, Kind.POINT if kind is Kind.CELL else kind
    return one, Kind.PARAGRAPH if kind in {Kind.POINT, Kind.CELL} else kind


def _segment(
    candidate: Candidate, kind: Kind, context: SegmentContext
) -> tuple[Segment, SegmentContext]:
    """The segment of a kind that a candidate makes, and what is known behind it.

    A marker belongs to the segment's text where its kind has none.
    """
    lists, depth = context.open_lists, candidate.block.quoted
    if not depth and kind is not Kind.CELL:
        if candidate.marker and kind not in _KINDS_WITH_MARKER:
            candidate = candidate._replace(marker=None, body=0)
        lists, depth = _open_lists_and_depth(candidate, kind, context)
    lines, text, marker = candidate.lines, candidate.text, candidate.marker
    if len(lines) > 1:
        texts = [text, *(line.text for line in lines[1:])]
        text = "\n".join(texts) if kind in KINDS_WITH_LINE_BREAKS else unwrap(texts)
    start = lines[0].start + candidate.body
    segment = Segment(kind, text, start, lines[-1].end, depth, marker.text if marker else "")
    numbered = kind is Kind.HEADING and marker is not None and marker.family != "#.#"
    heading = marker if numbered else context.last_heading
    has_title = context.has_title or kind is Kind.TITLE
    return segment, SegmentContext(context.layout, kind, has_title, heading, lists)


def _open_lists_and_depth(
    candidate: Candidate, kind: Kind, context: SegmentContext
) -> tuple[OpenLists, int]:
    """The lists that are open behind a candidate, and how deep it stands in them."""
    if kind is Kind.POINT and candidate.marker is not None:
        lists = open_lists_after(context.open_lists, candidate.column, candidate.marker)
        return lists, len(lists)
    if kind not in _KINDS_WITHIN_POINTS:
        return (), 0
    by_line = kind in KINDS_WITH_LINE_BREAKS
    column = candidate.lines[0].column if by_line else candidate.column
    lists = open_lists_after(context.open_lists, column, None)
    return lists, len(lists) + (kind is Kind.QUOTE)
