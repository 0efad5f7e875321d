"""Numbered headings that stand right over their text, without a blank line: ``1. Opening``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.points import PointStart
from polyloom.formats.plaintext.segmentation_state import HeadingNumber, follows_number
from polyloom.formats.plaintext.text_lines import Line, has_room_for_next_word, right_edge
from polyloom.formats.plaintext.titles_and_headings import NUMBERED_FAMILIES, reads_as_heading

# Narrower text, in columns, says nothing about what is short.
_WIDE = 55
_SHORT = 2 / 3


def section_heading_lines(
    lines: Sequence[Line],
    starts: Mapping[int, PointStart],
    layout: DocumentLayout,
    last_number: HeadingNumber,
) -> frozenset[int]:
    """Which of the points of a block are headings over text, by the indexes of their first lines.

    They are where each point of their family has text of its own below a short line, and there is
    another. The point that follows ``last_number``, that of the document's last numbered heading,
    may also stand over points of another family.
    """
    edges = [*starts, len(lines)]
    over = {
        begin
        for begin, end in pairwise(edges)
        if end - begin > 1 and _heads_own_text(lines[begin:end], starts[begin], layout)
    }
    found = {begin for begin in over if _is_one_of_many(begin, starts, over, layout)}
    if starts and edges[0] == 0 and _heads_points(lines, starts, edges[1], last_number):
        found.add(0)
    return frozenset(found)


def _may_head_text(lines: Sequence[Line]) -> bool:
    """Whether the first of a point's lines may be a heading by layout: the second is not set in."""
    return len(lines) > 1 and lines[1].column <= lines[0].column


def _heads_own_text(lines: Sequence[Line], start: PointStart, layout: DocumentLayout) -> bool:
    """Whether a point is a short line, which reads as a heading, over wrapped text of its own."""
    first, second = lines[0], lines[1]
    width = layout.width_for(lines)
    return (
        start.marker.family in NUMBERED_FAMILIES
        and reads_as_heading(first.text[start.body :])
        and _may_head_text(lines)
        and not second.text[0].islower()
        and width >= _WIDE
        and right_edge(lines[:1]) <= _SHORT * width
        and has_room_for_next_word(first, second, width)
    )


def _is_one_of_many(
    begin: int, starts: Mapping[int, PointStart], over: set[int], layout: DocumentLayout
) -> bool:
    """Whether all points of a point's family are ``over`` text, and it is not the only one."""
    marker = starts[begin].marker
    alike = {other for other, start in starts.items() if start.marker.family == marker.family}
    return alike <= over and (len(alike) > 1 or (begin == 0 and layout.has_sibling(marker)))


def _heads_points(
    lines: Sequence[Line], starts: Mapping[int, PointStart], end: int, last_number: HeadingNumber
) -> bool:
    """Whether a block begins with the next numbered heading, right over points of another family.

    ``end`` is the index of the line at which the second point begins.
    """
    marker, body = starts[0]
    return (
        end == 1
        and len(lines) > 1
        and starts[1].marker.family != marker.family
        and reads_as_heading(lines[0].text[body:])
        and follows_number(marker, last_number)
    )
