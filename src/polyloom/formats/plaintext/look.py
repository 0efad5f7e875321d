"""What a document looks like as a whole: evidence for guesses about its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from polyloom.formats.plaintext.blocks import Block, Line, width_of
from polyloom.language.list_markers import Marker, marker_at
from polyloom.language.sentences import ends_sentence

# No hard-wrapped line is wider, in columns.
WRAPPED_AT_MOST = 160
# The share of lines that are no wider than the width at which a document is wrapped.
_USUAL = 0.9


class Look:
    """A document's blocks, and what they say together. Everything is computed when asked for."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self.blocks = blocks
        self._referred: dict[str, bool] = {}

    @cached_property
    def width(self) -> int:
        """The column at which lines are wrapped; 0 where none is."""
        edges = sorted(
            edge
            for block in self.blocks
            if len(block.lines) > 1
            for line in block.lines[:-1]
            if (edge := line.column + width_of(line.text)) <= WRAPPED_AT_MOST
        )
        return edges[int(_USUAL * len(edges))] if edges else 0

    @cached_property
    def reach(self) -> int:
        """The column that the document's lines reach, wrapped or not, if they are not too long."""
        edges = (line.column + width_of(line.text) for block in self.blocks for line in block.lines)
        return max((edge for edge in edges if edge <= WRAPPED_AT_MOST), default=0)

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

        Prose is a block of lines at one column, or a line that ends as a sentence does.
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
    def _begun(self) -> Counter[tuple[str, int]]:
        """How many blocks begin with each marker, by family and ordinal."""
        begun: Counter[tuple[str, int]] = Counter()
        for block in self.blocks:
            found = marker_at(block.lines[0].text)
            if found:
                begun.update((one.family, one.ordinal) for one in both(found[0]))
        return begun

    @cached_property
    def _divided(self) -> frozenset[str]:
        """The numbers that have parts: ``2`` where a block begins with ``2.1``."""
        found = (marker_at(block.lines[0].text) for block in self.blocks)
        return frozenset(
            one[0].text.partition(".")[0] for one in found if one and one[0].family == "#.#"
        )

    def has_parts(self, marker: Marker) -> bool:
        """Whether a block begins with the number of a part of what the marker numbers."""
        return marker.family == "#." and marker.text.rstrip(".") in self._divided

    def width_for(self, lines: Sequence[Line]) -> int:
        """The width at which lines are wrapped: theirs, or the document's if that is more."""
        return max(self.width, edge_of(lines))

    def has_sibling(self, marker: Marker) -> bool:
        """Whether another block begins with the marker before or after this one."""
        if marker.ordinal == 0:
            return self._begun[marker.family, 0] > 1
        if marker.family == "#.#" and self._has_whole(marker):
            return True
        return any(
            self._begun[one.family, one.ordinal - 1] or self._begun[one.family, one.ordinal + 1]
            for one in both(marker)
        )

    def is_outline(self, marker: Marker) -> bool:
        """Whether a mark of stars is one star more than a bullet, as in outlines."""
        return marker.family == "**" and self._begun["*", 0] > 1

    def _has_whole(self, marker: Marker) -> bool:
        """Whether a block begins with what the marker numbers a part of: ``2.`` over ``2.1``."""
        whole = marker.text.rstrip(".").rpartition(".")[0]
        return whole.isdecimal() and self._begun["#.", int(whole)] > 0

    def refers_to(self, marker: Marker) -> bool:
        """Whether a footnote's mark stands behind a word somewhere."""
        mark = marker.text
        if mark not in self._referred:
            pattern = rf"[\w.,;:!?”’»)]{re.escape(mark)}(?![\w*])"
            self._referred[mark] = re.search(pattern, self._text) is not None
        return self._referred[mark]


def both(marker: Marker) -> tuple[Marker, ...]:
    """A marker in each way that it can be counted."""
    return (marker,) if marker.other is None else (marker, marker.other)


def edge_of(lines: Sequence[Line]) -> int:
    """The column at which the longest line ends."""
    return max(line.column + width_of(line.text) for line in lines)


def has_room(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would have fitted on a line: then its break is meant."""
    word = first_unit(following.text)
    edge = line.column + width_of(line.text)
    return edge + (1 + width_of(word) if word.isascii() else width_of(word)) <= width


_UNIT = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|\S+")
_UNIT_LENGTH = 80


def first_unit(text: str) -> str:
    """The first word, or the first character of a script that is written without blanks."""
    found = _UNIT.match(text, 0, _UNIT_LENGTH)
    return found[0] if found else ""
