"""From blocks to segments: which lines make one, of what kind it is, and how deep it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.candidates import Candidate, SegmentationState
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.kinds import NUMBERED_FAMILIES, infer_kind, reads_as_heading
from polyloom.formats.plaintext.paragraph_breaks import paragraph_breaks
from polyloom.formats.plaintext.points import (
    MarkedLines,
    OpenLists,
    PointStart,
    continues_open_list,
    follows_number,
    heading_number,
    open_lists_after,
)
from polyloom.formats.plaintext.tables import table_rows
from polyloom.language.dates import begins_with_day_of_month
from polyloom.language.line_breaks import unwrap
from polyloom.language.list_markers import Marker, long_number_at, looks_like_marker, marker_at
from polyloom.model import Kind, Segment

# The kinds whose segments keep their line breaks.
KINDS_WITH_LINE_BREAKS = frozenset({Kind.VERSE, Kind.SIGNATURE})
# What text behind a marker can be.
_KINDS_WITH_MARKER = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# The kinds that belong to a list's point where they are indented; all others end the list.
_KINDS_WITHIN_POINTS = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# No marker is longer, in characters.
_MARKER_LENGTH = 12


# Narrower text, in columns, says nothing about what is short.
_WIDE, _SHORT = 55, 2 / 3


def segment_blocks(
    layout: DocumentLayout, joined: Collection[int], kinds: Mapping[int, Kind]
) -> list[Segment]:
    """The segments of a text, with spans in characters.

    ``joined`` has the indexes of the blocks that are one segment. ``kinds`` has the kinds that are
    known, by where their segments begin as long as kinds are inferred.
    """
    segments = []
    state = SegmentationState()
    for index, block in enumerate(layout.blocks):
        for one in _candidates(layout, index, state, joined=index in joined):
            if _makes_segment(one):
                known = kinds.get(one.lines[0].start + one.body)
                if known:
                    candidate = _with_marker_for(known, one)
                    kind = _possible_kind(known, candidate)
                else:
                    candidate, kind = one, infer_kind(one, state, layout)
                segment, lists = _segment(candidate, kind, state.open_lists)
                segments.append(segment)
                state = _state_after(candidate, kind, lists, state)
            elif one.marker is not None and not block.quoted:
                lists = open_lists_after(state.open_lists, one.column, one.marker)
                state = state._replace(open_lists=lists)
    return segments


def _candidates(
    layout: DocumentLayout, index: int, state: SegmentationState, *, joined: bool
) -> list[Candidate]:
    """The candidates that a block has, in order; one, if a directive joins it."""
    block, below = layout.blocks[index], layout.block(index + 1)
    marked = _marker_of_point(block, below, layout, state)
    whole = Candidate(block, below, block.lines, *(marked or ()))
    found = _cells(whole)
    if not found and len(block.lines) == 1:
        found = [whole]
    elif not found:
        found = _divided(whole, layout, index, state)
    return [whole._replace(joined=True)] if joined and len(found) > 1 else found


def _cells(whole: Candidate) -> list[Candidate]:
    """The cells of a block that is a table, row by row; none of another."""
    rows = None if whole.block.quoted else table_rows(whole.block)
    if rows is None:
        return []
    return [
        Candidate(
            whole.block,
            whole.below,
            (line._replace(text=line.text[a:b], start=line.start + a, end=line.start + b),),
            cell=True,
        )
        for line, spans in zip(whole.lines, rows, strict=True)
        for a, b in spans
    ]


def _divided(
    whole: Candidate, layout: DocumentLayout, index: int, state: SegmentationState
) -> list[Candidate]:
    """The candidates of a block of several lines that is no table."""
    block, lines = whole.block, whole.lines
    open_lists = () if block.quoted else state.open_lists
    starts = MarkedLines(lines, layout.width_for(lines)).point_starts(
        open_lists, state.last_number, first=whole.marker is not None
    )
    edges = [*starts, len(lines)]
    found = []
    if edges[0]:
        found += _text_candidates(whole._replace(lines=lines[: edges[0]]), layout, index, state)
    for begin, end in pairwise(edges):
        breaks = paragraph_breaks(lines[begin:end], layout, marked=True)
        parts = [lines[begin + a : begin + b] for a, b in pairwise((0, *breaks, end - begin))]
        found.append(Candidate(block, whole.below, parts[0], *starts[begin]))
        found += [Candidate(block, whole.below, part) for part in parts[1:]]
    return found if block.quoted else _with_headings(found, layout, state)


def _text_candidates(
    text: Candidate, layout: DocumentLayout, index: int, state: SegmentationState
) -> list[Candidate]:
    """The candidates of the running text above a block's points, or of all its lines."""
    lines = text.lines
    if text.block.quoted or text.block.signed:
        return [text]
    above = layout.blocks[index - 1].lines[-1] if index else None
    breaks = paragraph_breaks(
        lines,
        layout,
        opens_document=state.previous_kind is None,
        announced=above is not None
        and above.text.endswith((":", "："))
        and above.column < lines[0].column,
    )
    return [text._replace(lines=lines[a:b]) for a, b in pairwise((0, *breaks, len(lines)))]


def _with_headings(
    found: list[Candidate], layout: DocumentLayout, state: SegmentationState
) -> list[Candidate]:
    """The candidates, with those told that are numbered headings right over their text.

    They are where each of their family in the block is one, and there is another. The number that
    follows that of the document's last heading may also stand over points of another family.
    """
    heads = [_heads_text(*pair, layout) for pair in pairwise(found)] + [False]
    families = [one.marker.family if one.marker else "" for one in found]
    for index, (one, family) in enumerate(zip(found, families, strict=True)):
        if one.marker is None:
            continue
        alike = [head for head, other in zip(heads, families, strict=True) if other == family]
        sections = all(alike) and (
            len(alike) > 1 or (index == 0 and layout.has_sibling(one.marker))
        )
        over_points = (
            index == 0
            and len(one.lines) == 1 < len(found)
            and families[1] not in {"", family}
            and reads_as_heading(one.text)
            and follows_number(one.marker, state.last_number)
        )
        if sections or over_points:
            found[index] = one._replace(heading=True)
    return found


