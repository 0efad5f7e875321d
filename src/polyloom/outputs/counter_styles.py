"""Markers of points, as HTML and CSS count them.

The rules are those of the HTML standard for ``ol`` (``type``, ``start``) and of CSS Counter Styles
Level 3, whose predefined styles end in a full stop; any other punctuation needs a style of its own.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from msgspec import Struct

from polyloom.language.numerals import ROMAN, letter_value, roman_value

BULLETS = frozenset("-*+•–—·‣◦▪●○")

# What stands around the number, and what a counter style with it is called. A suffix that is not
# full-width brings its own blank.
_ENCLOSURES = {
    ("", "."): "",
    ("", ")"): "paren",
    ("(", ")"): "parens",
    ("", "）"): "wide-paren",
    ("（", "）"): "wide-parens",
    ("", "、"): "comma",
}
_MARKER = re.compile(r"(?P<before>[(（]?)(?P<number>[^\W_]+)(?P<after>[.)）、])")

# The zero of each script's decimal digits, and the predefined counter style that uses them.
_DIGITS = {
    "0": "decimal",
    "٠": "arabic-indic",
    "۰": "persian",
    "०": "devanagari",
    "০": "bengali",
    "๐": "thai",
}
_ROMAN = re.compile(ROMAN)


class CounterStyle(Struct, frozen=True):
    """How an ordered list counts its items: the counter style of CSS that its markers follow.

    ``base`` is a predefined counter style of CSS, ``type`` what HTML's ``type`` attribute calls it
    (empty for the default); ``before`` and ``after`` stand around the number.
    """

    base: str
    type: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """The name of the counter style to define, or an empty string where none is needed."""
        enclosure = _ENCLOSURES[self.before, self.after]
        if enclosure:
            return f"{self.base}-{enclosure}"
        return "" if self.type or self.base == "decimal" else f"{self.base}-point"

    @property
    def suffix(self) -> str:
        """What the counter style writes after the number."""
        return f"{self.after} " if self.after.isascii() else self.after


@lru_cache(maxsize=1024)
def parse_marker(
    marker: str, running: CounterStyle | None = None
) -> tuple[CounterStyle, int] | None:
    """The counter style and the number of a marker; None where HTML could not show it as written.

    Some markers can be read in two ways. ``running`` is the counter style of the list that the
    point may go on with: after ``h)`` comes the letter ``i)``, and at the head of a list ``i)`` is
    the Roman one.

    >>> parse_marker("(3)")
    (CounterStyle(base='decimal', type='', before='(', after=')'), 3)
    >>> parse_marker("c.")
    (CounterStyle(base='lower-alpha', type='a', before='', after='.'), 3)
    >>> parse_marker("iv.")
    (CounterStyle(base='lower-roman', type='i', before='', after='.'), 4)
    >>> parse_marker("007.")
    """
    match = _MARKER.fullmatch(marker)
    if match is None or (match["before"], match["after"]) not in _ENCLOSURES:
        return None
    readings = [
        (CounterStyle(base, kind, match["before"], match["after"]), value)
        for base, kind, value in (*_digits(match["number"]), *_letters(match["number"]))
    ]
    same = [reading for reading in readings if reading[0] == running]
    return next(iter(same or readings), None)


def _digits(number: str) -> list[tuple[str, str, int]]:
    # HTML reads start and value as 32-bit integers; leading zeros would be lost.
    if not number.isdecimal() or len(number) > 9:
        return []
    return [
        (base, "", int(number))
        for zero, base in _DIGITS.items()
        if all(0 <= ord(digit) - ord(zero) <= 9 for digit in number)
        and (number[0] != zero or len(number) == 1)
    ]


def _letters(number: str) -> list[tuple[str, str, int]]:
    lower = number.lower()
    if number not in (lower, number.upper()):
        return []
    case, a, i = ("lower", "a", "i") if number == lower else ("upper", "A", "I")
    readings = []
    if len(number) == 1 and lower in string.ascii_lowercase:
        readings.append((f"{case}-alpha", a, letter_value(lower)))
    if _ROMAN.fullmatch(lower):
        roman = (f"{case}-roman", i, roman_value(lower))
        # Alone, a letter is a letter, but for the first of the Roman numbers.
        readings.insert(0 if lower == "i" else len(readings), roman)
    return readings
