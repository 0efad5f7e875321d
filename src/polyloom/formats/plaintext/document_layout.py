"""What the blocks of a document say together: evidence for what one of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, pairwise

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.text_lines import (
    MAX_WRAPPED_WIDTH,
    Line,
    column_width,
    goes_on,
    right_edge,
    room_for_next_word,
)
from polyloom.language.list_markers import Marker, marker_at
from polyloom.language.sentences import ends_sentence

# The share of lines that are no wider than the width at which a document is wrapped.
_USUAL = 0.9
# What stands between two stars: no mark of a footnote.
_EMPHASIS = re.compile(r"(?<![\w*])\*[^\s*](?:[^*\r\n]*[^\s*])?\*(?!\w)")
# So many lines tell how a document is wrapped, so many at least.
_SAMPLE, _ENOUGH = 20_000, 8
# The share of wrapped lines that have no more room than is usual.
_USUAL_ROOM = 0.95
# No wrapped line is wider, in columns; and as many of these for one that is wrapped.
_UNWRAPPED_WIDTH, _WRAPPED_BY_LONG = 120, 5


class DocumentLayout:
    """The layout of a whole document: its width and margins in columns, and its markers.

    Everything is computed when it is first asked for.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self.blocks = blocks
        self._referred: dict[str, bool] = {}

    @cached_property
    def width(self) -> int:
        """The column at which lines are wrapped; 0 where no block has two lines."""
        edges = sorted(
            edge
            for block in self.blocks
            if len(block.lines) > 1
            for line in block.lines[:-1]
            if (edge := line.column + column_width(line.text)) <= MAX_WRAPPED_WIDTH
        )
        return edges[int(_USUAL * len(edges))] if edges else 0

    @cached_property
    def is_unwrapped(self) -> bool:
        """Whether each paragraph is one line, however long: no line of the document is wrapped."""
        long = sum(column_width(line.text) > _UNWRAPPED_WIDTH for line in self._sample)
        return long > 0 and _WRAPPED_BY_LONG * len(self._wrapped_rooms) <= long

    @cached_property
    def usual_room(self) -> int:
        """How many columns are free behind wrapped lines, with the next word on them.

        Negative where text is wrapped by a program; more where it is done by hand.
        """
        rooms = sorted(self._wrapped_rooms)
        return rooms[int(_USUAL_ROOM * len(rooms))] if len(rooms) >= _ENOUGH else -1

    @cached_property
    def _sample(self) -> Sequence[Line]:
        """Lines enough to tell how the document is wrapped."""
        return list(islice((line for block in self.blocks for line in block.lines), _SAMPLE))

    @cached_property
    def _wrapped_rooms(self) -> Sequence[int]:
        """The columns that are left behind each line of a sample that goes on in the next one."""
        pairs = (pair for block in self.blocks for pair in pairwise(block.lines))
        return [
            room_for_next_word(line, following, self.width)
            for line, following in islice(pairs, _SAMPLE)
            if goes_on(line, following)
        ]

    @cached_property
    def reach(self) -> int:
        """The column at which the document's longest line ends; lines too long to be wrapped aside.

        Lines that stand alone in their block count as well.
        """
        edges = (line.column + column_width(line.text) for one in self.blocks for line in one.lines)
        return max((edge for edge in edges if edge <= MAX_WRAPPED_WIDTH), default=0)

    @cached_property
    def margin(self) -> int:
        """The column of the leftmost line that is not quoted."""
        return min(
            (line.column for block in self.blocks if not block.quoted for line in block.lines),
            default=0,
        )

    @cached_property
    def prose_margin(self) -> int:
        """The column of the leftmost prose: more than the margin where only headings stand there.

        Prose is a block of several lines at one column, or of one that ends as a sentence does.
        """
        columns = (
            block.lines[0].column
            for block in self.blocks
            if not block.quoted
            and len({line.column for line in block.lines}) == 1
            and (len(block.lines) > 1 or ends_sentence(block.lines[0].text))
        )
        return min(columns, default=self.margin)

    @cached_property
    def _blocks_by_marker(self) -> Counter[tuple[str, int]]:
        """How many blocks begin with each marker, by its family and ordinal."""
        counts: Counter[tuple[str, int]] = Counter()
        for block in self.blocks:
            found = marker_at(block.lines[0].text)
            if found:
                counts.update((one.family, one.ordinal) for one in found[0].interpretations)
        return counts

    @cached_property
    def _numbers_with_parts(self) -> frozenset[str]:
        """The numbers that have parts: ``2`` where a block begins with ``2.1``."""
        found = (marker_at(block.lines[0].text) for block in self.blocks)
        return frozenset(
            one[0].text.partition(".")[0] for one in found if one and one[0].family == "#.#"
        )

    def has_parts(self, marker: Marker) -> bool:
        """Whether a block begins with a part of the marker's number: ``2.1`` where it is ``2.``."""
        return marker.family == "#." and marker.text.rstrip(".") in self._numbers_with_parts

    def width_for(self, lines: Sequence[Line]) -> int:
        """The column at which lines are wrapped: the document's, or their own if that is more."""
        return max(self.width, right_edge(lines))

    def has_sibling(self, marker: Marker) -> bool:
        """Whether a block begins with the marker before or after this one.

        Of a bullet: whether two blocks begin with it. Of ``2.1``: ``2.`` counts as well.
        """
        if marker.is_bullet:
            return self._blocks_by_marker[marker.family, 0] > 1
        if marker.family == "#.#" and self._has_whole(marker):
            return True
        return any(
            self._blocks_by_marker[one.family, one.ordinal - 1]
            or self._blocks_by_marker[one.family, one.ordinal + 1]
            for one in marker.interpretations
        )

    def is_outline(self, marker: Marker) -> bool:
        """Whether a marker of two or three stars is an outline's, where single stars are bullets.

        Elsewhere it is the mark of a footnote.
        """
        return marker.family == "**" and self._blocks_by_marker["*", 0] > 1

    def _has_whole(self, marker: Marker) -> bool:
        """Whether a block begins with the number that the marker's is a part of."""
        whole = marker.text.rstrip(".").rpartition(".")[0]
        return whole.isdecimal() and self._blocks_by_marker["#.", int(whole)] > 0

    def refers_to(self, marker: Marker) -> bool:
        """Whether the marker stands behind a word somewhere, as footnotes are referred to."""
        mark = marker.text
        if mark not in self._referred:
            pattern = rf"[\w.,;:!?”’»)]{re.escape(mark)}(?![\w*])"
            text = self._text if mark != "*" else _EMPHASIS.sub("", self._text)
            self._referred[mark] = re.search(pattern, text) is not None
        return self._referred[mark]