def _heads_text(one: Candidate, below: Candidate, layout: DocumentLayout) -> bool:
    """Whether a candidate is a short numbered line right over text that is not set in."""
    if one.marker is None or one.marker.family not in NUMBERED_FAMILIES or len(one.lines) > 1:
        return False
    width = layout.width_for(below.lines)
    short = one.lines[0].edge <= _SHORT * width and width >= _WIDE
    over_text = below.marker is None and below.column <= one.column
    return short and over_text and reads_as_heading(one.text)


def _marker_of_point(
    block: Block, below: Block | None, layout: DocumentLayout, state: SegmentationState
) -> PointStart | None:
    """The marker that a block begins with, if it is a point and no running text."""
    line = block.lines[0]
    lists = () if block.quoted else state.open_lists
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
        or layout.has_sibling(marker)
        or continues_open_list(lists, marker, line.column)
        or (below is not None and _numbers_heading(block, *found))
        or MarkedLines(block.lines, 0).has_successor(0, marker)
    )
    return PointStart(*found) if begins else None


def _numbers_heading(block: Block, marker: Marker, body: int) -> bool:
    """Whether a block is ``1.2 Scope`` or ``IV. The War`` and nothing else."""
    evident = marker.family == "#.#" or (marker.family == "I." and not marker.other)
    alone = len(block.lines) == 1 and not block.quoted
    return evident and alone and reads_as_heading(block.lines[0].text[body:])


def _makes_segment(candidate: Candidate) -> bool:
    """Whether a candidate makes a segment: ornaments, lone markers and cells of figures do not."""
    text = candidate.text
    if candidate.cell:
        found = marker_at(text)
        return bool(_LETTER.search(text)) and _has_own_text(text[found[1] :] if found else text)
    if len(candidate.lines) == 1:
        return _has_own_text(text)
    return any(_LETTER_OR_DIGIT.search(line.text) for line in candidate.lines)


def _has_own_text(text: str) -> bool:
    """Whether a line is more than an ornament or a marker without a text."""
    if len(text) > _MARKER_LENGTH and text[0].isalpha():
        return True
    if _LETTER_OR_DIGIT.search(text) is None:
        return False
    return len(text) > _MARKER_LENGTH or not looks_like_marker(text)


def _with_marker_for(kind: Kind, candidate: Candidate) -> Candidate:
    """A candidate with the marker that its text begins with, where its known kind has one."""
    found = marker_at(candidate.text) if kind in _KINDS_WITH_MARKER else None
    if not found or candidate.marker or candidate.block.quoted or candidate.cell:
        return candidate
    return candidate._replace(marker=found[0], body=found[1])


def _possible_kind(kind: Kind, candidate: Candidate) -> Kind:
    """The known kind of a candidate or, if its layout rules that out, the kind nearest to it."""
    if candidate.block.quoted or candidate.cell:
        return Kind.QUOTE if candidate.block.quoted else Kind.CELL
    if candidate.marker is not None:
        return Kind.POINT if kind is Kind.CELL else kind
    return Kind.PARAGRAPH if kind in {Kind.POINT, Kind.CELL} else kind


def _segment(candidate: Candidate, kind: Kind, open_lists: OpenLists) -> tuple[Segment, OpenLists]:
    """The segment of a kind that a candidate makes, and the lists that are open behind it.

    A marker belongs to the segment's text where its kind has none.
    """
    depth = candidate.block.quoted
    if not depth and kind is not Kind.CELL:
        if candidate.marker and kind not in _KINDS_WITH_MARKER:
            candidate = candidate._replace(marker=None, body=0)
        open_lists, depth = _open_lists_and_depth(candidate, kind, open_lists)
    lines = candidate.lines
    text = candidate.text
    if len(lines) > 1:
        texts = [text, *(line.text for line in lines[1:])]
        text = "\n".join(texts) if kind in KINDS_WITH_LINE_BREAKS else unwrap(texts)
    written = candidate.marker.text if candidate.marker else ""
    start = lines[0].start + candidate.body
    return Segment(kind, text, start, lines[-1].end, depth, written), open_lists


def _open_lists_and_depth(
    candidate: Candidate, kind: Kind, open_lists: OpenLists
) -> tuple[OpenLists, int]:
    """The lists that are open behind a candidate, and how deep it stands in them."""
    if kind is Kind.POINT and candidate.marker is not None:
        open_lists = open_lists_after(open_lists, candidate.column, candidate.marker)
        return open_lists, len(open_lists)
    if kind not in _KINDS_WITHIN_POINTS:
        return (), 0
    by_line = kind in KINDS_WITH_LINE_BREAKS
    column = candidate.lines[0].column if by_line else candidate.column
    open_lists = open_lists_after(open_lists, column, None)
    return open_lists, len(open_lists) + (kind is Kind.QUOTE)


def _state_after(
    candidate: Candidate, kind: Kind, open_lists: OpenLists, state: SegmentationState
) -> SegmentationState:
    """The state behind the segment that a candidate makes."""
    number = state.last_number
    if kind is Kind.HEADING and candidate.marker is not None:
        number = heading_number(candidate.marker, number)
    has_title = state.has_title or kind is Kind.TITLE
    return SegmentationState(kind, has_title, state.segment_count + 1, number, open_lists)
