"""Where points begin in a block, and how deep they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.look import both
from polyloom.language.dates import begins_with_day
from polyloom.language.list_markers import Marker, marker_at

_LEAD_IN_ENDS = (":", "：", "﹕", "⁚")
_DASHES = frozenset("–—+")
# Signs that stand between words or behind them, so that a wrapped line may begin with one.
_MAY_WRAP = frozenset({"-", "*", "†", "^#"})
# Siblings may be misaligned by this many columns: `` 9.`` above ``10.``.
_SLACK = 1


class Level(NamedTuple):
    """A list that is open: its marker's column and family, and the last number in it."""

    column: int
    family: str
    ordinal: int


Levels = tuple[Level, ...]


class Start(NamedTuple):
    """The marker of a line, and where the text behind it begins, in characters."""

    marker: Marker
    body: int


class _Marked(NamedTuple):
    """The marked lines of a block: the marker of each, and where each kind of marker stands last.

    ``last`` tells, for a family, an ordinal and a column, the last line with such a marker.
    """

    starts: Mapping[int, Start]
    last: Mapping[tuple[str, int, int], int]


def point_starts(
    lines: Sequence[Line], levels: Levels, *, first: bool, lead_in: bool | None = None
) -> dict[int, Start]:
    """The lines of a block at which a point begins, and how.

    ``first`` tells whether the block's first line may be one. Points right under running text need
    a lead-in or a second point, because a wrapped line may happen to begin with a number or a
    dash; ``lead_in``, if not None, decides instead.
    """
    marked = _marked(lines)
    if not marked.starts:
        return {}
    starts: dict[int, Start] = {}
    open_levels = levels
    for index, start in marked.starts.items():
        line = lines[index]
        marker = counted(start.marker, open_levels, line.column)
        if index == 0:
            begins = first
        elif starts:
            begins = _continues(open_levels, index, line, marker, marked)
        else:
            under = nest(levels, lines[0].column, None)
            begins = goes_on(under, marker, line.column) or _begins_under_text(
                index, marker, lines, marked, lead_in
            )
        if begins:
            starts[index] = Start(marker, start.body)
            open_levels = nest(open_levels, line.column, marker)
    return starts


def counted(marker: Marker, levels: Levels, column: int) -> Marker:
    """The marker as the open lists count: ``v)`` after ``iv)`` is Roman, after ``u)`` a letter."""
    if marker.other is None:
        return marker
    ways = both(marker)
    for level in reversed(levels):
        for way in ways:
            if _same_list(level, way, column) and way.ordinal == level.ordinal + 1:
                return way
    return marker


def nest(levels: Levels, column: int, marker: Marker | None) -> Levels:
    """The lists that are open behind a piece at ``column``; their number is its depth."""
    if marker is None:
        if not levels or levels[-1].column < column:
            return levels
        return tuple(level for level in levels if level.column < column)
    here = Level(column, marker.family, marker.ordinal)
    for depth in range(len(levels), 0, -1):
        if _same_list(levels[depth - 1], marker, column):
            return (*levels[: depth - 1], here)
    # Another style at the same column is a list within the point above, if it begins there.
    nests_at_same_column = marker.begins_list
    outer = tuple(
        level
        for level in levels
        if level.column < column or (nests_at_same_column and level.column == column)
    )
    return (*outer, here)


def goes_on(levels: Levels, marker: Marker, column: int) -> bool:
    """Whether a marker is the next one of a list that is open."""
    return any(
        _same_list(level, way, column) and way.ordinal in (0, level.ordinal + 1)
        for level in levels
        for way in both(marker)
    )


def _marked(lines: Sequence[Line]) -> _Marked:
    starts = {}
    last = {}
    for index, line in enumerate(lines):
        found = marker_at(line.text)
        if found is None:
            continue
        starts[index] = Start(*found)
        for way in both(found[0]):
            last[way.family, way.ordinal, line.column] = index
    return _Marked(starts, last)


def _continues(levels: Levels, index: int, line: Line, marker: Marker, marked: _Marked) -> bool:
    """Whether a marked line goes on with the list that its block is in the middle of."""
    for level in reversed(levels):
        if _same_list(level, marker, line.column):
            return marker.ordinal in (0, level.ordinal + 1)
    if not marker.begins_list or _is_day(marker, line):
        return False
    beside = line.column <= levels[-1].column + _SLACK
    if marker.weak or (beside and marker.family in _MAY_WRAP):
        return _has_successor(index, marker, line, marked)
    return not beside or marker.begins_list


def _begins_under_text(
    index: int, marker: Marker, lines: Sequence[Line], marked: _Marked, lead_in: bool | None
) -> bool:
    """Whether points begin right under running text: a lead-in, or a second point, says so."""
    if not marker.begins_list:
        return False
    if lead_in is not None:
        return lead_in
    line = lines[index]
    if _is_day(marker, line):
        return False
    led = lines[index - 1].text.endswith(_LEAD_IN_ENDS)
    if led and (not marker.weak or marker.text in _DASHES):
        return True
    return _has_successor(index, marker, line, marked)


def is_followed(lines: Sequence[Line], marker: Marker) -> bool:
    """Whether the point after the one that begins a block stands further down in it."""
    line = lines[0]
    return any(_has_successor(0, way, line, _marked(lines)) for way in both(marker))


def _has_successor(index: int, marker: Marker, line: Line, marked: _Marked) -> bool:
    """Whether the next point of a list stands further down in the block, at the same column."""
    following = marker.ordinal and marker.ordinal + 1
    return any(
        marked.last.get((marker.family, following, line.column + shift), -1) > index
        for shift in range(-_SLACK, _SLACK + 1)
    )


def _same_list(level: Level, marker: Marker, column: int) -> bool:
    return level.family == marker.family and abs(level.column - column) <= _SLACK


def _is_day(marker: Marker, line: Line) -> bool:
    return marker.family == "#." and begins_with_day(line.text)
