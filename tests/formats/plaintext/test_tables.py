"""Where the cells of drawn tables stand in them."""

from __future__ import annotations

from polyloom.formats.segmentation import segment


def test_empty_cells_count_as_columns() -> None:
    text = "| Day | Place  | Speaker |\n|     | Square | Ana     |\n| Two |        | Luis    |\n"
    cells = [(one.text, one.cell) for one in segment(text.encode()).segments]
    places = {text: (cell.row, cell.column) for text, cell in cells if cell}
    assert places == {
        "Day": (1, 1),
        "Place": (1, 2),
        "Speaker": (1, 3),
        "Square": (2, 2),
        "Ana": (2, 3),
        "Two": (3, 1),
        "Luis": (3, 3),
    }
