"""From blocks to segments: what begins where, what it is, and how deep.

``Reader`` reads by guess, or with the kinds that are known from another reading; how a block is
parted can be chosen from outside (``finding``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from polyloom.formats.directives import Directive
from polyloom.formats.plaintext import tables
from polyloom.formats.plaintext.blocks import Block, Line, cut
from polyloom.formats.plaintext.fitting import nearest, strangeness, unlikelihood
from polyloom.formats.plaintext.guessing import (
    guess,
    is_plainly_point,
    is_plainly_prose,
    is_plainly_running,
    obvious,
)
from polyloom.formats.plaintext.heads import self_evident_heading
from polyloom.formats.plaintext.look import Look
from polyloom.formats.plaintext.orders import orders_of
from polyloom.formats.plaintext.pieces import (
    HEADS,
    MARKED,
    Piece,
    cells_of,
    point,
    running,
    text_of,
)
from polyloom.formats.plaintext.points import Levels, goes_on, is_followed, nest, point_starts
from polyloom.formats.plaintext.seams import is_prose, parted_into, seams
from polyloom.formats.plaintext.sections import may_stand_over_text, section_heads
from polyloom.formats.plaintext.setting import Setting
from polyloom.formats.plaintext.state import State, counted_on, place
from polyloom.formats.plaintext.wording import (
    has_words,
    is_wordy,
    says_more_than_marker,
    says_something,
)
from polyloom.model import Kind, Segment
from polyloom.text.dates import begins_with_day
from polyloom.text.headings import worded_as_heading
from polyloom.text.markers import Marker, marker_at

# Stars may be footnotes; a number and a full stop may be a day of the month.
_SPECIAL = frozenset({"*", "#."})


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


class Reading(NamedTuple):
    """The segments, how many there are before each block, and how badly the kinds fit them."""

    segments: list[Segment]
    counts: list[int]
    strange: int


class Reader:
    """A text, cut into blocks, and the kinds that are known of its segments."""

    def __init__(
        self, text: str, kinds: Sequence[Kind], directives: Sequence[Directive] = ()
    ) -> None:
        self._text = text
        self.kinds = kinds
        self.blocks = cut(text)
        self._orders = orders_of(directives, self.blocks)
        self._look = Look(text, self.blocks)

    def read(self, choice: Choice = GUESS) -> Reading:
        """The segments by guess, of the known kinds; every block is parted by ``choice``."""
        segments: list[Segment] = []
        counts = [0]
        state = State()
        strange = 0
        for position, block in enumerate(self.blocks):
            known = self._plain(block, position, state)
            if known is not None:
                segments.append(known[0])
                state = known[1]
            else:
                pieces = self.pieces(position, state, choice)
                if self.kinds:
                    strange += self.strangeness(pieces, position, state)
                state, found = self.segments(pieces, position, state)
                segments += found
            counts.append(state.done)
        return Reading(segments, counts, strange)

    def _plain(self, block: Block, position: int, state: State) -> tuple[Segment, State] | None:
        """The segment of a block that no rule has anything to say about: a short cut.

        It gives what the long way would give, or None where that is not plain.
        """
        if block.quoted or block.underlined or block.bordered or state.previous is None:
            return None
        if self._keeps(position, state):
            return None
        if len(block.lines) == 1:
            piece = _plain_line(block)
        elif self._is_prose(block, position):
            piece = Piece(block.lines, block.lines[0].column, block, alone=True)
        else:
            return None
        if piece is None or tables.rows(block) is not None:
            return None
        kind = Kind.PARAGRAPH if piece.marker is None else Kind.POINT
        if self.kinds and self._expected(position, state) is not kind:
            return None
        segment, levels = self._segment(piece, kind, state.levels)
        return segment, State(state.done + 1, levels, kind, state.titled, state.numbered)

    def _is_prose(self, block: Block, position: int) -> bool:
        """Whether a block of several lines is plainly one paragraph."""
        lines = block.lines
        return (
            is_plainly_prose(lines, self._look)
            and is_prose(lines)
            and position not in self._orders.joined
            and not any(marker_at(line.text) for line in lines)
        )

    def strangeness(self, pieces: Sequence[Piece], position: int, state: State) -> int:
        """How badly pieces fit the kinds that are known: what cannot be."""
        return sum(
            strangeness(piece, kind, self._look, opens=number == 0)
            for number, piece, kind in self._with_kinds(pieces, position, state)
        )

    def unlikelihood(self, pieces: Sequence[Piece], position: int, state: State) -> int:
        """How badly pieces fit the kinds that are known: what no guess would have made of them."""
        total = 0
        for number, piece, kind in self._with_kinds(pieces, position, state):
            guessed = guess(piece, self._setting(position, state, opens=number == 0))
            total += unlikelihood(piece, kind, guessed, opens=number == 0)
            titled = state.titled or kind is Kind.TITLE
            state = state._replace(done=state.done + 1, previous=kind, titled=titled)
        return total

    def _with_kinds(
        self, pieces: Sequence[Piece], position: int, state: State
    ) -> Iterator[tuple[int, Piece, Kind]]:
        """The pieces that make segments, with their place in the block and the kinds known."""
        if position in self._orders.off:
            return
        kinds = iter(self.kinds[state.done : state.done + len(pieces)])
        skips = self._keeps(position, state)
        for number, piece in enumerate(pieces):
            if not has_words(piece):
                continue
            if skips:
                skips = False
            elif (kind := next(kinds, None)) is not None:
                yield number, piece, kind

    def _keeps(self, position: int, state: State) -> bool:
        """Whether a directive keeps the next segment, which is in this block, from translators."""
        return state.skips or position in self._orders.skipped or position in self._orders.off

    def pieces(self, position: int, state: State, choice: Choice) -> list[Piece]:
        """The pieces of a block: one, if a directive joins it."""
        pieces = self._pieces(position, state, choice)
        if len(pieces) == 1 or position not in self._orders.joined:
            return pieces
        block = self.blocks[position]
        begins = self._first_is_point(position, state)
        piece = point(block, block.lines, *begins) if begins else running(block, block.lines)
        return [piece._replace(joined=True)]

    def _pieces(self, position: int, state: State, choice: Choice) -> list[Piece]:
        block = self.blocks[position]
        lines = block.lines
        expected = self._expected(position, state)
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
        heads = section_heads(lines, starts, self._look, state.numbered)
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
        if not self.kinds or not may_stand_over_text(lines) or self._keeps(position, state):
            return False
        index = state.done + sum(map(has_words, before))
        kinds = self.kinds[index : index + 2]
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
        found = seams(lines, self._look, head=head, expected=expected)
        if parts:
            found = parted_into(found, parts, lines)
        if not found:
            return [running(block, lines, parted=_heads_points(block, lines))]
        edges = (0, *found, len(lines))
        return [running(block, lines[begin:end], parted=True) for begin, end in pairwise(edges)]

    def _first_is_point(self, position: int, state: State) -> tuple[Marker, int] | None:
        """The marker at a block's beginning, and where the text behind begins, if it is one."""
        block = self.blocks[position]
        line = block.lines[0]
        found = marker_at(line.text)
        if found is None:
            return None
        marker, body = found
        silent = not says_something(line.text[body:])
        if silent and len(block.lines) == 1:
            return found
        # What makes no segment has no kind: the next one's says nothing about it.
        expected = None if block.quoted or silent else self._expected(position, state)
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
        if not marker.weak or self._look.has_sibling(marker):
            return True
        block = self.blocks[position]
        if not block.quoted and goes_on(state.levels, marker, block.lines[0].column):
            return True
        if len(block.lines) > 1 and is_followed(block.lines, marker):
            return True
        if block.quoted or not self._may_head(marker, block):
            return False
        piece, setting = running(block, block.lines), self._setting(position, state, opens=True)
        return self_evident_heading(piece, setting) or guess(piece, setting) in HEADS

    def _may_head(self, marker: Marker, block: Block) -> bool:
        if not marker.weak or self._look.has_sibling(marker):
            return True
        alone = len(block.lines) == 1
        return alone and (marker.family == "#.#" or (marker.family == "I." and not marker.other))

    def _expected(self, position: int, state: State) -> Kind | None:
        """The kind of the next segment, which is in this block, where it is known."""
        if state.done >= len(self.kinds) or self._keeps(position, state):
            return None
        return self.kinds[state.done]

    def _setting(self, position: int, state: State, *, opens: bool) -> Setting:
        return Setting(
            self._look,
            state.previous,
            self._following(position),
            state.done,
            opens,
            state.titled,
            state.numbered,
        )

    def _following(self, position: int) -> Block | None:
        return self.blocks[position + 1] if position + 1 < len(self.blocks) else None

    def segments(
        self, pieces: Sequence[Piece], position: int, state: State
    ) -> tuple[State, list[Segment]]:
        """The segments of a block's pieces, and what has been read then."""
        index, levels, previous, titled, numbered, skips = state
        skips = skips or position in self._orders.skipped
        off = position in self._orders.off
        following = self._following(position)
        found = []
        for number, piece in enumerate(pieces):
            if not has_words(piece):
                if piece.marker is not None and not piece.block.quoted:
                    levels = nest(levels, piece.column, piece.marker)
                continue
            kept = skips or off
            kind = obvious(piece, self._look) if previous is not None else None
            if index < len(self.kinds) and not kept:
                kind = nearest(self.kinds[index], piece)
            elif kind is None:
                opens = number == 0
                setting = Setting(self._look, previous, following, index, opens, titled, numbered)
                kind = guess(piece, setting)
            segment, levels = self._segment(piece, kind, levels)
            found.append(segment)
            previous = kind
            titled = titled or kind is Kind.TITLE
            if kind is Kind.HEADING and piece.marker is not None:
                numbered = counted_on(piece.marker, numbered)
            index += not kept
            skips = False
        return State(index, levels, previous, titled, numbered, skips), found

    def _segment(self, piece: Piece, kind: Kind, levels: Levels) -> tuple[Segment, Levels]:
        marker = piece.marker
        if piece.block.quoted:
            depth = piece.block.quoted
        elif kind is Kind.CELL:
            depth = 0
        else:
            if marker is not None and kind not in MARKED:
                piece, marker = self._with_marker_as_text(piece), None
            levels, depth = place(piece, kind, levels)
        lines = piece.lines
        end = piece.end or lines[-1].end
        text = text_of(lines, kind)
        written = "" if marker is None else marker.text
        return Segment(kind, text, lines[0].start, end, depth, written), levels

    def _with_marker_as_text(self, piece: Piece) -> Piece:
        first = piece.lines[0]
        whole = first._replace(text=self._text[piece.begin : first.end], start=piece.begin)
        return piece._replace(lines=(whole, *piece.lines[1:]), marker=None)


def _heads_points(block: Block, lines: Sequence[Line]) -> bool:
    """Whether the lines above a block's points are their heading and no lead-in."""
    below = len(lines) < len(block.lines)
    return below and len(lines) == 1 and worded_as_heading(lines[0].text)


def _plain_line(block: Block) -> Piece | None:
    """The piece of a line that can be nothing but a paragraph or a point."""
    line = block.lines[0]
    found = marker_at(line.text)
    if found is None:
        plain = is_wordy(line.text) and is_plainly_running(line.text)
        return Piece(block.lines, line.column, block, alone=True) if plain else None
    text = line.text[found[1] :]
    plain = _is_plain(found[0]) and is_wordy(text) and is_plainly_point(text)
    return point(block, block.lines, *found) if plain else None


def _is_plain(marker: Marker) -> bool:
    """Whether a marker makes a point wherever a block begins with it."""
    return not (marker.weak or marker.notes or marker.family in _SPECIAL or marker.other)
