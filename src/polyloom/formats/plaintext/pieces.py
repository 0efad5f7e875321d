"""What segments are made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.model import Kind
from polyloom.text.markers import Marker

# The kinds whose line breaks matter.
BREAKS_MATTER = frozenset({Kind.VERSE, Kind.SIGNATURE})
# What a piece behind a marker can be.
MARKED = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# The kinds that layout alone tells: no override can make or unmake them without their layout.
LAID_OUT = frozenset({Kind.POINT, Kind.CELL})
HEADS = frozenset({Kind.TITLE, Kind.HEADING})


class Piece(NamedTuple):
    """Lines that make one segment; ``lines[0]`` of a marked one begins behind its marker.

    ``column`` is the leftmost column of running text, and the marker's of a marked piece. ``end``
    is where the span ends, if not with the last line (a cell takes its padding along). ``alone``:
    it is the whole of its block; ``parted``: a seam parts it from the lines beside it; ``joined``:
    a directive holds together what would be parted.
    """

    lines: Sequence[Line]
    column: int
    block: Block
    marker: Marker | None = None
    begin: int = 0
    alone: bool = False
    parted: bool = False
    cell: bool = False
    joined: bool = False
    end: int = 0

    @property
    def first(self) -> str:
        """The first line's text."""
        return self.lines[0].text
