"""Candidates: lines that are to make one segment, and what is known where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.points import OpenLists
from polyloom.formats.plaintext.text_lines import Line
from polyloom.language.list_markers import Marker
from polyloom.model import Kind


class Candidate(NamedTuple):
    """Lines of a block that are to make one segment.

    ``below`` is the block below their own. The text behind a ``marker`` begins ``body`` characters
    into the first line. ``heading``: it is a numbered line right over text. ``cell``: it is a
    table's. ``joined``: a directive keeps it from being divided.
    """

    block: Block
    below: Block | None
    lines: Sequence[Line]
    marker: Marker | None = None
    body: int = 0
    heading: bool = False
    cell: bool = False
    joined: bool = False

    @property
    def text(self) -> str:
        """The first line's text, behind the marker."""
        return self.lines[0].text[self.body :]

    @property
    def last_text(self) -> str:
        """The last line's text, behind the marker."""
        return self.text if len(self.lines) == 1 else self.lines[-1].text

    @property
    def column(self) -> int:
        """The marker's column, or that of the leftmost line."""
        if self.marker is not None or len(self.lines) == 1:
            return self.lines[0].column
        return min(line.column for line in self.lines)

    @property
    def is_whole_block(self) -> bool:
        """Whether it has all lines of its block."""
        return len(self.lines) == len(self.block.lines)

    @property
    def is_followed(self) -> bool:
        """Whether more text follows, in its block or below."""
        return self.below is not None or self.lines[-1] is not self.block.lines[-1]


class SegmentContext(NamedTuple):
    """The document's layout, and what has been found before a candidate.

    ``last_heading`` is the number of the last numbered heading, but for a part's (``2.1``).
    """

    layout: DocumentLayout
    previous_kind: Kind | None = None
    has_title: bool = False
    segment_count: int = 0
    last_heading: Marker | None = None
    open_lists: OpenLists = ()
