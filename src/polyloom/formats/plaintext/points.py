"""At which lines of a block points begin, and which lists are open at a place in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.language.dates import begins_with_day_of_month
from polyloom.language.list_markers import WORD_BEGINNINGS, Marker, any_marker_at, next_ordinals
from polyloom.language.sentences import announces, ends_clause, ends_sentence

# Signs that stand between words or behind them, so that a wrapped line may begin with one.
_MAY_WRAP = frozenset({"-", "*", "†", "^#"})
# Siblings may be misaligned by this many columns: `` 9.`` above ``10.``.
_MISALIGNMENT = 1
# So many numbers in a row may be missing: points that were repealed. No point has more lines.
_MISSING, _LINES = 2, 40


class OpenList(Struct, frozen=True, gc=False):
    """A list that is open: its marker's column and family, and the last number in it."""

    column: int
    family: str
    ordinal: int

    def includes(self, marker: Marker, column: int) -> bool:
        """Whether a marker at a column is of the list's family and stands where its markers do."""
        return self.family == marker.family and abs(self.column - column) <= _MISALIGNMENT

    def continues_with(self, marker: Marker, column: int) -> bool:
        """Whether a marker at a column is the next one of the list."""
        next_one = marker.is_bullet or marker.ordinal in next_ordinals(self.ordinal)
        return next_one and self.includes(marker, column)


# The marker of a line, and where the text behind it begins, in characters of the line.
PointStart = tuple[Marker, int]
# The outermost list stands first: their number is the depth of what stands there.
OpenLists = tuple[OpenList, ...]


def open_lists_after(open_lists: OpenLists, column: int, marker: Marker | None) -> OpenLists:
    """The lists that are open behind a point with ``marker``, or text without one, at ``column``.

    Another style at the same column is a list within the point above, if it begins there.
    """
    if marker is None:
        return open_lists and tuple([one for one in open_lists if one.column < column])
    markers = (marker,) if marker.inner is None else (marker, marker.inner)
    here = [OpenList(column, one.family, one.ordinal) for one in markers]
    for depth in range(len(open_lists), 0, -1):
        if open_lists[depth - 1].includes(marker, column):
            return (*open_lists[: depth - 1], *here)
    inner = column + marker.begins_list
    return (*(one for one in open_lists if one.column < inner), *here)


def _continuation(open_lists: OpenLists, marker: Marker, column: int) -> Marker | None:
    """The marker as the next one of a list that is open: after ``iv)``, ``v)`` is Roman."""
    pairs = ((one, reading) for one in reversed(open_lists) for reading in marker.interpretations)
    return next((reading for one, reading in pairs if one.continues_with(reading, column)), None)


