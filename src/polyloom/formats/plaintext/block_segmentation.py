"""From blocks to segments: what begins where, of what kind it is, and how deep it stands.

Kinds are inferred from the text (``kind_inference``), or are known because a project says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.plaintext.block_division import divide_block
from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.candidate_segments import (
    KINDS_BY_LAYOUT,
    KINDS_WITH_LINE_BREAKS,
    KINDS_WITH_MARKER,
    Candidate,
    makes_segment,
    point_candidate,
    surely_has_text,
    translatable_text,
)
from polyloom.formats.plaintext.kind_inference import (
    infer_kind,
    is_surely_paragraph,
    is_surely_paragraph_line,
    is_surely_point_text,
    obvious_kind,
)
from polyloom.formats.plaintext.open_lists import OpenLists, open_lists_after
from polyloom.formats.plaintext.paragraph_breaks import is_wrapped_prose
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.formats.plaintext.segmentation_state import SegmentationState, heading_number
from polyloom.formats.plaintext.tables import table_rows
from polyloom.language.list_markers import Marker, marker_at
from polyloom.model import Kind, Segment

# Stars may be footnotes; a number and a full stop may be a day of the month.
_AMBIGUOUS_FAMILIES = frozenset({"*", "#."})
# The kinds that belong to a list's point where they are indented; all others end the list.
_KINDS_WITHIN_POINTS = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})


def segment_blocks(source: SegmentationInput) -> list[Segment]:
    """The segments of a text, kept from translators or not."""
    segments: list[Segment] = []
    state = SegmentationState()
    for block_index, block in enumerate(source.blocks):
        plain = _plain_segment(source, block, block_index, state)
        if plain is not None:
            segments.append(plain[0])
            state = plain[1]
        else:
            candidates = divide_block(source, block_index, state)
            state, found = _segments_of_block(source, candidates, block_index, state)
            segments += found
    return segments


def _segments_of_block(
    source: SegmentationInput,
    candidates: Sequence[Candidate],
    block_index: int,
    state: SegmentationState,
) -> tuple[SegmentationState, list[Segment]]:
    """The segments that a block's candidates make, and the state behind the block.

    ``state`` is that before the block. Candidates without a text make no segment; of a marker
    without a text its list stays open.
    """
    off = block_index in source.directives.off
    if block_index in source.directives.skipped:
        state = state._replace(skip_next=True)
    segments = []
    for number, candidate in enumerate(candidates):
        if not makes_segment(candidate):
            if candidate.marker is not None and not candidate.block.quoted:
                open_lists = open_lists_after(state.open_lists, candidate.column, candidate.marker)
                state = state._replace(open_lists=open_lists)
            continue
        withheld = state.skip_next or off
        if state.segment_count < len(source.kinds) and not withheld:
            kind = _possible_kind(source.kinds[state.segment_count], candidate)
        else:
            kind = _inferred_kind(source, candidate, block_index, state, opens_block=number == 0)
        segment, open_lists = _segment(source.text, candidate, kind, state.open_lists)
        segments.append(segment)
        state = _state_after(candidate, kind, open_lists, state, withheld=withheld)
    return state, segments


def _possible_kind(kind: Kind, candidate: Candidate) -> Kind:
    """The known kind of a candidate or, if its layout rules that out, the kind nearest to it."""
    if candidate.block.quoted or candidate.cell:
        return Kind.QUOTE if candidate.block.quoted else Kind.CELL
    if candidate.marker is not None:
        return Kind.POINT if kind is Kind.CELL else kind
    return Kind.PARAGRAPH if kind in KINDS_BY_LAYOUT else kind


def _inferred_kind(
    source: SegmentationInput,
    candidate: Candidate,
    block_index: int,
    state: SegmentationState,
    *,
    opens_block: bool,
) -> Kind:
    if state.previous_kind is not None:
        kind = obvious_kind(candidate, source.layout)
        if kind is not None:
            return kind
    return infer_kind(candidate, source.context(block_index, state, opens_block=opens_block))


def _state_after(
    candidate: Candidate,
    kind: Kind,
    open_lists: OpenLists,
    state: SegmentationState,
    *,
    withheld: bool,
) -> SegmentationState:
    """The state behind the segment that a candidate makes."""
    last_number = state.last_number
    if kind is Kind.HEADING and candidate.marker is not None:
        last_number = heading_number(candidate.marker, last_number)
    has_title = state.has_title or kind is Kind.TITLE
    segment_count = state.segment_count + (not withheld)
    return SegmentationState(segment_count, open_lists, kind, has_title, last_number)


def _plain_segment(
    source: SegmentationInput, block: Block, block_index: int, state: SegmentationState
) -> tuple[Segment, SegmentationState] | None:
    """The only segment of a block that no rule has anything to say about, and the state behind.

    It is a short cut: it gives what the long way would give, or None where that is not certain.
    """
    if block.quoted or block.underlined or block.bordered or state.previous_kind is None:
        return None
    if source.is_withheld(block_index, state):
        return None
    if len(block.lines) == 1:
        candidate = _plain_line(block)
    elif _is_plain_prose(source, block, block_index):
        candidate = Candidate(block.lines, block.lines[0].column, block, whole_block=True)
    else:
        return None
    if candidate is None or table_rows(block) is not None:
        return None
    kind = Kind.PARAGRAPH if candidate.marker is None else Kind.POINT
    if source.kinds and source.known_kind(block_index, state) is not kind:
        return None
    segment, open_lists = _segment(source.text, candidate, kind, state.open_lists)
    segment_count = state.segment_count + 1
    after = SegmentationState(segment_count, open_lists, kind, state.has_title, state.last_number)
    return segment, after


def _is_plain_prose(source: SegmentationInput, block: Block, block_index: int) -> bool:
    """Whether a block of several lines is certainly one paragraph."""
    lines = block.lines
    return (
        is_surely_paragraph(lines, source.layout)
        and is_wrapped_prose(lines, source.layout)
        and block_index not in source.directives.joined
        and not any(marker_at(line.text) for line in lines)
    )


def _plain_line(block: Block) -> Candidate | None:
    """The candidate of a block of one line that is certainly a paragraph or a point."""
    line = block.lines[0]
    found = marker_at(line.text)
    if found is None:
        plain = surely_has_text(line.text) and is_surely_paragraph_line(line.text)
        return Candidate(block.lines, line.column, block, whole_block=True) if plain else None
    text = line.text[found[1] :]
    plain = _is_plain_marker(found[0]) and surely_has_text(text) and is_surely_point_text(text)
    return point_candidate(block, block.lines, *found) if plain else None


def _is_plain_marker(marker: Marker) -> bool:
    """Whether a marker makes a point wherever a block begins with it."""
    return not (
        marker.weak or marker.marks_footnote or marker.family in _AMBIGUOUS_FAMILIES or marker.other
    )


def _segment(
    text: str, candidate: Candidate, kind: Kind, open_lists: OpenLists
) -> tuple[Segment, OpenLists]:
    """The segment of a kind that a candidate makes, and the lists that are open behind it.

    ``text`` is the whole text. A marker belongs to the segment's text where its kind has none.
    """
    marker = candidate.marker
    if candidate.block.quoted:
        depth = candidate.block.quoted
    elif kind is Kind.CELL:
        depth = 0
    else:
        if marker is not None and kind not in KINDS_WITH_MARKER:
            candidate, marker = _with_marker_as_text(text, candidate), None
        open_lists, depth = _open_lists_and_depth(candidate, kind, open_lists)
    lines = candidate.lines
    end = candidate.end or lines[-1].end
    written = "" if marker is None else marker.text
    segment_text = translatable_text(lines, kind)
    return Segment(kind, segment_text, lines[0].start, end, depth, written), open_lists


def _with_marker_as_text(text: str, candidate: Candidate) -> Candidate:
    first = candidate.lines[0]
    start = candidate.marker_start
    whole = first._replace(text=text[start : first.end], start=start)
    return candidate._replace(lines=(whole, *candidate.lines[1:]), marker=None)


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
