"""The markers of list items, which a Word file does not hold: programs count them.

ECMA-376 Part 1 §17.9: a paragraph names a list (``numId``) and a level (``ilvl``); the list says
what the level's markers look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.docx.paragraph_styles import parse_integer
from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes
from polyloom.language.numerals import HIGHEST_ROMAN, letter_numeral, roman_numeral

_PLACE = re.compile(r"%([1-9])")
BULLET = "•"
# More than any list has, and few enough digits to be written in any numeral.
_HIGHEST = 100_000


class ListLevel(Struct, frozen=True):
    """How the markers of one level of a list look.

    ``numerals`` is the number format (§17.18.59), ``text`` what stands around the numbers (``%1.``,
    §17.9.11), ``start`` the first number.
    """

    numerals: str
    text: str
    start: int


class ListDefinitions(Struct, frozen=True):
    """The lists of a document, by ``numId``.

    ``abstract`` says with which other lists a list shares its count (``abstractNumId``), ``levels``
    are its levels by number from 0.
    """

    abstract: Mapping[str, str]
    levels: Mapping[str, Mapping[int, ListLevel]]


class ListCounter(Struct):
    """Counts the items of a document's lists; ``marker`` must be called in reading order."""

    lists: ListDefinitions
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, list_: str, level: int) -> str:
        """The marker of the next item of a list on a level from 0.

        It is empty for a list that is not defined, and where the level has no marker.
        """
        levels = self.lists.levels.get(list_, {})
        definition = levels.get(level)
        if definition is None:
            return ""
        counts = self.counts.setdefault(self.lists.abstract[list_], {})
        counts[level] = min(counts.get(level, definition.start - 1) + 1, _HIGHEST)
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        if definition.numerals in ("bullet", "none"):
            return BULLET if definition.numerals == "bullet" else ""

        def numeral(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            other = levels.get(wanted, definition)
            return _numeral(counts.get(wanted, other.start), other.numerals)

        return _PLACE.sub(numeral, definition.text).strip()


def read_list_definitions(xml: bytes | None) -> ListDefinitions:
    """The lists of a numbering part; none where there is no such part."""
    patterns: dict[str, dict[int, ListLevel]] = {}
    abstract: dict[str, str] = {}
    levels: dict[str, dict[int, ListLevel]] = {}
    for root in read_nodes(xml or b""):
        for node in root.children:
            if node.name == b"w:abstractNum":
                patterns[node.attribute(b"w:abstractNumId") or ""] = _levels(node)
            elif node.name == b"w:num":
                identifier = node.attribute(b"w:numId") or ""
                pattern = node.value(b"w:abstractNumId") or ""
                own = _overridden(node, patterns.get(pattern, {}))
                # A list that begins anew counts by itself.
                abstract[identifier] = f"{pattern}/{identifier}" if own else pattern
                levels[identifier] = {**patterns.get(pattern, {}), **own}
    return ListDefinitions(abstract, levels)


def _levels(node: XmlNode) -> dict[int, ListLevel]:
    return {
        number: _level(child)
        for child in node.children
        if child.name == b"w:lvl" and (number := _number(child)) is not None
    }


def _overridden(node: XmlNode, pattern: Mapping[int, ListLevel]) -> dict[int, ListLevel]:
    """The levels that a list has of its own, or begins to count anew (§17.9.8, §17.9.26)."""
    own: dict[int, ListLevel] = {}
    for child in node.children:
        number = _number(child)
        if child.name != b"w:lvlOverride" or number is None:
            continue
        level = child.child(b"w:lvl")
        start = parse_integer(child.value(b"w:startOverride"))
        if level is not None:
            own[number] = _level(level)
        elif start is not None and number in pattern:
            own[number] = replace(pattern[number], start=start)
    return own


def _number(node: XmlNode) -> int | None:
    return parse_integer(node.attribute(b"w:ilvl"))


def _level(node: XmlNode) -> ListLevel:
    start = parse_integer(node.value(b"w:start"))
    return ListLevel(
        node.value(b"w:numFmt") or "decimal",
        node.value(b"w:lvlText") or "",
        0 if start is None else start,
    )


def _numeral(number: int, numerals: str) -> str:
    if number < 1 or numerals not in _NUMERALS:
        return str(number)
    return _NUMERALS[numerals](number)


def _letters(number: int) -> str:
    """The letters of a number, ten in a row at most: a list may be long."""
    return letter_numeral(min(number, (number - 1) % 26 + 1 + 9 * 26))


def _roman(number: int) -> str:
    return roman_numeral(min(number, HIGHEST_ROMAN))


_NUMERALS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}
