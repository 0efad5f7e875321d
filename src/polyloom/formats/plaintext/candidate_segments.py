"""Candidates: lines that are to make one segment, before it is known of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.tables import CellSpans, has_letters
from polyloom.formats.plaintext.text_lines import Line
from polyloom.language.line_breaks import unwrap
from polyloom.language.list_markers import Marker, looks_like_marker, marker_at
from polyloom.model import Kind

# The kinds whose segments keep their line breaks.
KINDS_WITH_LINE_BREAKS = frozenset({Kind.VERSE, Kind.SIGNATURE})
# What text behind a marker can be.
KINDS_WITH_MARKER = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# The kinds that layout alone tells: nothing is one of them without its marker or its columns.
KINDS_BY_LAYOUT = frozenset({Kind.POINT, Kind.CELL})
HEADING_KINDS = frozenset({Kind.TITLE, Kind.HEADING})
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# No marker is longer, in characters.
_MARKER_LENGTH = 12


class Candidate(NamedTuple):
    """Lines of a block that are to make one segment.

    Behind a ``marker`` the first line is what follows it; ``marker_start`` is then where the marker
    begins, in characters of the text. ``column`` is the marker's, or of running text the leftmost
    line's. ``whole_block``: it has all lines of its block. ``divided``: the lines beside it would
    belong to it by layout, and what they say divides them (a heading from the text right below).
    ``cell``: it is a table's; ``end`` is then where its span ends. ``joined``: a directive keeps it
    from being divided.
    """

    lines: Sequence[Line]
    column: int
    block: Block
    marker: Marker | None = None
    marker_start: int = 0
    whole_block: bool = False
    divided: bool = False
    cell: bool = False
    joined: bool = False
    end: int = 0

    @property
    def first_text(self) -> str:
        """The first line's text."""
        return self.lines[0].text


def point_candidate(block: Block, lines: Sequence[Line], marker: Marker, body: int) -> Candidate:
    """Lines behind a marker; the text begins ``body`` characters into the first line."""
    text, start, end, column = lines[0]
    behind = Line(text[body:], start + body, end, column)
    whole_block = len(lines) == len(block.lines)
    return Candidate((behind, *lines[1:]), column, block, marker, start, whole_block)


def text_candidate(block: Block, lines: Sequence[Line], *, divided: bool = False) -> Candidate:
    """Lines of running text."""
    column = lines[0].column if len(lines) == 1 else min(line.column for line in lines)
    whole_block = len(lines) == len(block.lines)
    return Candidate(lines, column, block, whole_block=whole_block, divided=divided)


def cell_candidates(block: Block, rows: Sequence[CellSpans]) -> Iterator[Candidate]:
    """The cells of a table, row by row; ``rows`` has their spans for each line of the block."""
    for line, spans in zip(block.lines, rows, strict=True):
        for begin, end in spans:
            start = line.start + begin
            cell = line._replace(text=line.text[begin:end], start=start, end=line.start + end)
            yield Candidate((cell,), line.column, block, cell=True)


def translatable_text(lines: Sequence[Line], kind: Kind) -> str:
    """What translators see of lines that make a segment of a kind: unwrapped, or line by line."""
    if len(lines) == 1:
        return lines[0].text
    if kind in KINDS_WITH_LINE_BREAKS:
        return "\n".join(line.text for line in lines)
    return unwrap([line.text for line in lines])


def makes_segment(candidate: Candidate) -> bool:
    """Whether a candidate makes a segment: ornaments, lone markers and cells of figures do not."""
    if candidate.cell:
        return has_letters(candidate.first_text) and has_text_behind_marker(candidate.first_text)
    if len(candidate.lines) == 1:
        text = candidate.lines[0].text
        return surely_has_text(text) or has_own_text(text)
    return any(_LETTER_OR_DIGIT.search(line.text) for line in candidate.lines)


def surely_has_text(text: str) -> bool:
    """A quick form of ``has_own_text``: True only where that is, False of some texts as well."""
    return len(text) > _MARKER_LENGTH and text[0].isalpha()


def has_own_text(text: str) -> bool:
    """Whether a line is more than an ornament or a marker without a text."""
    if _LETTER_OR_DIGIT.search(text) is None:
        return False
    return len(text) > _MARKER_LENGTH or not looks_like_marker(text)


def has_text_behind_marker(text: str) -> bool:
    """Whether a line has text of its own behind its marker, or at all where it has no marker."""
    found = marker_at(text)
    return has_own_text(text[found[1] :] if found else text)
