"""From a block to candidates: at which of its lines a segment begins.

It is told by markers, columns and words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.candidate_segments import (
    HEADING_KINDS,
    KINDS_WITH_MARKER,
    Candidate,
    cell_candidates,
    has_own_text,
    point_candidate,
    text_candidate,
)
from polyloom.formats.plaintext.kind_inference import infer_kind
from polyloom.formats.plaintext.meant_breaks import meant_breaks
from polyloom.formats.plaintext.open_lists import continues_open_list
from polyloom.formats.plaintext.paragraph_breaks import paragraph_breaks
from polyloom.formats.plaintext.points import PointStart, has_next_point, point_starts
from polyloom.formats.plaintext.section_headings import section_heading_lines
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.formats.plaintext.segmentation_state import SegmentationState
from polyloom.formats.plaintext.tables import table_rows
from polyloom.formats.plaintext.text_lines import Line
from polyloom.formats.plaintext.titles_and_headings import is_self_evident_heading
from polyloom.language.dates import begins_with_day_of_month
from polyloom.language.heading_words import worded_as_heading
from polyloom.language.list_markers import Marker, long_number_at, marker_at


def divide_block(
    source: SegmentationInput, block_index: int, state: SegmentationState
) -> list[Candidate]:
    """The candidates that a block has, in order; one, if a directive joins it."""
    candidates = _divided(source, block_index, state)
    if len(candidates) == 1 or block_index not in source.directives.joined:
        return candidates
    block = source.blocks[block_index]
    marked = _marker_of_point(source, block_index, state)
    if marked:
        candidate = point_candidate(block, block.lines, *marked)
    else:
        candidate = text_candidate(block, block.lines)
    return [candidate._replace(joined=True)]


def _divided(
    source: SegmentationInput, block_index: int, state: SegmentationState
) -> list[Candidate]:
    block = source.blocks[block_index]
    lines = block.lines
    cells = _cells(block)
    if cells is not None:
        return cells
    marked = _marker_of_point(source, block_index, state)
    if len(lines) == 1:
        return [
            text_candidate(block, lines) if not marked else point_candidate(block, lines, *marked)
        ]
    open_lists = () if block.quoted else state.open_lists
    width = source.layout.width_for(lines)
    starts = point_starts(lines, open_lists, width, state.last_number, first=marked is not None)
    edges = [*starts, len(lines)]
    candidates = _text_candidates(source, block_index, lines[: edges[0]], state)
    headings = section_heading_lines(lines, starts, source.layout, state.last_number)
    for (begin, start), end in zip(starts.items(), edges[1:], strict=True):
        if not block.quoted and begin in headings:
            heading = point_candidate(block, lines[begin : begin + 1], *start)
            candidates.append(heading._replace(divided=True))
            if end - begin > 1:
                candidates.append(text_candidate(block, lines[begin + 1 : end], divided=True))
        else:
            candidates += _point_candidates(source, block, lines[begin:end], start)
    return candidates


def _point_candidates(
    source: SegmentationInput, block: Block, lines: Sequence[Line], start: PointStart
) -> Iterator[Candidate]:
    """A point, and the paragraphs below it that a break is meant before."""
    edges = (0, *meant_breaks(lines, source.layout, hanging=True), len(lines))
    yield point_candidate(block, lines[: edges[1]], *start)
    for begin, end in pairwise(edges[1:]):
        yield text_candidate(block, lines[begin:end])


def _cells(block: Block) -> list[Candidate] | None:
    """The cells of a block that is a table, or None."""
    if block.quoted:
        return None
    rows = table_rows(block)
    return list(cell_candidates(block, rows)) or None if rows is not None else None


def _text_candidates(
    source: SegmentationInput,
    block_index: int,
    lines: Sequence[Line],
    state: SegmentationState,
) -> list[Candidate]:
    """The candidates of the running text above a block's points, or of all its lines."""
    if not lines:
        return []
    block = source.blocks[block_index]
    if block.quoted or block.signed:
        return [text_candidate(block, lines)]
    opens_document = state.previous_kind is None
    above = source.blocks[block_index - 1].lines[-1] if block_index else None
    announced = (
        above is not None and above.text.endswith((":", "：")) and above.column < lines[0].column
    )
    breaks = paragraph_breaks(
        lines, source.layout, opens_document=opens_document, announced=announced
    )
    if not breaks:
        return [text_candidate(block, lines, divided=_is_heading_of_points(block, lines))]
    edges = (0, *breaks, len(lines))
    return [text_candidate(block, lines[begin:end], divided=True) for begin, end in pairwise(edges)]


def _marker_of_point(
    source: SegmentationInput, block_index: int, state: SegmentationState
) -> tuple[Marker, int] | None:
    """The marker that a block begins with and where the text behind begins, if it is a point.

    None where no marker stands there, or where it is the beginning of running text.
    """
    block = source.blocks[block_index]
    line = block.lines[0]
    found = marker_at(line.text)
    if found is None:
        found = long_number_at(line.text)
        goes_on = found and continues_open_list(state.open_lists, found[0], line.column)
        return found if goes_on else None
    marker, body = found
    silent = not has_own_text(line.text[body:])
    if silent and len(block.lines) == 1:
        return found
    if not block.quoted and source.known_kind(block_index, state) in KINDS_WITH_MARKER:
        return found
    day = marker.family == "#." and begins_with_day_of_month(line.text)
    begins = not day and _begins_point(source, block_index, state, marker)
    return found if begins else None


def _begins_point(
    source: SegmentationInput, block_index: int, state: SegmentationState, marker: Marker
) -> bool:
    """Whether a block that begins with a marker is a point, where its kind is not known.

    A weak marker needs a sibling in the document or the block, or has to number a heading.
    """
    if not marker.weak or source.layout.has_sibling(marker):
        return True
    block = source.blocks[block_index]
    column = block.lines[0].column
    if not block.quoted and continues_open_list(state.open_lists, marker, column):
        return True
    if len(block.lines) > 1 and has_next_point(block.lines, marker):
        return True
    if block.quoted or not _may_number_heading(source, block, marker):
        return False
    candidate = text_candidate(block, block.lines)
    context = source.context(block_index, state, opens_block=True)
    if is_self_evident_heading(candidate, context):
        return True
    return infer_kind(candidate, context) in HEADING_KINDS


def _may_number_heading(source: SegmentationInput, block: Block, marker: Marker) -> bool:
    """Whether a marker that a block begins with may be a heading's number."""
    if not marker.weak or source.layout.has_sibling(marker):
        return True
    evident = marker.family == "#.#" or (marker.family == "I." and not marker.other)
    return len(block.lines) == 1 and evident


def _is_heading_of_points(block: Block, lines: Sequence[Line]) -> bool:
    """Whether the lines above a block's points are their heading and no lead-in."""
    below = len(lines) < len(block.lines)
    return below and len(lines) == 1 and worded_as_heading(lines[0].text)
