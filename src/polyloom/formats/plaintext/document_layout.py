"""What the blocks of a document say together: its width, its margins, its markers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, pairwise

from polyloom.formats.plaintext.blocks import MAX_WRAPPED_WIDTH, Block, Line, right_edge, usual_edge
from polyloom.language.heading_words import counted_label, worded_as_heading
from polyloom.language.list_markers import Marker, marker_at

# So many lines tell how a document is wrapped, so many at least.
_SAMPLE, _ENOUGH = 20_000, 8
# The share of wrapped lines that have no more room than is usual, and of lines that are wrapped
# before their time where people wrap them by hand.
_USUAL_ROOM, _EARLY = 0.95, 1 / 40
# No wrapped line is wider, in columns; and as many of these for one that is wrapped.
_UNWRAPPED_WIDTH, _WRAPPED_BY_LONG = 120, 5


class DocumentLayout:
    """Width and margins in columns, and markers; each is computed when it is first asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._lines = [line for block in blocks for line in block.lines]

    @cached_property
    def width(self) -> int:
        """The column at which lines are wrapped; 0 where no block has two lines."""
        return usual_edge([line for block in self.blocks for line in block.lines[:-1]])

    def width_for(self, lines: Sequence[Line]) -> int:
        """The column at which lines are wrapped: the document's, or their own if that is more."""
        return max(self.width, right_edge(lines))

    @cached_property
    def reach(self) -> int:
        """The column at which the longest line ends, lines too long to be wrapped aside."""
        return max((line.edge for line in self._lines if line.edge <= MAX_WRAPPED_WIDTH), default=0)

    @cached_property
    def _rooms(self) -> Sequence[int]:
        """The columns that are left behind each line of a sample that goes on in the next one."""
        pairs = (pair for block in self.blocks for pair in pairwise(block.lines))
        sample = ((line, below) for line, below in islice(pairs, _SAMPLE) if line.goes_on_in(below))
        return sorted(self.width - line.edge - below.opening for line, below in sample)

    @cached_property
    def is_unwrapped(self) -> bool:
        """Whether each paragraph is one line, however long: no line of the document is wrapped."""
        long = sum(one.edge - one.column > _UNWRAPPED_WIDTH for one in self._lines[:_SAMPLE])
        return long > 0 and _WRAPPED_BY_LONG * len(self._rooms) <= long

    @cached_property
    def usual_room(self) -> int:
        """How many columns are free behind wrapped lines, with the next word; negative for none."""
        rooms = self._rooms
        return rooms[int(_USUAL_ROOM * len(rooms))] if len(rooms) >= _ENOUGH else -1

    @cached_property
    def is_wrapped_by_hand(self) -> bool:
        """Whether some lines, and not just one, are wrapped before their time."""
        early = sum(room >= 0 for room in self._rooms)
        return early > 1 and early >= _EARLY * len(self._rooms)

    @cached_property
    def margin(self) -> int:
        """The column of the leftmost line that is not quoted."""
        plain = (block for block in self.blocks if not block.quoted)
        return min((line.column for block in plain for line in block.lines), default=0)

    @cached_property
    def prose_margin(self) -> int:
        """The column of the leftmost block of several lines: headings may stand further left."""
        several = (block.lines for block in self.blocks if len(block.lines) > 1 > block.quoted)
        columns = ({line.column for line in lines} for lines in several)
        return min((min(one) for one in columns if len(one) == 1), default=self.margin)

    @cached_property
    def _markers(self) -> Counter[tuple[str, int]]:
        """How many blocks begin with each marker, by family and ordinal; ``2.1`` by its text."""
        found = (marker_at(block.lines[0].text) for block in self.blocks)
        markers = [one[0] for one in found if one]
        parts = ((one.text.rstrip("."), 0) for one in markers if one.family == "#.#")
        every = (reading for one in markers for reading in one.interpretations)
        return Counter([*((one.family, one.ordinal) for one in every), *parts])

    def has_parts(self, marker: Marker) -> bool:
        """Whether a block begins with the first part of a number: ``2.1`` where it is ``2.``."""
        return marker.family == "#." and self._markers[f"{marker.text}1", 0] > 0

    def has_sibling(self, marker: Marker) -> bool:
        """Whether a block begins with the marker before or after this one.

        Of a bullet: whether two blocks begin with it. Of ``2.1``: ``2.`` counts as well.
        """
        if marker.is_bullet:
            return self._markers[marker.family, 0] > 1
        whole = marker.text.rstrip(".").rpartition(".")[0]
        if marker.family == "#.#" and whole.isdecimal() and self._markers["#.", int(whole)]:
            return True
        return any(
            self._markers[one.family, one.ordinal + step]
            for one in marker.interpretations
            for step in (-1, 1)
        )

    @cached_property
    def _labels(self) -> frozenset[tuple[str, int]]:
        """What the first lines of blocks have before a number, and the number."""
        found = (counted_label(block.lines[0].text) for block in self.blocks)
        return frozenset(label for label in found if label)

    def words_heading(self, text: str) -> bool:
        """Whether a line is worded as a heading, in a language's words or as others here are."""
        labels = self._labels
        label, number = (counted_label(text) if labels else None) or ("", 0)
        counted = (label, number - 1) in labels or (label, number + 1) in labels
        return counted or worded_as_heading(text)
