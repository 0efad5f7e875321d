"""The lists that are open at a place in a text: their number is the depth of what stands there."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.language.list_markers import Marker

# Siblings may be misaligned by this many columns: `` 9.`` above ``10.``.
MISALIGNMENT = 1


class OpenList(NamedTuple):
    """A list that is open: its marker's column and family, and the last number in it."""

    column: int
    family: str
    ordinal: int


# The outermost list stands first.
OpenLists = tuple[OpenList, ...]


def open_lists_after(open_lists: OpenLists, column: int, marker: Marker | None) -> OpenLists:
    """The lists that are open behind a point with ``marker``, or text without one, at ``column``.

    ``open_lists`` are those that were open before it.
    """
    if marker is None:
        if not open_lists or open_lists[-1].column < column:
            return open_lists
        return tuple(open_list for open_list in open_lists if open_list.column < column)
    here = OpenList(column, marker.family, marker.ordinal)
    for depth in range(len(open_lists), 0, -1):
        if is_of_list(open_lists[depth - 1], marker, column):
            return (*open_lists[: depth - 1], here)
    # Another style at the same column is a list within the point above, if it begins there.
    nests_at_same_column = marker.begins_list
    outer = tuple(
        open_list
        for open_list in open_lists
        if open_list.column < column or (nests_at_same_column and open_list.column == column)
    )
    return (*outer, here)


def continues_open_list(open_lists: OpenLists, marker: Marker, column: int) -> bool:
    """Whether a marker at a column is the next one of a list that is open."""
    return any(
        is_of_list(open_list, one, column)
        and (one.is_bullet or one.ordinal == open_list.ordinal + 1)
        for open_list in open_lists
        for one in marker.interpretations
    )


def interpreted_in_lists(marker: Marker, open_lists: OpenLists, column: int) -> Marker:
    """The marker read such that it goes on with an open list, or as it is.

    ``v)`` after ``iv)`` is Roman, after ``u)`` a letter.
    """
    if marker.other is None:
        return marker
    for open_list in reversed(open_lists):
        for one in marker.interpretations:
            if is_of_list(open_list, one, column) and one.ordinal == open_list.ordinal + 1:
                return one
    return marker


def is_of_list(open_list: OpenList, marker: Marker, column: int) -> bool:
    """Whether a marker at a column is of an open list's family and stands where its markers do."""
    return open_list.family == marker.family and abs(open_list.column - column) <= MISALIGNMENT
