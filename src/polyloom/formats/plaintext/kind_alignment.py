"""The segments of a translation, aligned with the known kinds of its source's segments.

Layout is read again in every output, wording is not: a translation may have no capitals, end with
a full stop, or take one line where the source takes three. Whatever only wording or the length of
lines can tell is therefore taken from the kinds of the source. They say what each segment is, and
their number says where a block of the translation is to be divided otherwise than the rules would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from polyloom.formats.plaintext.block_division import BY_RULES, DivisionChoice, divide_block
from polyloom.formats.plaintext.block_segmentation import (
    SegmentationResult,
    segment_blocks,
    segments_of_block,
)
from polyloom.formats.plaintext.candidate_segments import Candidate
from polyloom.formats.plaintext.dialogue import begins_like_turn
from polyloom.formats.plaintext.known_kinds import impossibility, unlikelihood
from polyloom.formats.plaintext.open_lists import open_lists_after
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.formats.plaintext.segmentation_state import SegmentationState
from polyloom.formats.plaintext.text_lines import has_room_for_next_word, right_edge
from polyloom.model import Segment

# How many alignments are followed at a time.
_ALIGNMENTS_FOLLOWED = 24
# Into how many parts a block is tried to be divided, beside one a line.
_MOST_PARTS = 6
# What a part costs that the rules do not have, and points where the rules have running text.
_PART_COST, _LEAD_IN_COST = 2, 1
# What a part costs that ends with a full line, beside that.
_FULL_LINE_COST = 1
# By how much a part is cheaper that begins as turns of a dialogue do.
_TURN_BONUS = 1
# What another division of text inside a list costs on top.
_INSIDE_LIST_COST = 1
# More lines than any block has.
_EVERY_LINE = 1 << 30
# What is tried on the whole text before its blocks are aligned one by one.
_UNIFORM_CHOICES = (
    DivisionChoice(parts=_EVERY_LINE),
    DivisionChoice(parts=1),
    DivisionChoice(headings=False),
)


class _Alignment(NamedTuple):
    """The segments up to some block, what they cost, and the state behind them."""

    state: SegmentationState
    cost: int
    segments: _SegmentChain | None


class _SegmentChain(NamedTuple):
    """The segments of a block, behind those of the blocks before: alignments share them."""

    before: _SegmentChain | None
    segments: list[Segment]


def aligned_segments(source: SegmentationInput) -> list[Segment]:
    """The segments of a text, as many as there are known kinds where that is possible.

    Where no kinds are known, or no division agrees with them, they are those of the rules.
    """
    by_rules = segment_blocks(source)
    if not source.kinds or _agrees(by_rules, source):
        return by_rules.segments
    for choice in _UNIFORM_CHOICES:
        uniform = segment_blocks(source, choice)
        if _agrees(uniform, source):
            return uniform.segments
    return _best_alignment(source, by_rules) or by_rules.segments


def _agrees(result: SegmentationResult, source: SegmentationInput) -> bool:
    return not result.impossibility and result.counts[-1] == len(source.kinds)


def _best_alignment(
    source: SegmentationInput, by_rules: SegmentationResult
) -> list[Segment] | None:
    """The cheapest segments that are as many as the known kinds, or None where there are none.

    It is a beam search: of all alignments up to a block only the likeliest few are followed, so
    that the time is linear in the number of blocks.
    """
    followed = [_Alignment(SegmentationState(), 0, None)]
    for block_index in range(len(source.blocks)):
        followed = _likeliest(
            _extended(source, followed, block_index), source, by_rules, block_index + 1
        )
    complete = [one for one in followed if one.state.segment_count == len(source.kinds)]
    if not complete:
        return None
    parts = []
    chain = min(complete, key=lambda one: one.cost).segments
    while chain is not None:
        parts.append(chain.segments)
        chain = chain.before
    return [segment for found in reversed(parts) for segment in found]


def _likeliest(
    alignments: Sequence[_Alignment],
    source: SegmentationInput,
    by_rules: SegmentationResult,
    block_count: int,
) -> list[_Alignment]:
    """Those of the alignments of the first ``block_count`` blocks that are likely to end well.

    Segments that are missing must be made up for by the blocks to come; that the rules were wrong
    all over the document is likelier than that they were wrong in one place.
    """
    total, before = by_rules.counts[-1], by_rules.counts[block_count]
    missing = len(source.kinds) - total
    expected = before + missing * block_count / len(source.blocks)

    def total_cost(alignment: _Alignment) -> tuple[int, float]:
        segment_count = alignment.state.segment_count
        to_come = abs(missing - (segment_count - before))
        return alignment.cost + _PART_COST * to_come, abs(segment_count - expected)

    return sorted(alignments, key=total_cost)[:_ALIGNMENTS_FOLLOWED]


def _extended(
    source: SegmentationInput, alignments: Sequence[_Alignment], block_index: int
) -> list[_Alignment]:
    """The alignments with each division of the next block; the cheapest of those of one state."""
    best: dict[SegmentationState, _Alignment] = {}
    for alignment in alignments:
        before = alignment.state
        for division_cost, candidates in _divisions(source, block_index, before):
            state, found = segments_of_block(source, candidates, block_index, before)
            if state.segment_count > len(source.kinds):
                continue
            cost = alignment.cost + division_cost
            cost += impossibility(source, candidates, block_index, before)
            cost += unlikelihood(source, candidates, block_index, before)
            if state not in best or cost < best[state].cost:
                chain = _SegmentChain(alignment.segments, found) if found else alignment.segments
                best[state] = _Alignment(state, cost, chain)
    return list(best.values())


def _divisions(
    source: SegmentationInput, block_index: int, state: SegmentationState
) -> Iterator[tuple[int, list[Candidate]]]:
    """The ways to divide a block, each with what it costs; that of the rules costs nothing."""
    lines = source.blocks[block_index].lines
    by_rules = divide_block(source, block_index, state, BY_RULES)
    yield 0, by_rules
    if len(lines) == 1 or by_rules[0].cell:
        return
    # In a list a wrong division gives wrong depths; elsewhere one is as good as another.
    is_inside = open_lists_after(state.open_lists, lines[0].column, None)
    inside_cost = _INSIDE_LIST_COST if is_inside else 0
    for lead_in in (None, True, False):
        undivided = divide_block(source, block_index, state, DivisionChoice(lead_in))
        text_candidates = [one for one in undivided if one.marker is None]
        line_count = sum(len(one.lines) for one in text_candidates)
        lead_in_cost = _LEAD_IN_COST if lead_in is not None else 0
        yield lead_in_cost, undivided
        counts = {*range(1, min(line_count, _MOST_PARTS) + 1), line_count}
        for parts in sorted(counts - {0, len(text_candidates)}):
            divided = divide_block(source, block_index, state, DivisionChoice(lead_in, parts))
            full = max(0, _full_line_breaks(divided) - _full_line_breaks(undivided))
            turns = _turn_count(divided) - _turn_count(undivided)
            cost = _PART_COST * abs(parts - len(text_candidates))
            cost += _FULL_LINE_COST * full - _TURN_BONUS * turns
            yield cost + lead_in_cost + inside_cost, divided


def _turn_count(candidates: Sequence[Candidate]) -> int:
    """How many candidates of running text, but for the first, begin as turns of a dialogue do."""
    text_candidates = [one for one in candidates[1:] if one.marker is None]
    return sum(1 for one in text_candidates if begins_like_turn(one.lines[0]))


def _full_line_breaks(candidates: Sequence[Candidate]) -> int:
    """How many candidates of running text end with a full line, as only wrapped lines are."""
    text_candidates = [one for one in candidates if one.marker is None]
    width = max((right_edge(one.lines) for one in text_candidates), default=0)
    return sum(
        1
        for one, following in pairwise(text_candidates)
        if not has_room_for_next_word(one.lines[-1], following.lines[0], width)
    )
