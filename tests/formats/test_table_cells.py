"""In which row and column of its table a text stands."""

from __future__ import annotations

from itertools import groupby

import pytest

from polyloom.formats.segmentation import segment
from support.word_files import word_file

_WORD_CELL = "<w:tc>{span}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def places(data: bytes, format_name: str) -> list[dict[str, tuple[int, int]]]:
    """The places of the texts of each table, in order; of texts in none there is nothing."""
    cells = [(one.cell, one.text) for one in segment(data, format_name).segments if one.cell]
    return [
        {text: (cell.row, cell.column) for cell, text in group}
        for _, group in groupby(cells, key=lambda each: each[0].table)
    ]


def word_table(*rows: str) -> bytes:
    """A Word file with a table: the rows' cells, two blanks apart; ``+`` behind a wide one."""
    written = ""
    for row in rows:
        cells = [
            _WORD_CELL.format(
                text=cell.strip("+"),
                span='<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' if cell.endswith("+") else "",
            )
            for cell in row.split("  ")
        ]
        written += f"<w:tr>{''.join(cells)}</w:tr>"
    return word_file(f"<w:p><w:r><w:t>Before it</w:t></w:r></w:p><w:tbl>{written}</w:tbl>")


@pytest.mark.parametrize(
    ("data", "format_name", "tables"),
    [
        (
            b"Before\n\n| A | B |\n|---|---|\n| c d | 41 |\n|  | e |\n\nOn\n\n| F | G |\n|-|-|\n",
            "markdown",
            [{"A": (1, 1), "B": (1, 2), "c d": (2, 1), "e": (3, 2)}, {"F": (1, 1), "G": (1, 2)}],
        ),
        (
            b"Before\n\n<table><tr><th>A<th>B<tr><td>c</table>\n\nAfter\n",
            "markdown",
            [{"A": (1, 1), "B": (1, 2), "c": (2, 1)}],
        ),
        (
            (
                b"<table><caption>Of it</caption><tr><td rowspan='2'>A<td colspan=2>B<td>C"
                b"<tr><td>d<p>e</p><td><td>f</table><p>After"
            ),
            "html",
            [
                {"A": (1, 1), "B": (1, 2), "C": (1, 4), "d": (2, 2), "e": (2, 2), "f": (2, 4)},
            ],
        ),
        (
            b"<table><tr><td>A<table><tr><td>in<td>it</table><td>B</table>",
            "html",
            [{"A": (1, 1)}, {"in": (1, 1), "it": (1, 2)}, {"B": (1, 2)}],
        ),
        (
            b"| Upper mill | 41 | much |\n| Lower mill | 12 | less |\n",
            "plaintext",
            [
                {
                    "Upper mill": (1, 1),
                    "much": (1, 3),
                    "Lower mill": (2, 1),
                    "less": (2, 3),
                }
            ],
        ),
        (
            word_table("A  B  C", "d+  e"),
            "docx",
            [{"A": (1, 1), "B": (1, 2), "C": (1, 3), "d": (2, 1), "e": (2, 3)}],
        ),
    ],
    ids=["markdown", "html in markdown", "html", "table in a table", "plain text", "word"],
)
def test_a_text_has_its_row_and_column(
    data: bytes, format_name: str, tables: list[dict[str, tuple[int, int]]]
) -> None:
    assert places(data, format_name) == tables
