"""In which row and column of their tables cells stand (§4.9.12), as their tags say."""

from __future__ import annotations

import re

from msgspec import Struct, field

from polyloom.late_patterns import late_pattern
from polyloom.model import CellPlace

ROW = "tr"
CELLS = frozenset({"td", "th"})
# More columns, or rows, are none that anybody sees beside each other.
_MOST = 100
_SPAN = late_pattern(r"""\b(col|row)span\s*+=\s*+["']?\s*+(\d{1,4})""", re.IGNORECASE)


class OpenTable(Struct):
    """A table that is being read: where it begins, and the last row and column in it so far.

    ``taken`` is, by column, the last row that a cell from above reaches down to.
    """

    start: int
    row: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        """Go on to the next row."""
        self.row += 1
        self.column = 0

    def begin_cell(self, tag: str) -> CellPlace:
        """The place of the next cell, given its start tag."""
        spans = {name.lower(): min(int(size), _MOST) for name, size in _SPAN.findall(tag)}
        # A row may begin without a tag.
        self.row = max(self.row, 1)
        self.column += 1
        while self.column < _MOST and self.taken.get(self.column, 0) >= self.row:
            self.column += 1
        place = CellPlace(self.start, self.row, self.column)
        self.column += max(spans.get("col", 1), 1) - 1
        below = spans.get("row", 1) - 1
        if below > 0:
            columns = range(place.column, min(self.column, _MOST) + 1)
            self.taken.update(dict.fromkeys(columns, self.row + below))
        return place
