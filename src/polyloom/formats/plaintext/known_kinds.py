"""How well candidates agree with the kinds that are known from the source of a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyloom.formats.plaintext.candidate_segments import (
    HEADING_KINDS,
    KINDS_BY_LAYOUT,
    KINDS_WITH_MARKER,
    Candidate,
    makes_segment,
)
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.kind_inference import infer_kind, is_indented_like_quote
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.formats.plaintext.segmentation_state import SegmentationState
from polyloom.formats.plaintext.tables import table_rows
from polyloom.language.list_markers import marker_at
from polyloom.model import Kind

# What a candidate counts that cannot be of its kind.
_IMPOSSIBLE = 3
# What a marker or a table counts that is taken for text: translations leave them alone.
_LOST_LAYOUT = 3
_ON_ONE_LINE = frozenset({Kind.HEADING, Kind.BYLINE, Kind.DATE, Kind.CLOSING})


def impossibility(
    source: SegmentationInput,
    candidates: Sequence[Candidate],
    block_index: int,
    state: SegmentationState,
) -> int:
    """What a block's candidates cost that cannot be of their known kinds; 0 where all can be.

    ``state`` is that before the block.
    """
    return sum(
        0 if _can_be(candidate, kind, source.layout, opens_block=number == 0) else _IMPOSSIBLE
        for number, candidate, kind in _with_kinds(source, candidates, block_index, state)
    )


def unlikelihood(
    source: SegmentationInput,
    candidates: Sequence[Candidate],
    block_index: int,
    state: SegmentationState,
) -> int:
    """What a block's candidates cost whose known kinds are others than would be inferred.

    ``state`` is that before the block.
    """
    total = 0
    for number, candidate, kind in _with_kinds(source, candidates, block_index, state):
        opens_block = number == 0
        context = source.context(block_index, state, opens_block=opens_block)
        total += infer_kind(candidate, context) is not kind
        total += kind in _ON_ONE_LINE and len(candidate.lines) > 1
        total += _LOST_LAYOUT if opens_block and _has_lost_layout(candidate) else 0
        state = state._replace(
            segment_count=state.segment_count + 1,
            previous_kind=kind,
            has_title=state.has_title or kind is Kind.TITLE,
        )
    return total


def possible_kind(kind: Kind, candidate: Candidate) -> Kind:
    """The known kind of a candidate or, if its layout rules that out, the kind nearest to it."""
    if candidate.block.quoted or candidate.cell:
        return Kind.QUOTE if candidate.block.quoted else Kind.CELL
    if candidate.marker is not None:
        return Kind.POINT if kind is Kind.CELL else kind
    return Kind.PARAGRAPH if kind in KINDS_BY_LAYOUT else kind


def _with_kinds(
    source: SegmentationInput,
    candidates: Sequence[Candidate],
    block_index: int,
    state: SegmentationState,
) -> Iterator[tuple[int, Candidate, Kind]]:
    """The candidates that make segments for translators, by index, with their known kinds."""
    if block_index in source.directives.off:
        return
    kinds = iter(source.kinds[state.segment_count : state.segment_count + len(candidates)])
    withheld = source.is_withheld(block_index, state)
    for number, candidate in enumerate(candidates):
        if not makes_segment(candidate):
            continue
        if withheld:
            withheld = False
        elif (kind := next(kinds, None)) is not None:
            yield number, candidate, kind


def _can_be(candidate: Candidate, kind: Kind, layout: DocumentLayout, *, opens_block: bool) -> bool:
    """Whether the layout of a candidate allows a kind."""
    if candidate.block.quoted or candidate.cell:
        return kind is (Kind.CELL if candidate.cell else Kind.QUOTE)
    if candidate.marker is not None:
        may_be_heading = opens_block or candidate.divided
        return kind in (KINDS_WITH_MARKER if may_be_heading else KINDS_WITH_MARKER - HEADING_KINDS)
    if kind is Kind.QUOTE:
        return is_indented_like_quote(candidate, layout)
    return kind not in KINDS_BY_LAYOUT


def _has_lost_layout(candidate: Candidate) -> bool:
    """Whether a candidate begins with a marker, or is a table, and is not taken for one."""
    if candidate.marker is not None or candidate.cell:
        return False
    return marker_at(candidate.first_text) is not None or table_rows(candidate.block) is not None
