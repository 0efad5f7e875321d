"""The segments of a plain text, by guess or as another reading of the same document has them.

Layout is read again in every output, wording is not: a translation may have no capitals, end with
a full stop, or take one line where the source takes three. Whatever only wording or the length of
lines can tell is therefore taken from the ``kinds`` of the source's own reading. They say what
each segment is, and their number says where a guess about the parting of lines was another one
than in the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from polyloom.formats.directives import apply_directives
from polyloom.formats.plaintext.furniture import hide_furniture
from polyloom.formats.plaintext.given import Given
from polyloom.formats.plaintext.look import edge_of, has_room
from polyloom.formats.plaintext.orders import hide
from polyloom.formats.plaintext.parting import GUESS, Choice
from polyloom.formats.plaintext.pieces import Piece
from polyloom.formats.plaintext.points import nest
from polyloom.formats.plaintext.reading import Reader, Reading
from polyloom.formats.plaintext.state import State
from polyloom.formats.plaintext.talk import shows_turn
from polyloom.model import Kind, Segment

# How many readings are followed at a time.
_WAYS = 24
# Into how many parts a block is tried to be parted, beside one a line.
_PARTS = 6
# What a part more or less than guessed counts, and points where running text was guessed.
_PART, _LEAD_IN = 2, 1
# What a part that ends with a full line counts on top.
_FULL = 1
# By how much less a part counts that begins as turns of a talk do.
_TURN = 1
# What another parting of text inside a list counts on top.
_INSIDE = 1
# More lines than any block has.
_EVERY_LINE = 1 << 30


class _Way(NamedTuple):
    """One reading up to a block: what it took against the guesses, and its segments, chained."""

    state: State
    cost: int
    chain: _Chain | None


class _Chain(NamedTuple):
    before: _Chain | None
    segments: list[Segment]


def find(text: str, kinds: Sequence[Kind] | None = None, where: str = "") -> list[Segment]:
    """The segments of a plain text for translators, with spans in characters.

    ``kinds``: one kind for each segment, from another reading of the same document; ``where`` names
    the file in messages. Raises UserError for a directive that cannot be obeyed.
    """
    visible, directives = hide(hide_furniture(text), where)
    found = _find(Reader(Given(visible, kinds or (), directives)), kinds)
    return apply_directives(found, directives, where) if directives else found


def find_all(text: str, kinds: Sequence[Kind]) -> list[Segment]:
    """All segments of a plain text that has directives; of one that has none, no segment.

    ``kinds`` are those of the segments that the directives do not keep from translators.
    """
    visible, directives = hide(hide_furniture(text), "")
    if not directives:
        return []
    return _find(Reader(Given(visible, kinds, directives)), kinds)


def _find(reader: Reader, kinds: Sequence[Kind] | None) -> list[Segment]:
    guessed = reader.read()
    if not kinds or _fits(guessed, reader):
        return guessed.segments
    for choice in (Choice(parts=_EVERY_LINE), Choice(parts=1), Choice(heads=False)):
        uniform = reader.read(choice)
        if _fits(uniform, reader):
            return uniform.segments
    return _align(reader, guessed) or guessed.segments


def _fits(reading: Reading, reader: Reader) -> bool:
    return not reading.strange and reading.counts[-1] == len(reader.given.kinds)


def _align(reader: Reader, guessed: Reading) -> list[Segment] | None:
    """The reading closest to the guesses that has exactly the kinds' number of segments.

    Of all readings up to a block only the likeliest few are followed, so that the time is linear
    in the number of blocks.
    """
    ways = [_Way(State(), 0, None)]
    for position in range(len(reader.given.blocks)):
        ways = _likeliest(_step(reader, ways, position), reader, guessed, position + 1)
    ending = [way for way in ways if way.state.done == len(reader.given.kinds)]
    if not ending:
        return None
    parts = []
    chain = min(ending, key=lambda way: way.cost).chain
    while chain is not None:
        parts.append(chain.segments)
        chain = chain.before
    return [segment for found in reversed(parts) for segment in found]


def _likeliest(ways: Sequence[_Way], reader: Reader, guessed: Reading, position: int) -> list[_Way]:
    """The ways that are likely to end well.

    What is missing must be made up for by the blocks to come; that the guesses were wrong all
    over the document is likelier than that they were wrong in one place.
    """
    total, before = guessed.counts[-1], guessed.counts[position]
    missing = len(reader.given.kinds) - total
    expected = before + missing * position / len(reader.given.blocks)

    def unlikelihood(way: _Way) -> tuple[int, float]:
        to_come = abs(missing - (way.state.done - before))
        return way.cost + _PART * to_come, abs(way.state.done - expected)

    return sorted(ways, key=unlikelihood)[:_WAYS]


def _step(reader: Reader, ways: Sequence[_Way], position: int) -> list[_Way]:
    """The ways with each reading of the next block; of equal ones the closest to the guess."""
    best: dict[State, _Way] = {}
    for way in ways:
        for cost, pieces in _readings(reader, position, way.state):
            state, found = reader.segments(pieces, position, way.state)
            if state.done > len(reader.given.kinds):
                continue
            total = way.cost + cost + reader.strangeness(pieces, position, way.state)
            total += reader.unlikelihood(pieces, position, way.state)
            if state not in best or total < best[state].cost:
                chain = _Chain(way.chain, found) if found else way.chain
                best[state] = _Way(state, total, chain)
    return list(best.values())


def _readings(reader: Reader, position: int, state: State) -> Iterator[tuple[int, list[Piece]]]:
    """The ways to part a block, each with its distance from the guess."""
    lines = reader.given.blocks[position].lines
    guessed = reader.parting.pieces(position, state, GUESS)
    yield 0, guessed
    if len(lines) == 1 or guessed[0].cell:
        return
    # In a list a wrong parting gives wrong depths; elsewhere one is as good as another.
    inside = _INSIDE if nest(state.levels, lines[0].column, None) else 0
    for lead_in in (None, True, False):
        pieces = reader.parting.pieces(position, state, Choice(lead_in))
        running = [piece for piece in pieces if piece.marker is None]
        length = sum(len(piece.lines) for piece in running)
        off = _LEAD_IN if lead_in is not None else 0
        yield off, pieces
        for parts in sorted({*range(1, min(length, _PARTS) + 1), length} - {0, len(running)}):
            parted = reader.parting.pieces(position, state, Choice(lead_in, parts))
            full = max(0, _full_seams(parted) - _full_seams(pieces))
            turns = _turns(parted) - _turns(pieces)
            distance = _PART * abs(parts - len(running)) + _FULL * full - _TURN * turns
            yield distance + off + inside, parted


def _turns(pieces: Sequence[Piece]) -> int:
    """How many pieces of running text, but for the first, begin as turns of a talk do."""
    running = [piece for piece in pieces[1:] if piece.marker is None]
    return sum(1 for piece in running if shows_turn(piece.lines[0]))


def _full_seams(pieces: Sequence[Piece]) -> int:
    """How many pieces of running text end with a line that is full, as only wrapped lines are."""
    running = [piece for piece in pieces if piece.marker is None]
    width = max((edge_of(piece.lines) for piece in running), default=0)
    return sum(
        1
        for piece, following in pairwise(running)
        if not has_room(piece.lines[-1], following.lines[0], width)
    )
