"""Tables drawn with characters: their cells are segments, borders and padding are skeleton."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.text_lines import Line, column_width
from polyloom.language.list_markers import looks_like_marker, marker_at

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
_Spans = list[tuple[int, int]]


def table_cells(block: Block) -> list[Line] | None:
    """The cells of a block that is a table, row by row, or None where it is none.

    Cells of figures, and numbers alone, are skeleton.
    """
    lines = block.lines
    if not _may_be_row(lines[0].text) or any(len(line.text) > _ROW_LENGTH for line in lines):
        return None
    rows = (
        _piped(lines, bordered=block.bordered)
        or _in_columns(lines, bordered=block.bordered)
        or _with_leaders(lines)
    )
    if not rows:
        return None
    cells = [
        line._replace(text=line.text[begin:end], start=line.start + begin, end=line.start + end)
        for line, spans in zip(lines, rows, strict=True)
        for begin, end in spans
    ]
    return [cell for cell in cells if _has_words(cell.text)]


def separates_cells(text: str) -> bool:
    """Whether a text has in it what separates the cells of a table."""
    return any(pattern.search(text) for pattern in (_PIPE, _GAP, _LEADERS))


def _may_be_row(text: str) -> bool:
    """Whether a line has any sign of a table; False of most prose, at little cost."""
    drawn = "  " in text or "|" in text or "\t" in text or "...." in text or ". . ." in text
    return drawn or not (text.isascii() or _RARE_SIGNS.isdisjoint(text))


def _has_words(cell: str) -> bool:
    """Whether a cell has a letter, besides its marker."""
    found = marker_at(cell)
    words = cell[found[1] :] if found else cell
    return _LETTER.search(words) is not None and not looks_like_marker(words)


def _piped(lines: Sequence[Line], *, bordered: bool) -> list[_Spans]:
    """``| a | b |``, or ``a | b`` on several lines."""
    counts = {len(_PIPE.findall(line.text)) for line in lines}
    count = min(counts)
    if len(counts) > 1 or not count:
        return []
    framed = all(_PIPE.match(line.text) and line.text[-1] in "|│┃║" for line in lines)
    certain = bordered or (framed and count > 1) or count * len(lines) > 3
    return [_spans(line.text, _PIPE) for line in lines] if certain else []


def _in_columns(lines: Sequence[Line], *, bordered: bool) -> list[_Spans]:
    """Columns that are separated by two blanks or more, and aligned on the left or on the right."""
    if not _GAP.search(lines[0].text) or (len(lines) < 3 and not bordered):
        return []
    rows = [_spans(line.text, _GAP) for line in lines]
    even = {len(spans) for spans in rows} == {len(rows[0])} != {1}
    longest = max(end - begin for spans in rows for begin, end in spans)
    if not even or longest > _CELL_LENGTH:
        return []
    pairs = pairwise(zip(lines, rows, strict=True))
    return rows if all(_are_aligned(*row, *next_row) for row, next_row in pairs) else []


def _are_aligned(line: Line, spans: _Spans, below: Line, spans_below: _Spans) -> bool:
    """Whether each cell begins or ends at the same column as the cell below it."""
    return all(
        _column(line, span[0]) == _column(below, span_below[0])
        or _column(line, span[1]) == _column(below, span_below[1])
        for span, span_below in zip(spans, spans_below, strict=True)
    )


def _column(line: Line, position: int) -> int:
    """The column of a position in a line."""
    return line.column + column_width(line.text[:position].expandtabs())


def _with_leaders(lines: Sequence[Line]) -> list[_Spans]:
    """``1. Introduction ........ 3``, as tables of contents have it: numbers are skeleton."""
    if not all(_LEADERS.search(line.text) for line in lines):
        return []
    rows = []
    for line in lines:
        (begin, end), *others = _spans(line.text, _LEADERS)
        found = marker_at(line.text[begin:end])
        numbered = found and found[0].ordinal and (not found[0].weak or found[0].numbers_section)
        rows.append([(begin + found[1] if found and numbered else begin, end), *others])
    return rows


def _spans(text: str, separator: re.Pattern[str]) -> _Spans:
    """The cells between the separators, without the blanks of any kind at their edges."""
    edges = [(0, 0), *(match.span() for match in separator.finditer(text)), (len(text), len(text))]
    spans = []
    for (_, begin), (end, _) in pairwise(edges):
        cell = text[begin:end]
        if cell.strip():
            spans.append((begin + len(cell) - len(cell.lstrip()), begin + len(cell.rstrip())))
    return spans
