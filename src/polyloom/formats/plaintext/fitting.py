"""How well a piece and a kind fit that is known from another reading of the document."""

from __future__ import annotations

from polyloom.formats.plaintext import tables
from polyloom.formats.plaintext.guessing import is_set_in
from polyloom.formats.plaintext.look import Look
from polyloom.formats.plaintext.pieces import HEADS, LAID_OUT, MARKED, Piece
from polyloom.language.list_markers import marker_at
from polyloom.model import Kind

# What a piece that cannot be of its kind counts.
_IMPOSSIBLE = 3
# What a marker or a table that is taken for text counts: translations leave them alone.
_LOST_LAYOUT = 3
_ON_ONE_LINE = frozenset({Kind.HEADING, Kind.BYLINE, Kind.DATE, Kind.CLOSING})


def strangeness(piece: Piece, kind: Kind, look: Look, *, opens: bool) -> int:
    """How badly a piece fits a kind: what cannot be; ``opens``: it is the first of its block."""
    return 0 if _fits(piece, kind, look, opens=opens) else _IMPOSSIBLE


def unlikelihood(piece: Piece, kind: Kind, guessed: Kind, *, opens: bool) -> int:
    """How badly a piece fits a kind: what no guess would have made of it."""
    total = int(guessed is not kind)
    total += kind in _ON_ONE_LINE and len(piece.lines) > 1
    return total + (_LOST_LAYOUT if opens and _has_lost_layout(piece) else 0)


def _fits(piece: Piece, kind: Kind, look: Look, *, opens: bool) -> bool:
    if piece.block.quoted or piece.cell:
        return kind is (Kind.CELL if piece.cell else Kind.QUOTE)
    if piece.marker is not None:
        return kind in (MARKED if opens or piece.parted else MARKED - HEADS)
    if kind is Kind.QUOTE:
        return is_set_in(piece, look)
    return kind not in LAID_OUT


def nearest(kind: Kind, piece: Piece) -> Kind:
    """The kind that a piece has if it is to be of a kind: layout cannot be ordered."""
    if piece.block.quoted or piece.cell:
        return Kind.QUOTE if piece.block.quoted else Kind.CELL
    if piece.marker is not None:
        return Kind.POINT if kind is Kind.CELL else kind
    return Kind.PARAGRAPH if kind in LAID_OUT else kind


def _has_lost_layout(piece: Piece) -> bool:
    """Whether a piece begins with a marker, or is a table, and is not taken for one."""
    if piece.marker is not None or piece.cell:
        return False
    return marker_at(piece.first) is not None or tables.rows(piece.block) is not None
