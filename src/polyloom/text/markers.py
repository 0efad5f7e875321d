"""Markers of points: what they look like, which belong to one list, and what comes after what."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of a point, as written.

    ``family`` is what the points of one list share: the shape with its number taken out (``#)``
    for ``1)`` and ``2)``, ``-`` for a dash). ``ordinal`` counts from 1 and is 0 for bullets.
    """

    text: str
    family: str
    ordinal: int

    @property
    def begins_list(self) -> bool:
        """Whether a list can begin with it: any bullet, and the first of an ordered family."""
        return self.ordinal <= 1


def _decimal(value: str) -> int:
    return int(value)


def _letter(value: str) -> int:
    return ord(value.lower()) - ord("a") + 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way to write a marker: the pattern's only group is its number."""

    pattern: str
    family: str


# Numbers of four digits are years, not markers.
_ORDERED = (
    _Shape(r"([0-9]{1,3})\.", "#."),
    _Shape(r"([0-9]{1,3})\)", "#)"),
    _Shape(r"\(([0-9]{1,3})\)", "(#)"),
    _Shape(r"([a-z])\)", "a)"),
    _Shape(r"\(([a-z])\)", "(a)"),
    _Shape(r"([A-Z])\)", "A)"),
)
_BULLETS = "-*•"

_MARKER = re.compile(
    "(?:" + "|".join(shape.pattern for shape in _ORDERED) + rf"|[{re.escape(_BULLETS)}])"
)
# A marker is followed by a blank that may be broken at, and by text.
_AT_START = re.compile(rf"({_MARKER.pattern})[ \t]+(?=\S)")


def marker_at(text: str, position: int = 0) -> tuple[Marker, int] | None:
    """The marker that stands at ``position``, and where the point's text begins, in characters.

    >>> marker_at("2) Sovereignty")
    (Marker(text='2)', family='#)', ordinal=2), 3)
    >>> marker_at("1984. A year")
    """
    match = _AT_START.match(text, position)
    if match is None:
        return None
    numbers = match.groups()[1:]
    for shape, number in zip(_ORDERED, numbers, strict=True):
        if number is not None:
            ordinal = _decimal(number) if number.isdigit() else _letter(number)
            return Marker(match[1], shape.family, ordinal), match.end()
    return Marker(match[1], match[1], 0), match.end()


def looks_like_marker(word: str) -> bool:
    """Whether a word at the beginning of a line would be read as a marker."""
    return _MARKER.fullmatch(word) is not None


def defuse_marker(text: str) -> str:
    """The text such that its beginning is not read as a marker: the blank becomes a no-break one.

    ``1. May`` stays what it looks like, and its line is no point.
    """
    found = marker_at(text)
    if found is None:
        return text
    marker, body = found
    return f"{marker.text}\u00a0{text[body:]}"
