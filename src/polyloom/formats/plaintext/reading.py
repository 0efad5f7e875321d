"""From blocks to segments: what begins where, what it is, and how deep.

``Reader`` reads by guess, or with the kinds that are known from another reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext import tables
from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.fitting import nearest, strangeness, unlikelihood
from polyloom.formats.plaintext.given import Given
from polyloom.formats.plaintext.guessing import (
    guess,
    is_plainly_point,
    is_plainly_prose,
    is_plainly_running,
    obvious,
)
from polyloom.formats.plaintext.parting import GUESS, Choice, Parting
from polyloom.formats.plaintext.pieces import MARKED, Piece, point, text_of
from polyloom.formats.plaintext.points import Levels, nest
from polyloom.formats.plaintext.seams import is_prose
from polyloom.formats.plaintext.setting import Setting
from polyloom.formats.plaintext.state import State, counted_on, place
from polyloom.formats.plaintext.wording import has_words, is_wordy
from polyloom.language.list_markers import Marker, marker_at
from polyloom.model import Kind, Segment

# Stars may be footnotes; a number and a full stop may be a day of the month.
_SPECIAL = frozenset({"*", "#."})


class Reading(NamedTuple):
    """The segments, how many there are before each block, and how badly the kinds fit them."""

    segments: list[Segment]
    counts: list[int]
    strange: int


class Reader:
    """Reads a text, of which ``given`` is known before."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.parting = Parting(given)

    def read(self, choice: Choice = GUESS) -> Reading:
        """The segments by guess, of the known kinds; every block is parted by ``choice``."""
        segments: list[Segment] = []
        counts = [0]
        state = State()
        strange = 0
        for position, block in enumerate(self.given.blocks):
            known = self._plain(block, position, state)
            if known is not None:
                segments.append(known[0])
                state = known[1]
            else:
                pieces = self.parting.pieces(position, state, choice)
                if self.given.kinds:
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
        if self.given.keeps(position, state):
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
        if self.given.kinds and self.given.expected(position, state) is not kind:
            return None
        segment, levels = self._segment(piece, kind, state.levels)
        return segment, State(state.done + 1, levels, kind, state.titled, state.numbered)

    def _is_prose(self, block: Block, position: int) -> bool:
        """Whether a block of several lines is plainly one paragraph."""
        lines = block.lines
        return (
            is_plainly_prose(lines, self.given.look)
            and is_prose(lines)
            and position not in self.given.orders.joined
            and not any(marker_at(line.text) for line in lines)
        )

    def strangeness(self, pieces: Sequence[Piece], position: int, state: State) -> int:
        """How badly pieces fit the kinds that are known: what cannot be."""
        return sum(
            strangeness(piece, kind, self.given.look, opens=number == 0)
            for number, piece, kind in self._with_kinds(pieces, position, state)
        )

    def unlikelihood(self, pieces: Sequence[Piece], position: int, state: State) -> int:
        """How badly pieces fit the kinds that are known: what no guess would have made of them."""
        total = 0
        for number, piece, kind in self._with_kinds(pieces, position, state):
            guessed = guess(piece, self.given.setting(position, state, opens=number == 0))
            total += unlikelihood(piece, kind, guessed, opens=number == 0)
            titled = state.titled or kind is Kind.TITLE
            state = state._replace(done=state.done + 1, previous=kind, titled=titled)
        return total

    def _with_kinds(
        self, pieces: Sequence[Piece], position: int, state: State
    ) -> Iterator[tuple[int, Piece, Kind]]:
        """The pieces that make segments, with their place in the block and the kinds known."""
        if position in self.given.orders.off:
            return
        kinds = iter(self.given.kinds[state.done : state.done + len(pieces)])
        skips = self.given.keeps(position, state)
        for number, piece in enumerate(pieces):
            if not has_words(piece):
                continue
            if skips:
                skips = False
            elif (kind := next(kinds, None)) is not None:
                yield number, piece, kind

    def segments(
        self, pieces: Sequence[Piece], position: int, state: State
    ) -> tuple[State, list[Segment]]:
        """The segments of a block's pieces, and what has been read then."""
        index, levels, previous, titled, numbered, skips = state
        skips = skips or position in self.given.orders.skipped
        off = position in self.given.orders.off
        following = self.given.following(position)
        found = []
        for number, piece in enumerate(pieces):
            if not has_words(piece):
                if piece.marker is not None and not piece.block.quoted:
                    levels = nest(levels, piece.column, piece.marker)
                continue
            kept = skips or off
            kind = obvious(piece, self.given.look) if previous is not None else None
            if index < len(self.given.kinds) and not kept:
                kind = nearest(self.given.kinds[index], piece)
            elif kind is None:
                opens = number == 0
                look = self.given.look
                setting = Setting(look, previous, following, index, opens, titled, numbered)
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
        whole = first._replace(text=self.given.text[piece.begin : first.end], start=piece.begin)
        return piece._replace(lines=(whole, *piece.lines[1:]), marker=None)


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
