"""Blocks to pieces: which points begin in a block, and what of running text is a text for itself.

It is by guess, or by the kinds that are known; how a block is parted can be chosen from outside
(``finding``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from polyloom.formats.plaintext import tables
from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.formats.plaintext.given import Given
from polyloom.formats.plaintext.guessing import guess
from polyloom.formats.plaintext.heads import self_evident_heading
from polyloom.formats.plaintext.pieces import HEADS, MARKED, Piece, cells_of, point, running
from polyloom.formats.plaintext.points import goes_on, is_followed, point_starts
from polyloom.formats.plaintext.seams import parted_into, seams
from polyloom.formats.plaintext.sections import may_stand_over_text, section_heads
from polyloom.formats.plaintext.state import State
from polyloom.formats.plaintext.wording import has_words, says_more_than_marker, says_something
from polyloom.language.dates import begins_with_day
from polyloom.language.heading_words import worded_as_heading
from polyloom.language.list_markers import Marker, marker_at
from polyloom.model import Kind

# What is read right below a numbered heading.
_BELOW_HEADS = frozenset({Kind.PARAGRAPH, Kind.VERSE})


class Choice(NamedTuple):
    """How to part a block other than by guessing.

    ``lead_in`` tells whether points begin right under running text, ``parts`` into how many
    segments running text is parted; None and 0 leave it to the guess. ``heads``: where the kinds
    have a heading and a paragraph, the first line of a point is the heading.
    """

    lead_in: bool | None = None
    parts: int = 0
    heads: bool = True


GUESS = Choice()


class Parting:
    """Parts the blocks of a text."""

    def __init__(self, given: Given) -> None:
        self._given = given

    def pieces(self, position: int, state: State, choice: Choice) -> list[Piece]:
        """The pieces of a block: one, if a directive joins it."""
        pieces = self._pieces(position, state, choice)
        if len(pieces) == 1 or position not in self._given.orders.joined:
            return pieces
        block = self._given.blocks[position]
        begins = self._first_is_point(position, state)
        piece = point(block, block.lines, *begins) if begins else running(block, block.lines)
        return [piece._replace(joined=True)]

    def _pieces(self, position: int, state: State, choice: Choice) -> list[Piece]:
        block = self._given.blocks[position]
        lines = block.lines
        expected = self._given.expected(position, state)
        cells = self._cells(block, expected)
        if cells is not None:
            return cells
        begins = self._first_is_point(position, state)
        if len(lines) == 1:
            if begins is None:
                return [running(block, lines)]
            return [point(block, lines, *begins)]
        levels = () if block.quoted else state.levels
        starts = point_starts(lines, levels, first=begins is not None, lead_in=choice.lead_in)
        edges = [*starts, len(lines)]
        head = state.previous is None
        before = lines[: edges[0]]
        pieces = self._running_pieces(block, before, choice.parts, expected, head=head)
        heads = section_heads(lines, starts, self._given.look, state.numbered)
        for (begin, start), end in zip(starts.items(), edges[1:], strict=True):
            known = choice.heads and self._is_known_head(lines[begin:end], pieces, position, state)
            if not block.quoted and (begin in heads or known):
                pieces.append(point(block, lines[begin : begin + 1], *start)._replace(parted=True))
                if end - begin > 1:
                    pieces.append(running(block, lines[begin + 1 : end], parted=True))
            else:
                pieces.append(point(block, lines[begin:end], *start))
        return pieces

    def _is_known_head(
        self, lines: Sequence[Line], before: Sequence[Piece], position: int, state: State
    ) -> bool:
        """Whether the next lines are a heading and its text by the kinds that are known."""
        given = self._given
        if not given.kinds or not may_stand_over_text(lines) or given.keeps(position, state):
            return False
        index = state.done + sum(map(has_words, before))
        kinds = given.kinds[index : index + 2]
        return len(kinds) > 1 and kinds[0] is Kind.HEADING and kinds[1] in _BELOW_HEADS

    def _cells(self, block: Block, expected: Kind | None) -> list[Piece] | None:
        if block.quoted:
            return None
        known = expected is Kind.CELL and says_more_than_marker(block.lines[0].text)
        rows = tables.rows_anyhow(block) if known else tables.rows(block)
        if rows is None:
            return None
        cells = list(cells_of(block, rows))
        # A table of nothing but figures makes no segment: the next one's kind says nothing here.
        table = known or expected is None or not any(map(has_words, cells))
        return cells if table and cells else None

    def _running_pieces(
        self,
        block: Block,
        lines: Sequence[Line],
        parts: int,
        expected: Kind | None,
        *,
        head: bool,
    ) -> list[Piece]:
        if not lines:
            return []
        if block.quoted or block.signed:
            return [running(block, lines)]
        found = seams(lines, self._given.look, head=head, expected=expected)
        if parts:
            found = parted_into(found, parts, lines)
        if not found:
            return [running(block, lines, parted=_heads_points(block, lines))]
        edges = (0, *found, len(lines))
        return [running(block, lines[begin:end], parted=True) for begin, end in pairwise(edges)]

    def _first_is_point(self, position: int, state: State) -> tuple[Marker, int] | None:
        """The marker at a block's beginning, and where the text behind begins, if it is one."""
        block = self._given.blocks[position]
        line = block.lines[0]
        found = marker_at(line.text)
        if found is None:
            return None
        marker, body = found
        silent = not says_something(line.text[body:])
        if silent and len(block.lines) == 1:
            return found
        # What makes no segment has no kind: the next one's says nothing about it.
        expected = None if block.quoted or silent else self._given.expected(position, state)
        day = marker.family == "#." and begins_with_day(line.text)
        if expected is None:
            begins = not day and self._stands_alone(marker, position, state)
        elif expected in HEADS:
            begins = not day and self._may_head(marker, block)
        else:
            begins = expected in MARKED
        return found if begins else None

    def _stands_alone(self, marker: Marker, position: int, state: State) -> bool:
        """Whether a block that begins with a marker is a point, by guess."""
        if not marker.weak or self._given.look.has_sibling(marker):
            return True
        block = self._given.blocks[position]
        if not block.quoted and goes_on(state.levels, marker, block.lines[0].column):
            return True
        if len(block.lines) > 1 and is_followed(block.lines, marker):
            return True
        if block.quoted or not self._may_head(marker, block):
            return False
        piece = running(block, block.lines)
        setting = self._given.setting(position, state, opens=True)
        return self_evident_heading(piece, setting) or guess(piece, setting) in HEADS

    def _may_head(self, marker: Marker, block: Block) -> bool:
        if not marker.weak or self._given.look.has_sibling(marker):
            return True
        alone = len(block.lines) == 1
        return alone and (marker.family == "#.#" or (marker.family == "I." and not marker.other))


def _heads_points(block: Block, lines: Sequence[Line]) -> bool:
    """Whether the lines above a block's points are their heading and no lead-in."""
    below = len(lines) < len(block.lines)
    return below and len(lines) == 1 and worded_as_heading(lines[0].text)
