"""The lists that are open at a place in a text: their number is the depth of what stands there."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.language.list_markers import Marker

# Siblings may be misaligned by this many columns: `` 9.`` above ``10.``.
MISALIGNMENT = 1


class ListLevel(NamedTuple):
    """A list that is open: its marker's column and family, and the last number in it."""

    column: int
    family: str
    ordinal: int


# The outermost list stands first.
ListLevels = tuple[ListLevel, ...]


def levels_after(levels: ListLevels, column: int, marker: Marker | None) -> ListLevels:
    """The lists that are open behind a point with ``marker``, or text without one, at ``column``.

    ``levels`` are those that were open before it.
    """
    if marker is None:
        if not levels or levels[-1].column < column:
            return levels
        return tuple(level for level in levels if level.column < column)
    here = ListLevel(column, marker.family, marker.ordinal)
    for depth in range(len(levels), 0, -1):
        if is_of_list(levels[depth - 1], marker, column):
            return (*levels[: depth - 1], here)
    # Another style at the same column is a list within the point above, if it begins there.
    nests_at_same_column = marker.begins_list
    outer = tuple(
        level
        for level in levels
        if level.column < column or (nests_at_same_column and level.column == column)
    )
    return (*outer, here)


def continues_open_list(levels: ListLevels, marker: Marker, column: int) -> bool:
    """Whether a marker at a column is the next one of a list that is open."""
    return any(
        is_of_list(level, one, column) and one.ordinal in (0, level.ordinal + 1)
        for level in levels
        for one in marker.interpretations
    )


def interpreted_in_lists(marker: Marker, levels: ListLevels, column: int) -> Marker:
    """The marker read such that it goes on with an open list, or as it is.

    ``v)`` after ``iv)`` is Roman, after ``u)`` a letter.
    """
    if marker.other is None:
        return marker
    for level in reversed(levels):
        for one in marker.interpretations:
            if is_of_list(level, one, column) and one.ordinal == level.ordinal + 1:
                return one
    return marker


def is_of_list(level: ListLevel, marker: Marker, column: int) -> bool:
    """Whether a marker at a column is of an open list's family and stands where its markers do."""
    return level.family == marker.family and abs(level.column - column) <= MISALIGNMENT
