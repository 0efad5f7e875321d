"""YAML front matter as most of it is: one key a line, and behind it a number or some words.

A parser of YAML takes longer to load than hundreds of documents with such front matter to extract.
"""

from __future__ import annotations

from collections.abc import Hashable

from polyloom.formats.front_matter.front_matter_values import PLAIN, FrontMatterValue
from polyloom.late_patterns import late_pattern

_LINE = late_pattern(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,99}):[ ]+"
    r"(?:(?P<number>0|[1-9][0-9]*+)|(?P<words>[A-Za-z](?:[\w ,.()/'’-]*[\w.)])?))[ ]*(?:\n|\Z)"
)
# What YAML 1.1 takes for no string, whatever its capitals.
_NO_STRINGS = frozenset({"yes", "no", "true", "false", "on", "off", "null"})
# The names of a parser's events.
_BEGIN = ("StreamStartEvent", "DocumentStartEvent", "MappingStartEvent")
_END = ("MappingEndEvent", "DocumentEndEvent", "StreamEndEvent")
_SCALAR = "ScalarEvent"


def read_usual_yaml(text: str) -> tuple[tuple[FrontMatterValue, ...], Hashable] | None:
    """What ``read_yaml`` gives for front matter of this form, None for any other."""
    values: list[FrontMatterValue] = []
    outline: list[Hashable] = [*_BEGIN]
    position = 0
    while position < len(text):
        line = _LINE.match(text, position)
        if line is None:
            return None
        key, number, words = line.group("key", "number", "words")
        outline += (_SCALAR, key, _SCALAR)
        if words is None:
            outline.append(number)
        elif words.lower() in _NO_STRINGS:
            return None
        else:
            values.append(FrontMatterValue(key, words, *line.span("words"), PLAIN))
        position = line.end()
    return (tuple(values), (*outline, *_END)) if position else None
