"""What segments are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.formats.plaintext.tables import Spans
from polyloom.language.line_breaks import unwrap
from polyloom.language.list_markers import Marker
from polyloom.model import Kind

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
    it is the whole of its block; ``parted``: a seam parts it from the lines beside it, and a marked
    one from the text that it heads; ``joined``:
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


def point(block: Block, lines: Sequence[Line], marker: Marker, body: int) -> Piece:
    """A marked piece; its text begins ``body`` characters into the first line."""
    text, start, end, column = lines[0]
    behind = Line(text[body:], start + body, end, column)
    alone = len(lines) == len(block.lines)
    return Piece((behind, *lines[1:]), column, block, marker, start, alone)


def running(block: Block, lines: Sequence[Line], *, parted: bool = False) -> Piece:
    """A piece of running text."""
    column = lines[0].column if len(lines) == 1 else min(line.column for line in lines)
    return Piece(lines, column, block, alone=len(lines) == len(block.lines), parted=parted)


def cells_of(block: Block, rows: Sequence[Spans]) -> Iterator[Piece]:
    """The cells of a table, row by row."""
    for line, spans in zip(block.lines, rows, strict=True):
        for begin, end in spans:
            start = line.start + begin
            cell = line._replace(text=line.text[begin:end], start=start, end=line.start + end)
            yield Piece((cell,), line.column, block, cell=True)


def text_of(lines: Sequence[Line], kind: Kind) -> str:
    """What translators see of lines that make a segment of a kind."""
    if len(lines) == 1:
        return lines[0].text
    if kind in BREAKS_MATTER:
        return "\n".join(line.text for line in lines)
    return unwrap([line.text for line in lines])
