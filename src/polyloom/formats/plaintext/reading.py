"""From blocks to segments: what begins where, what it is, and how deep.

Layout is read again in every output, wording is not: a translation may have no capitals, end with
a full stop, or take one line where the source takes three. Whatever only wording or the length of
lines can tell is therefore taken from the ``kinds`` of the source's own reading. They say what
each segment is, and their number says where a guess about the parting of lines was another one
than in the source (``_align``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext import tables
from polyloom.formats.plaintext.blocks import Block, Line, cut
from polyloom.formats.plaintext.guessing import Setting, guess, self_evident_heading
from polyloom.formats.plaintext.look import Look
from polyloom.formats.plaintext.pieces import BREAKS_MATTER, HEADS, LAID_OUT, MARKED, Piece
from polyloom.formats.plaintext.points import Levels, is_followed, nest, point_starts
from polyloom.formats.plaintext.seams import Seams, seams
from polyloom.model import Kind, Segment
from polyloom.text.dates import begins_with_day
from polyloom.text.markers import Marker, looks_like_marker, marker_at
from polyloom.text.wrapping import unwrap

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# The kinds that belong to a list's point where they are indented; all others end the list.
_FLOWING = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})
_MARKER_LENGTH = 12

# How many readings are followed at a time, and how far apart the partings of one block may be.
_WAYS = 12
_PARTS = 6
_UNLIKELY = 3


class _State(NamedTuple):
    """What has been read: how many segments, which lists are open, the kind of the last one.

    ``titled``: there has been a title. ``numbered`` is the number of the last heading such as
    ``2. Reports``, or 0.
    """

    index: int = 0
    levels: Levels = ()
    previous: Kind | None = None
    titled: bool = False
    numbered: int = 0


class _Way(NamedTuple):
    """One reading up to a block: what it took against the guesses, and its segments, chained."""

    state: _State
    cost: int
    chain: _Chain | None


class _Chain(NamedTuple):
    before: _Chain | None
    segments: list[Segment]


class _Choice(NamedTuple):
    """How to part a block other than by guessing: points under text or not, number of parts."""

    lead_in: bool | None = None
    parts: int = 0


_GUESS = _Choice()


def find(text: str, kinds: Sequence[Kind] | None = None) -> list[Segment]:
    """The segments of a plain text, with spans in characters.

    ``kinds``: one kind for each segment, from another reading of the same document.
    """
    reader = _Reader(text, kinds or ())
    found, strange = reader.read()
    if kinds and (strange or len(found) != len(kinds)):
        return reader.align() or found
    return found


class _Reader:
    """A text, cut into blocks, and the kinds that are known of its segments."""

    def __init__(self, text: str, kinds: Sequence[Kind]) -> None:
        self._text = text
        self._kinds = kinds
        self._blocks = cut(text)
        self._look = Look(text, self._blocks)

    def read(self) -> tuple[list[Segment], int]:
        """The segments by guess, of the known kinds, and how badly these fit the layout."""
        segments: list[Segment] = []
        state = _State()
        strange = 0
        for position in range(len(self._blocks)):
            pieces = self._pieces(position, state, _GUESS)
            if self._kinds:
                strange += self._strangeness(pieces, state.index)
            state, found = self._segments(pieces, position, state)
            segments += found
        return segments, strange

    def align(self) -> list[Segment] | None:
        """The reading closest to the guesses that has exactly the kinds' number of segments.

        Of all readings up to a block only the likeliest few are followed, so that the time is
        linear in the number of blocks.
        """
        ways = [_Way(_State(), 0, None)]
        for position in range(len(self._blocks)):
            ways = self._step(ways, position)
        ending = [way for way in ways if way.state.index == len(self._kinds)]
        if not ending:
            return None
        best = min(ending, key=lambda way: way.cost)
        parts = []
        chain = best.chain
        while chain is not None:
            parts.append(chain.segments)
            chain = chain.before
        return [segment for found in reversed(parts) for segment in found]

    def _step(self, ways: Sequence[_Way], position: int) -> list[_Way]:
        best: dict[_State, _Way] = {}
        for way in ways:
            for cost, pieces in self._readings(position, way.state):
                state, found = self._segments(pieces, position, way.state)
                if state.index > len(self._kinds):
                    continue
                total = way.cost + cost + self._strangeness(pieces, way.state.index)
                if state not in best or total < best[state].cost:
                    chain = _Chain(way.chain, found) if found else way.chain
                    best[state] = _Way(state, total, chain)
        return sorted(best.values(), key=lambda way: (way.cost, way.state.index))[:_WAYS]

    def _readings(self, position: int, state: _State) -> Iterator[tuple[int, list[Piece]]]:
        """The ways to part a block, each with its distance from the guess."""
        lines = self._blocks[position].lines
        guessed = self._pieces(position, state, _GUESS)
        yield 0, guessed
        if len(lines) == 1 or guessed[0].cell:
            return
        for lead_in in (None, True, False):
            pieces = self._pieces(position, state, _Choice(lead_in))
            text_lines = sum(len(piece.lines) for piece in pieces if piece.marker is None)
            usual = sum(1 for piece in pieces if piece.marker is None)
            for parts in sorted({*range(1, min(text_lines, _PARTS) + 1), text_lines} - {0}):
                distance = 2 * abs(parts - usual) + (lead_in is not None)
                yield distance, self._pieces(position, state, _Choice(lead_in, parts))
            if not text_lines and lead_in is not None:
                yield 1, pieces

    def _strangeness(self, pieces: Sequence[Piece], index: int) -> int:
        """How badly pieces fit the kinds that are known."""
        strange = 0
        for number, piece in enumerate(pieces):
            if index >= len(self._kinds) or not self._has_words(piece):
                continue
            kind = self._kinds[index]
            index += 1
            if piece.block.quoted or piece.cell:
                fits = kind is (Kind.CELL if piece.cell else Kind.QUOTE)
            elif piece.marker is not None:
                fits = kind in (MARKED - HEADS if number else MARKED)
            else:
                fits = kind not in LAID_OUT
            strange += 0 if fits else _UNLIKELY
        return strange

    def _pieces(self, position: int, state: _State, choice: _Choice) -> list[Piece]:
        """The pieces of a block."""
        block = self._blocks[position]
        lines = block.lines
        cells = self._cells(block, state)
        if cells is not None:
            return cells
        begins = self._first_is_point(position, state)
        if len(lines) == 1:
            if begins is None:
                return [Piece(lines, lines[0].column, block, alone=True)]
            return [_point(block, lines, *begins)]
        levels = () if block.quoted else state.levels
        starts = point_starts(lines, levels, first=begins is not None, lead_in=choice.lead_in)
        edges = [*starts, len(lines)]
        pieces = self._running_pieces(block, lines[: edges[0]], state, choice.parts)
        for begin, marker, end in zip(starts, starts.values(), edges[1:], strict=True):
            found = marker_at(lines[begin].text)
            pieces.append(_point(block, lines[begin:end], marker, found[1] if found else 0))
        return pieces

    def _cells(self, block: Block, state: _State) -> list[Piece] | None:
        if block.quoted:
            return None
        expected = self._expected(state)
        known = expected is Kind.CELL and _says_more_than_marker(block.lines[0].text)
        rows = tables.rows_anyhow(block) if known else tables.rows(block)
        if rows is None:
            return None
        cells = list(_cell_pieces(block, rows))
        # A table of nothing but figures makes no segment: the next one's kind says nothing here.
        table = known or expected is None or not any(map(self._has_words, cells))
        return cells if table and cells else None

    def _running_pieces(
        self, block: Block, lines: Sequence[Line], state: _State, parts: int
    ) -> list[Piece]:
        if not lines:
            return []
        head = state.index == 0
        found: Seams = () if block.quoted else seams(lines, self._look, head=head)
        if parts:
            found = _parted(found, parts, len(lines))
        if not found:
            return [_running(block, lines)]
        edges = (0, *found, len(lines))
        return [
            _running(block, lines[begin:end], parted=True)
            for begin, end in zip(edges, edges[1:], strict=False)
        ]

    def _first_is_point(self, position: int, state: _State) -> tuple[Marker, int] | None:
        """The marker at a block's beginning, and the text behind, if a marked piece begins there."""
        block = self._blocks[position]
        line = block.lines[0]
        found = marker_at(line.text)
        if found is None:
            return None
        marker, body = found
        silent = not _says_something(line.text[body:])
        if silent and len(block.lines) == 1:
            return found
        # What makes no segment has no kind: the next one's says nothing about it.
        expected = None if block.quoted or silent else self._expected(state)
        day = marker.family == "#." and begins_with_day(line.text)
        if expected is None:
            begins = not day and self._stands_alone(marker, position, state)
        elif expected in HEADS:
            begins = not day and self._may_head(marker, block)
        else:
            begins = expected in MARKED
        return found if begins else None

    def _stands_alone(self, marker: Marker, position: int, state: _State) -> bool:
        """Whether a block that begins with a marker is a point, by guess."""
        if not marker.weak or self._look.has_sibling(marker):
            return True
        block = self._blocks[position]
        if len(block.lines) > 1 and is_followed(block.lines, marker):
            return True
        if block.quoted or not self._may_head(marker, block):
            return False
        piece, setting = _running(block, block.lines), self._setting(position, state, opens=True)
        return self_evident_heading(piece, setting) or guess(piece, setting) in HEADS

    def _may_head(self, marker: Marker, block: Block) -> bool:
        if not marker.weak or self._look.has_sibling(marker):
            return True
        alone = len(block.lines) == 1
        return alone and (marker.family == "#.#" or (marker.family == "I." and not marker.other))

    def _expected(self, state: _State) -> Kind | None:
        return self._kinds[state.index] if state.index < len(self._kinds) else None

    def _setting(self, position: int, state: _State, *, opens: bool) -> Setting:
        after = position + 1
        following = self._blocks[after] if after < len(self._blocks) else None
        return Setting(
            self._look,
            state.previous,
            following,
            state.index,
            opens,
            state.titled,
            state.numbered,
        )

    def _has_words(self, piece: Piece) -> bool:
        """Lone markers and other ornaments are nothing to translate."""
        if piece.cell:
            return tables.has_text(piece.first) and _says_more_than_marker(piece.first)
        if len(piece.lines) == 1:
            text = piece.lines[0].text
            return (text[0].isalpha() and len(text) > _MARKER_LENGTH) or _says_something(text)
        return any(_LETTER_OR_DIGIT.search(line.text) for line in piece.lines)

    def _segments(
        self, pieces: Sequence[Piece], position: int, state: _State
    ) -> tuple[_State, list[Segment]]:
        """The segments of a block's pieces, and what has been read then."""
        index, levels, previous, titled, numbered = state
        found = []
        for number, piece in enumerate(pieces):
            if not self._has_words(piece):
                if piece.marker is not None and not piece.block.quoted:
                    levels = nest(levels, piece.column, piece.marker)
                continue
            here = _State(index, levels, previous, titled, numbered)
            kind = self._kind(piece, position, here, opens=number == 0)
            segment, levels = self._segment(piece, kind, levels)
            found.append(segment)
            previous = kind
            titled = titled or kind is Kind.TITLE
            if kind is Kind.HEADING and piece.marker is not None and piece.marker.family == "#.":
                numbered = piece.marker.ordinal
            index += 1
        return _State(index, levels, previous, titled, numbered), found

    def _kind(self, piece: Piece, position: int, state: _State, *, opens: bool) -> Kind:
        if piece.block.quoted:
            return Kind.QUOTE
        if piece.cell:
            return Kind.CELL
        expected = self._expected(state)
        if expected is None:
            return guess(piece, self._setting(position, state, opens=opens))
        if piece.marker is not None:
            return Kind.POINT if expected is Kind.CELL else expected
        return Kind.PARAGRAPH if expected in LAID_OUT else expected

    def _segment(self, piece: Piece, kind: Kind, levels: Levels) -> tuple[Segment, Levels]:
        marker = piece.marker
        if piece.block.quoted:
            depth = piece.block.quoted
        elif kind is Kind.CELL:
            depth = 0
        else:
            if marker is not None and kind not in MARKED:
                piece, marker = self._with_marker_as_text(piece), None
            levels, depth = _place(piece, kind, levels)
        lines = piece.lines
        end = piece.end or lines[-1].end
        text = _text(lines, kind)
        written = "" if marker is None else marker.text
        return Segment(kind, text, lines[0].start, end, depth, written), levels

    def _with_marker_as_text(self, piece: Piece) -> Piece:
        first = piece.lines[0]
        whole = first._replace(text=self._text[piece.begin : first.end], start=piece.begin)
        return piece._replace(lines=(whole, *piece.lines[1:]), marker=None)


