"""Placeholders of format strings, in which msgcat breaks no line (gettext manual, “c-format” …).

gettext reads a string with the parser of the language that a flag names. Where that finds a fault
it stops, and what follows is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from polyloom.late_patterns import late_pattern


class FormatDirectives(NamedTuple):
    """What finds a language's placeholders, each of which begins with ``%``.

    ``apart``: those that are ``numbered`` (or named) and others do not go together; ``neutral``
    ones go with both. Where the sign begins none, the string is wrong from there on.
    """

    pattern: re.Pattern[str]
    apart: bool = True


# The conversions of printf, with a number or without.
_PRINTF = (
    r"%(?P<numbered>[1-9]\d*\$)?{flags}(?:\*|\d+)?(?:\.(?:\*|\d*+))?{sizes}"
    r"(?:[{neutral}](?P<neutral>)|[{conversions}])"
)


def _printf(
    flags: str, sizes: str, conversions: str, *, neutral: str = "%", apart: bool = True
) -> FormatDirectives:
    pattern = _PRINTF.format(flags=flags, sizes=sizes, conversions=conversions, neutral=neutral)
    return FormatDirectives(late_pattern(pattern), apart)


_C_SIZES = "(?:hh?|ll?|[Lqjzt])?"
_C_CONVERSIONS = "diouxXeEfFgGaAcsCSpn"
_DIRECTIVES: Mapping[str, FormatDirectives] = {
    "c-format": _printf("[ +\\-#0'I]*+", _C_SIZES, _C_CONVERSIONS, neutral="%m"),
    "objc-format": _printf("[ +\\-#0'I]*+", _C_SIZES, f"{_C_CONVERSIONS}@", neutral="%m"),
    "python-format": FormatDirectives(
        late_pattern(
            r"%(?P<numbered>\((?:[^()]++|\([^()]*\))*+\))?[-+ #0]*+(?:\*|\d*+)"
            r"(?:\.(?:\*|\d*+))?[hlL]?(?:%(?P<neutral>)|[csiduoxXeEfgGr])"
        ),
    ),
    "php-format": FormatDirectives(
        late_pattern(
            r"%(?:%(?P<neutral>)|(?P<numbered>[1-9]\d*\$)?(?:[ \-+0]|'[^\\])*+\d*+(?:\.\d*+)?"
            r"[bcdeEfFgGosuxX])"
        ),
        apart=False,
    ),
    "javascript-format": _printf("[ +\\-#0]*+", "", "cdiouxXeEfgGsj"),
    "perl-format": _printf(
        "[ +\\-#0]*+v?", "(?:h|ll?|[qLV])?", "csduoxefgXEGbBipnDUOF", apart=False
    ),
}


def format_of(flags: Iterable[str]) -> FormatDirectives | None:
    """The placeholders of an entry's strings, or None where no flag names their language."""
    return next((_DIRECTIVES[flag] for flag in flags if flag in _DIRECTIVES), None)


def unbreakable_offsets(directives: FormatDirectives, text: str) -> list[int]:
    """The offsets in a string, as it stands between quotes, that are inside placeholders."""
    spans = _directives(directives, text)
    return [offset for start, end in spans for offset in range(start + 1, end)]


def _directives(directives: FormatDirectives, text: str) -> Iterator[tuple[int, int]]:
    """The spans of directives, up to the first that is wrong, or not of the others' sort."""
    numbered: bool | None = None
    begin = text.find("%")
    while begin >= 0:
        match = directives.pattern.match(text, begin)
        if match is None:
            return
        is_numbered = match["numbered"] is not None
        if directives.apart and (is_numbered or match["neutral"] is None):
            if numbered not in (None, is_numbered):
                return
            numbered = is_numbered
        yield match.span()
        begin = text.find("%", match.end())
