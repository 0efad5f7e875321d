"""Tables drawn with characters: their cells are segments, borders and padding are skeleton."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.language.line_breaks import column_width
from polyloom.language.list_markers import looks_like_marker, marker_at
from polyloom.model import CellPlace

_PIPE = re.compile(r"[ \t]*[|│┃║][ \t]*")
_GAP = re.compile(r"[ \t]*(?:\t|[ ]{2})[ \t]*")
_LEADERS = re.compile(
    r"[ \t]*(?:[ \t]?[.·…]){4,}[ \t]*(?=\w{1,7}$|[$€£]?\d[\d.,]{0,9}(?:[ ]?[$€£])?$)"
)
_RARE_SIGN = re.compile("[…·│┃║]")
# No row of a table is longer, in characters.
_ROW_LENGTH = 200
# A cell is no sentence: justified prose has gaps, too.
_CELL_LENGTH = 60


def table_cells(block: Block) -> list[tuple[CellPlace, Line]] | None:
    """The cells of a block that is a table, row by row, or None where it is none.

    Cells of figures, numbers alone, and the number that a row begins with are skeleton.
    """
    lines = block.lines
    if not _may_be_row(lines[0].text) or any(len(line.text) > _ROW_LENGTH for line in lines):
        return None
    for separator, is_table in _STYLES.items():
        counts = {len(separator.findall(line.text)) for line in lines}
        if len(counts) > 1 or 0 in counts:
            continue
        rows = [_cells(line, separator) for line in lines]
        if is_table(block, [[*row.values()] for row in rows]):
            begin = lines[0].start
            cells = [
                (CellPlace(begin, number, column), cell if index else _without_number(cell))
                for number, row in enumerate(rows, 1)
                for index, (column, cell) in enumerate(row.items())
            ]
            return [(place, cell) for place, cell in cells if _has_words(cell.text)]
    return None


def _may_be_row(text: str) -> bool:
    """Whether a line has any sign of a table; False of most prose, at little cost."""
    text = text[: _ROW_LENGTH + 1]
    drawn = "  " in text or "|" in text or "\t" in text or "...." in text or ". . ." in text
    return drawn or not (text.isascii() or _RARE_SIGN.search(text) is None)


def separates_cells(text: str) -> bool:
    """Whether a text has in it what separates the cells of a table."""
    return any(separator.search(text) for separator in _STYLES)


def _cells(line: Line, separator: re.Pattern[str]) -> dict[int, Line]:
    """What stands between the separators, without blanks of any kind at its edges, by its column.

    Empty cells are left out, but counted; outside of a table's border there is no cell.
    """
    text, cells = line.text, {}
    spans = [match.span() for match in separator.finditer(text)]
    pieces = pairwise([(0, 0), *spans, (len(text), len(text))])
    for column_number, ((_, begin), (end, _)) in enumerate(pieces, int(spans[0][0] > 0)):
        if words := text[begin:end].strip():
            start = text.index(words, begin)
            column = line.column + column_width(text[:start].expandtabs())
            at = line.start + start
            edge = column + column_width(words)
            cells[column_number] = Line(words, at, at + len(words), column, edge)
    return cells


def _is_piped(block: Block, rows: Sequence[Sequence[Line]]) -> bool:
    """``| a | b |``, or ``a | b`` on several lines; a single pipe in prose is none."""
    count = len(_PIPE.findall(block.lines[0].text))
    framed = all(_PIPE.match(line.text) and line.text[-1] in "|│┃║" for line in block.lines)
    return block.bordered or (framed and count > 1) or count * len(rows) > 3


def _is_in_columns(block: Block, rows: Sequence[Sequence[Line]]) -> bool:
    """Columns that are separated by two blanks or more, and aligned on the left or on the right."""
    long = any(len(cell.text) > _CELL_LENGTH for row in rows for cell in row)
    uneven = len({len(row) for row in rows}) > 1
    if long or uneven or (len(rows) < 3 and not block.bordered):
        return False
    return all(
        above.column == below.column or above.edge == below.edge
        for row, next_row in pairwise(rows)
        for above, below in zip(row, next_row, strict=True)
    )


# What separates the cells of a row, and whether rows with equally many of them are a table.
_STYLES: dict[re.Pattern[str], Callable[[Block, Sequence[Sequence[Line]]], bool]] = {
    _PIPE: _is_piped,
    _GAP: _is_in_columns,
    # ``1. Introduction ........ 3``, as tables of contents have it.
    _LEADERS: lambda *_: True,
}


def _without_number(cell: Line) -> Line:
    """A cell without the number that it begins with."""
    found = marker_at(cell.text)
    if found is None or not found[0].ordinal or (found[0].weak and not found[0].numbers_section):
        return cell
    return replace(cell, text=cell.text[found[1] :], start=cell.start + found[1])


def _has_words(cell: str) -> bool:
    """Whether a cell has a letter, besides its marker."""
    found = marker_at(cell)
    words = cell[found[1] :] if found else cell
    return any(map(str.isalpha, words)) and not looks_like_marker(words)