def _says_something(text: str) -> bool:
    """Whether a line is more than ornaments, or a marker without a text."""
    if _LETTER_OR_DIGIT.search(text) is None:
        return False
    return len(text) > _MARKER_LENGTH or not looks_like_marker(text)


def _says_more_than_marker(text: str) -> bool:
    found = marker_at(text)
    return _says_something(text[found[1] :] if found else text)


def _point(block: Block, lines: Sequence[Line], marker: Marker, body: int) -> Piece:
    """A marked piece; its text begins ``body`` characters into the first line."""
    text, start, end, column = lines[0]
    behind = Line(text[body:], start + body, end, column)
    alone = len(lines) == len(block.lines)
    return Piece((behind, *lines[1:]), column, block, marker, start, alone)


def _running(block: Block, lines: Sequence[Line], *, parted: bool = False) -> Piece:
    column = lines[0].column if len(lines) == 1 else min(line.column for line in lines)
    return Piece(lines, column, block, alone=len(lines) == len(block.lines), parted=parted)


def _cell_pieces(block: Block, rows: Sequence[tables.Spans]) -> Iterator[Piece]:
    for line, spans in zip(block.lines, rows, strict=True):
        for begin, end in spans:
            start = line.start + begin
            cell = line._replace(text=line.text[begin:end], start=start, end=line.start + end)
            yield Piece((cell,), line.column, block, cell=True)


def _place(piece: Piece, kind: Kind, levels: Levels) -> tuple[Levels, int]:
    """The lists that are open behind a piece, and its depth."""
    if kind is Kind.POINT and piece.marker is not None:
        levels = nest(levels, piece.column, piece.marker)
        return levels, len(levels)
    if kind not in _FLOWING:
        return (), 0
    column = piece.lines[0].column if kind in BREAKS_MATTER else piece.column
    levels = nest(levels, column, None)
    return levels, len(levels) + (kind is Kind.QUOTE)


def _text(lines: Sequence[Line], kind: Kind) -> str:
    if len(lines) == 1:
        return lines[0].text
    if kind in BREAKS_MATTER:
        return "\n".join(line.text for line in lines)
    return unwrap([line.text for line in lines])


def _parted(found: Seams, parts: int, lines: int) -> Seams:
    """The seams nearest to ``found`` that make this number of parts."""
    wanted = parts - 1
    if wanted <= len(found):
        return found[:wanted]
    chosen = set(found)
    for seam in range(1, lines):
        if len(chosen) == wanted:
            break
        chosen.add(seam)
    return tuple(sorted(chosen))
