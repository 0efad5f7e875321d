"""Numbered headings that stand right over their text, without a blank line: ``1. Opening``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.heads import NUMBERED_FAMILIES, reads_as_heading
from polyloom.formats.plaintext.look import Look, both, edge_of, has_room
from polyloom.formats.plaintext.points import Start

# Narrower text, in columns, says nothing about what is short.
_WIDE = 55
_SHORT = 2 / 3


def section_heads(
    lines: Sequence[Line], starts: Mapping[int, Start], look: Look, numbered: tuple[str, int]
) -> frozenset[int]:
    """Which of the points of a block are headings, by the indexes of their first lines.

    They are where each point of their style has text of its own below a short line, and there is
    another. ``numbered`` is the last numbered heading; the next one may have points below instead.
    """
    edges = [*starts, len(lines)]
    over = {
        begin
        for begin, end in pairwise(edges)
        if end - begin > 1 and _stands_over_text(lines[begin:end], starts[begin], look)
    }
    found = {begin for begin in over if _is_one_of_many(begin, starts, over, look)}
    if starts and edges[0] == 0 and _stands_over_points(lines, starts, edges[1], numbered):
        found.add(0)
    return frozenset(found)


def may_stand_over_text(lines: Sequence[Line]) -> bool:
    """Whether layout allows a marked line to be a heading over the lines below: none hangs."""
    return len(lines) > 1 and lines[1].column <= lines[0].column


def _stands_over_text(lines: Sequence[Line], start: Start, look: Look) -> bool:
    first, second = lines[0], lines[1]
    width = look.width_for(lines)
    return (
        start.marker.family in NUMBERED_FAMILIES
        and reads_as_heading(first.text[start.body :])
        and may_stand_over_text(lines)
        and not second.text[0].islower()
        and width >= _WIDE
        and edge_of(lines[:1]) <= _SHORT * width
        and has_room(first, second, width)
    )


def _is_one_of_many(begin: int, starts: Mapping[int, Start], over: set[int], look: Look) -> bool:
    marker = starts[begin].marker
    alike = {other for other, start in starts.items() if start.marker.family == marker.family}
    return alike <= over and (len(alike) > 1 or (begin == 0 and look.has_sibling(marker)))


def _stands_over_points(
    lines: Sequence[Line], starts: Mapping[int, Start], end: int, numbered: tuple[str, int]
) -> bool:
    """Whether the next numbered heading stands right over points of another style."""
    marker, body = starts[0]
    return (
        end == 1
        and len(lines) > 1
        and starts[1].marker.family != marker.family
        and reads_as_heading(lines[0].text[body:])
        and any((way.family, way.ordinal - 1) == numbered for way in both(marker))
    )