class MarkedLines:
    """The lines of a block that begin with a marker."""

    def __init__(self, lines: Sequence[Line], layout: DocumentLayout) -> None:
        self._lines = lines
        self._layout = layout
        self._starts = {
            index: start
            for index, line in enumerate(lines)
            if line.text[:2] not in WORD_BEGINNINGS and (start := any_marker_at(line.text))
        }

    @cached_property
    def _width(self) -> int:
        return self._layout.width_for(self._lines)

    @cached_property
    def _last(self) -> Mapping[tuple[str, int, int], int]:
        """The last line with a marker of a family, an ordinal and a column."""
        return {
            (one.family, one.ordinal, self._lines[index].column): index
            for index, (marker, _) in self._starts.items()
            for one in marker.interpretations
        }

    def point_starts(
        self, open_lists: OpenLists, last_heading: Marker | None
    ) -> Mapping[int, PointStart]:
        """The lines at which a point begins, by index, below open lists and a heading's number."""
        found: dict[int, PointStart] = {}
        if not self._starts:
            return found
        first = self.first_start(open_lists) is not None
        if not first:
            open_lists = open_lists_after(open_lists, self._lines[0].column, None)
        for index, (read, body) in self._starts.items():
            column = self._lines[index].column
            continued = _continuation(open_lists, read, column)
            marker = continued or read
            if index == 0:
                begins = first
            elif found:
                begins = self._follows_point(index, marker, open_lists)
            else:
                begins = bool(continued) or self._begins_under_text(index, marker, last_heading)
            if begins:
                found[index] = marker, body
                open_lists = open_lists_after(open_lists, column, marker)
        return found

    def first_start(self, open_lists: OpenLists) -> PointStart | None:
        """The marker that the block begins with, if it is a point's, and no running text."""
        line, (marker, body) = self._lines[0], self._starts.get(0, (None, 0))
        if marker is None or (marker.family == "#." and begins_with_day_of_month(line.text)):
            return None
        if marker.is_long:
            begins = _continuation(open_lists, marker, line.column) is not None
        else:
            likely = not marker.weak or self._layout.has_sibling(marker)
            begins = likely or self._has_successor(0, marker)
        return (marker, body) if begins else None

    def _has_successor(self, index: int, marker: Marker) -> bool:
        """Whether the point after that with a marker stands further down, at the same column."""
        column = self._lines[index].column
        return any(
            self._last.get((marker.family, following, column + shift), -1) > index
            for following in ((0,) if marker.is_bullet else next_ordinals(marker.ordinal))
            for shift in range(-_MISALIGNMENT, _MISALIGNMENT + 1)
        )

    def _follows_point(self, index: int, marker: Marker, open_lists: OpenLists) -> bool:
        """Whether a marked line below a point is one, too: the list's next, or of a list within."""
        line = self._lines[index]
        for one in reversed(open_lists):
            if one.includes(marker, line.column):
                return one.continues_with(marker, line.column) or self._recounts(index, marker, one)
            if one.column == line.column and marker.ordinal == one.ordinal + 1 > 1:
                # Siblings of another style.
                return True
        wraps = marker.family in _MAY_WRAP and line.column <= open_lists[-1].column + _MISALIGNMENT
        certain = line.text[self._starts[index][1]].isupper() if wraps else not marker.weak
        likely = certain or self._has_successor(index, marker)
        return (marker.begins_list and likely) or self._begins_late(index, marker)

    def _begins_late(self, index: int, marker: Marker) -> bool:
        """Whether a list's points begin with a later number than the first.

        That one is in a line above (``1. Name: (1) The club``), or missing; the next one follows.
        """
        numbered = marker.ordinal > 1 and marker.text[-1] in ")."
        ended = self._layout.is_unwrapped or ends_sentence(self._lines[index - 1].text)
        above, first = self._lines[max(0, index - _LINES) : index], marker.family.replace("#", "1")
        within = marker.ordinal == 2 and any(f" {first} " in line.text for line in above)
        return numbered and ended and (within or self._has_successor(index, marker))

    def _recounts(self, index: int, marker: Marker, open_list: OpenList) -> bool:
        """Whether a list begins anew, or goes on where a number is missing or stands there twice.

        The line above is no wrapped one, then: it has room for the next word.
        """
        line, above = self._lines[index], self._lines[index - 1]
        if above.edge + line.opening > self._width and not self._layout.is_unwrapped:
            return False
        if marker.family == "#.#" or 0 <= marker.ordinal - open_list.ordinal <= _MISSING + 1:
            return ends_clause(above.text) or ends_sentence(above.text)
        likely = not marker.weak or announces(above.text) or self._has_successor(index, marker)
        return marker.begins_list and likely

    def _begins_under_text(self, index: int, marker: Marker, last_heading: Marker | None) -> bool:
        """Whether points begin right under running text, where a line may begin with a number.

        A lead-in, a second point, the number of the next heading below a sentence, or a bullet that
        is indented below a line that was broken on purpose says so.
        """
        line, above = self._lines[index], self._lines[index - 1]
        counted = marker.follows(last_heading)
        if counted and (ends_sentence(above.text) or not any(map(str.isalpha, above.text))):
            return True
        led = announces(above.text) and (not marker.weak or marker.is_bullet)
        bulleted = marker.is_bullet and not marker.weak and line.column > above.column
        apart = bulleted and above.edge + line.opening <= self._width
        begins = marker.begins_list and (led or apart or self._has_successor(index, marker))
        return begins or self._begins_late(index, marker)
