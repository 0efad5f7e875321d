"""What has been read of a text up to a block, and how a piece changes it."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.formats.plaintext.look import both
from polyloom.formats.plaintext.pieces import BREAKS_MATTER, Piece
from polyloom.formats.plaintext.points import Levels, nest
from polyloom.language.list_markers import Marker
from polyloom.model import Kind

# The kinds that belong to a list's point where they are indented; all others end the list.
_FLOWING = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.CAPTION})


class State(NamedTuple):
    """What has been read: how many segments, which lists are open, the kind of the last one.

    ``done`` counts the segments for translators. ``titled``: there has been a title. ``numbered``
    is the family and number of the last heading such as ``2. Reports``. ``skips``: a directive
    waits for a segment that is for no translator.
    """

    done: int = 0
    levels: Levels = ()
    previous: Kind | None = None
    titled: bool = False
    numbered: tuple[str, int] = ("", 0)
    skips: bool = False


def counted_on(marker: Marker, numbered: tuple[str, int]) -> tuple[str, int]:
    """The number of a heading, counted as the heading before it; parts of sections do not count."""
    if marker.family == "#.#":
        return numbered
    ways = [(way.family, way.ordinal) for way in both(marker)]
    return next((way for way in ways if (way[0], way[1] - 1) == numbered), ways[0])


def place(piece: Piece, kind: Kind, levels: Levels) -> tuple[Levels, int]:
    """The lists that are open behind a piece, and its depth."""
    if kind is Kind.POINT and piece.marker is not None:
        levels = nest(levels, piece.column, piece.marker)
        return levels, len(levels)
    if kind not in _FLOWING:
        return (), 0
    column = piece.lines[0].column if kind in BREAKS_MATTER else piece.column
    levels = nest(levels, column, None)
    return levels, len(levels) + (kind is Kind.QUOTE)
