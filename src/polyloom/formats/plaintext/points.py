"""At which lines of a block points begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.open_lists import (
    MISALIGNMENT,
    OpenLists,
    continues_open_list,
    interpreted_in_lists,
    is_of_list,
    open_lists_after,
)
from polyloom.formats.plaintext.segmentation_state import HeadingNumber, follows_number
from polyloom.formats.plaintext.text_lines import Line, has_room_for_next_word, is_long
from polyloom.language.dates import begins_with_day_of_month
from polyloom.language.list_markers import Marker, long_number_at, marker_at
from polyloom.language.sentences import ends_sentence

_LEAD_IN_ENDS = (":", "：", "﹕", "⁚")
_DASHES = frozenset("–—+")
# Signs that stand between words or behind them, so that a wrapped line may begin with one.
_MAY_WRAP = frozenset({"-", "*", "†", "^#"})


class PointStart(NamedTuple):
    """The marker of a line, and where the text behind it begins, in characters of the line."""

    marker: Marker
    body: int


class _MarkedLines(NamedTuple):
    """The lines of a block that begin with a marker, by index.

    ``last`` tells, for a family, an ordinal and a column, the last line with such a marker.
    """

    starts: Mapping[int, PointStart]
    last: Mapping[tuple[str, int, int], int]


def point_starts(
    lines: Sequence[Line],
    open_lists: OpenLists,
    width: int,
    last_number: HeadingNumber,
    *,
    first: bool,
) -> dict[int, PointStart]:
    """The lines of a block at which a point begins, by index.

    ``open_lists`` are those above the block; ``width`` is the column at which lines are wrapped;
    ``last_number`` is that of the last numbered heading; ``first``: the first line is a point.
    Points right under running text need a lead-in or a second point, because a wrapped line may
    happen to begin with a number or a dash.
    """
    marked = _marked_lines(lines)
    if not marked.starts:
        return {}
    starts: dict[int, PointStart] = {}
    lists_here = open_lists
    for index, start in marked.starts.items():
        line = lines[index]
        marker = interpreted_in_lists(start.marker, lists_here, line.column)
        if index == 0:
            begins = first
        elif _is_wrapped_there(lines[index - 1], line, width):
            begins = False
        elif starts:
            apart = line.text[start.body].isupper() and has_room_for_next_word(
                lines[index - 1], line, width
            )
            begins = _follows_point(lists_here, index, line, marker, marked, apart=apart)
        else:
            under = open_lists_after(open_lists, lines[0].column, None)
            begins = (
                continues_open_list(under, marker, line.column)
                or (follows_number(marker, last_number) and ends_sentence(lines[index - 1].text))
                or _begins_under_text(index, marker, lines, marked)
            )
        if begins:
            starts[index] = PointStart(marker, start.body)
            lists_here = open_lists_after(lists_here, line.column, marker)
    return starts


def has_next_point(lines: Sequence[Line], marker: Marker) -> bool:
    """Whether the point after ``marker``, which begins a block, stands further down in it."""
    line = lines[0]
    marked = _marked_lines(lines)
    return any(_has_successor(0, one, line, marked) for one in marker.interpretations)


def _marked_lines(lines: Sequence[Line]) -> _MarkedLines:
    starts = {}
    last = {}
    for index, line in enumerate(lines):
        found = marker_at(line.text) or long_number_at(line.text)
        if found is None:
            continue
        starts[index] = PointStart(*found)
        for one in found[0].interpretations:
            last[one.family, one.ordinal, line.column] = index
    return _MarkedLines(starts, last)


def _follows_point(
    open_lists: OpenLists,
    index: int,
    line: Line,
    marker: Marker,
    marked: _MarkedLines,
    *,
    apart: bool,
) -> bool:
    """Whether a marked line below a point is a point, too: the list's next, or of a list within.

    ``apart``: it begins with a capital, and the line above had room for the marker.
    """
    for open_list in reversed(open_lists):
        if is_of_list(open_list, marker, line.column):
            return marker.is_bullet or marker.ordinal == open_list.ordinal + 1
        if open_list.column == line.column and marker.ordinal == open_list.ordinal + 1 > 1:
            # Siblings of another style.
            return True
    if not marker.begins_list or _is_day_of_month(marker, line):
        return False
    beside = line.column <= open_lists[-1].column + MISALIGNMENT
    if marker.weak or (beside and not apart and marker.family in _MAY_WRAP):
        return _has_successor(index, marker, line, marked)
    return True


def _begins_under_text(
    index: int, marker: Marker, lines: Sequence[Line], marked: _MarkedLines
) -> bool:
    """Whether points begin right under running text: a lead-in, or a second point, says so."""
    if not marker.begins_list:
        return False
    line = lines[index]
    if _is_day_of_month(marker, line):
        return False
    led = lines[index - 1].text.endswith(_LEAD_IN_ENDS)
    if led and (not marker.weak or marker.text in _DASHES):
        return True
    return _has_successor(index, marker, line, marked)


def _has_successor(index: int, marker: Marker, line: Line, marked: _MarkedLines) -> bool:
    """Whether the next point of a list stands further down in the block, at the same column."""
    following = 0 if marker.is_bullet else marker.ordinal + 1
    return any(
        marked.last.get((marker.family, following, line.column + shift), -1) > index
        for shift in range(-MISALIGNMENT, MISALIGNMENT + 1)
    )


def _is_wrapped_there(line: Line, marked: Line, width: int) -> bool:
    """Whether ``(1)`` begins a line only because the sentence above is wrapped before it."""
    if marked.text[0] != "(" or marked.column != line.column or not is_long(line):
        return False
    ended = ends_sentence(line.text) or line.text[-1] in ",;"
    return not ended and not has_room_for_next_word(line, marked, width)


def _is_day_of_month(marker: Marker, line: Line) -> bool:
    """Whether a marker such as ``12.`` is the day of a date: ``12. März``."""
    return marker.family == "#." and begins_with_day_of_month(line.text)
