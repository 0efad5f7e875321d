"""Texts that follow each other, with those of a table's cells in their rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from msgspec import Struct

from polyloom.model import Segment
from polyloom.review_page.segment_view import SegmentView

# Wider tables, and those of one column, are shown cell after cell.
_LEAST_COLUMNS, _MOST_COLUMNS = 2, 12
# In wider tables each cell has its translation below it: there is no room for two beside another.
_MOST_BESIDE = 4


class TextTable(Struct, frozen=True):
    """Rows of a table, each with the texts of its cells; ``columns`` is how wide all of it is."""

    columns: int
    rows: Sequence[Sequence[SegmentView]]

    @property
    def is_stacked(self) -> bool:
        """Whether translations are shown below their sources."""
        return self.columns > _MOST_BESIDE


def in_tables(
    texts: Iterable[SegmentView], units: Sequence[Segment]
) -> Iterator[SegmentView | TextTable]:
    """Texts of a document that follow each other, those of a table as one; ``units`` are all."""
    for table, group in groupby(texts, key=lambda text: text.cell and text.cell.table):
        of_table = list(group)
        columns = 0 if table is None else _width(units, of_table[0].number - 1)
        if _LEAST_COLUMNS <= columns <= _MOST_COLUMNS:
            yield TextTable(columns, list(_rows(of_table)))
        else:
            yield from of_table


def _rows(texts: Sequence[SegmentView]) -> Iterator[Sequence[SegmentView]]:
    """The rows that texts stand in; of a cell with several texts each has a row."""
    row: list[SegmentView] = []
    before = (0, 0)
    for text in texts:
        place = (text.cell.row, text.cell.column) if text.cell else before
        if row and not (place[0] == before[0] and place[1] > before[1]):
            yield row
            row = []
        row.append(text)
        before = place
    yield row


def _width(units: Sequence[Segment], index: int) -> int:
    """How many columns the table has that a unit stands in."""
    of_table = units[index].cell

    def columns(indexes: Iterable[int]) -> Iterator[int]:
        cells = (units[each].cell for each in indexes)
        same = takewhile(lambda cell: cell and of_table and cell.table == of_table.table, cells)
        return (cell.column for cell in same if cell)

    return max(
        (*columns(range(index, len(units))), *columns(range(index - 1, -1, -1))),
        default=0,
    )
