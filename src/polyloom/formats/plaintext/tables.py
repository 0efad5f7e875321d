"""Tables drawn with characters: their cells are segments, borders and padding are skeleton."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, starmap

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.text_lines import Line, column_width
from polyloom.language.list_markers import marker_at

_LETTER = re.compile(r"[^\W\d_]")
_PIPE = re.compile(r"[ \t]*[|│┃║][ \t]*")
_GAP = re.compile(r"[ \t]*(?:\t|[ ]{2})[ \t]*")
_LEADERS = re.compile(
    r"[ \t]*(?:[ \t]?[.·…]){4,}[ \t]*(?=\w{1,7}$|[$€£]?\d[\d.,]{0,9}(?:[ ]?[$€£])?$)"
)
# No row of a table is longer, in characters.
_ROW_LENGTH = 200
# A cell is no sentence: justified prose has gaps, too.
_CELL_LENGTH = 60

_RARE_SIGNS = frozenset("…·│┃║")
# Where the cells of a line begin and end, in characters of its text.
CellSpans = list[tuple[int, int]]
# The columns at which a cell begins and ends.
_Edges = tuple[int, int]


def table_rows(block: Block) -> list[CellSpans] | None:
    """The spans of the cells of each line of a block that is a table, or None where it is none."""
    lines = block.lines
    first = lines[0].text
    if len(first) > _ROW_LENGTH or not _may_be_row(first):
        return None
    if any(len(line.text) > _ROW_LENGTH for line in lines):
        return None
    for rule in (_piped, _in_columns, _with_leaders):
        found = rule(lines, block.bordered)
        if found is not None:
            return found
    return None


def _may_be_row(text: str) -> bool:
    """Whether a line has any sign of a table; False of most prose, at little cost."""
    drawn = "  " in text or "|" in text or "\t" in text or "...." in text or ". . ." in text
    return drawn or not (text.isascii() or _RARE_SIGNS.isdisjoint(text))


def has_letters(cell: str) -> bool:
    """Whether a cell has a letter: one of figures is nothing to translate."""
    return _LETTER.search(cell) is not None


def separates_cells(text: str) -> bool:
    """Whether a text has in it what separates the cells of a table."""
    return any(pattern.search(text) for pattern in (_PIPE, _GAP, _LEADERS))


def _piped(lines: Sequence[Line], bordered: bool) -> list[CellSpans] | None:
    """``| a | b |``, or ``a | b`` on several lines."""
    if not _PIPE.search(lines[0].text):
        return None
    counts = {len(_PIPE.findall(line.text)) for line in lines}
    if len(counts) != 1:
        return None
    count = counts.pop()
    framed = all(_PIPE.match(line.text) and line.text[-1] in "|│┃║" for line in lines)
    if not (bordered and count) and not (framed and count > 1) and not count * len(lines) > 3:
        return None
    return [_spans(line.text, _PIPE) for line in lines]


def _in_columns(lines: Sequence[Line], bordered: bool) -> list[CellSpans] | None:
    """Columns that are separated by two blanks or more, and aligned on the left or on the right."""
    if not bordered and len(lines) < 3:
        return None
    if not _GAP.search(lines[0].text):
        return None
    found = [_spans(line.text, _GAP) for line in lines]
    count = len(found[0])
    if count < 2 or any(len(spans) != count for spans in found):
        return None
    if any(end - start > _CELL_LENGTH for spans in found for start, end in spans):
        return None
    edges = [_edges(line, spans) for line, spans in zip(lines, found, strict=True)]
    return found if all(starmap(_are_aligned, pairwise(edges))) else None


def _are_aligned(row: Sequence[_Edges], next_row: Sequence[_Edges]) -> bool:
    """Whether each cell begins or ends at the same column as the cell below it."""
    return all(
        cell[0] == below[0] or cell[1] == below[1]
        for cell, below in zip(row, next_row, strict=True)
    )


def _with_leaders(lines: Sequence[Line], bordered: bool) -> list[CellSpans] | None:  # noqa: ARG001
    """``Introduction ........ 3``, as tables of contents have it."""
    if not all(_LEADERS.search(line.text) for line in lines):
        return None
    return [_without_number(line.text, _spans(line.text, _LEADERS)) for line in lines]


def _without_number(text: str, spans: CellSpans) -> CellSpans:
    """The cells of an entry in a table of contents: its number is skeleton, as its heading's is."""
    begin, end = spans[0]
    found = marker_at(text[begin:end])
    if found is None or not found[0].ordinal or (found[0].weak and found[0].family != "#.#"):
        return spans
    return [(begin + found[1], end), *spans[1:]]


def _edges(line: Line, spans: CellSpans) -> list[_Edges]:
    """The columns at which the cells of a line begin and end."""
    return [
        (
            line.column + column_width(line.text[:start].expandtabs()),
            line.column + column_width(line.text[:end].expandtabs()),
        )
        for start, end in spans
    ]


def _spans(text: str, separator: re.Pattern[str]) -> CellSpans:
    """The cells between the separators, without the blanks of any kind at their edges."""
    edges = [(0, 0), *(match.span() for match in separator.finditer(text)), (len(text), len(text))]
    spans = []
    for (_, begin), (end, _) in pairwise(edges):
        cell = text[begin:end]
        if not cell.isspace() and cell:
            left, right = len(cell) - len(cell.lstrip()), len(cell) - len(cell.rstrip())
            spans.append((begin + left, end - right))
    return spans
