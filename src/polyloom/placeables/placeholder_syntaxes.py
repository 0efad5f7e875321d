"""Placeholders of the usual syntaxes: braces, dollars, tags, conversions of printf, Qt's."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from polyloom.language.url_spans import is_within, url_spans, without_spans
from polyloom.late_patterns import late_pattern

_CONVERSION = r"[#0+\-]*+[0-9]*+(?:\.[0-9]++)?+(?:hh|h|ll|l|z|j|t|q|L)?[diouxXeEfFgGcrsap@]"
_PLACEHOLDER = late_pattern(
    r"(?=[{$%])(?:(?P<double>\{\{[^{}\n]{1,80}\}\})"
    r"|(?P<tag>\{%[^{}\n]{1,200}%\})"
    r"|(?P<dollar>\$\{[^\W\d][\w.\-]*\})"
    r"|(?P<ruby>%\{[^\W\d]\w*\})"
    r"|(?P<fluent>\{[ \t]*(?:\$[A-Za-z][\w\-]*|-[a-z][\w\-]*)[ \t]*\})"
    r"|(?P<brace>\{(?:[^\W\d][\w.]*(?:\[\w+\])*|[0-9]{1,2}|)(?:![rsa])?(?::[^{}\s,]*)?\})"
    rf"|(?P<named>%\([^\W\d][\w.]*\){_CONVERSION})"
    rf"|(?P<numbered>%[0-9]{{1,2}}\$(?:{_CONVERSION}))"
    r"|(?P<escaped>%%)"
    r"|(?P<dollars>(?<![\w$])\$[A-Za-z_]\w{1,60}\$(?![\w$]))"
    r"|(?P<percents>(?<![\w%])%[A-Za-z_]\w{2,60}%(?![\w%]))"
    # A percent sign after a number is a percent sign, and so is one before a number (Turkish).
    rf"|(?P<plain>(?<![0-9])%(?!(?:\d+|-)[^\W\d]{{2}})(?:{_CONVERSION})))"
)
_AFTER_NUMBER = late_pattern(r"\d[ \u00a0\u202f\u2009]$")
# Qt's and KDE's arguments by number, and Qt's number of a plural (QString::arg, QObject::tr).
_ARGUMENT = late_pattern(r"(?<!%)%(?:L?[1-9][0-9]?(?![0-9$]|\.[0-9])|L?n\b)")


class Placeholder(Struct, frozen=True):
    """A placeholder as written, and the syntax it is in (``brace``, ``plain``, …)."""

    text: str
    syntax: str
    start: int
    end: int


@lru_cache(maxsize=256)
def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Placeholders of the usual syntaxes, in order. Percentages are none.

    >>> found = placeholders("{name}: %d files, { $x }, almost 90% democracy, 100 % de")
    >>> [placeholder.text for placeholder in found]
    ['{name}', '%d', '{ $x }']
    """
    if "{" not in text and "%" not in text and "$" not in text:
        return ()
    spans = url_spans(text) if "%" in text else ()
    return tuple(
        Placeholder(match[0], match.lastgroup or "", match.start(), match.end())
        for match in _PLACEHOLDER.finditer(text)
        if match.lastgroup != "escaped" and not _is_percentage(match)
        # “%3E” in a URL is a character.
        if match[0][0] != "%" or not is_within(spans, match.start())
    )


def qt_arguments(text: str) -> tuple[Placeholder, ...]:
    """The arguments of Qt and KDE: ``%1``, ``%L1``, ``%n``.

    Where a language writes the percent sign before the number (Turkish, Basque), percentages are
    among them: so they are no business of ``placeholders``.

    >>> [found.text for found in qt_arguments("%n of %1 %L2, 5 %, %%3, %d")]
    ['%n', '%1', '%L2']
    """
    if "%" not in text:
        return ()
    spans = url_spans(text)
    return tuple(
        Placeholder(match[0], "qt", match.start(), match.end())
        for match in _ARGUMENT.finditer(text)
        if not is_within(spans, match.start())
    )


def without_placeholders(text: str) -> str:
    """The text with each placeholder replaced by a blank."""
    return without_spans(text, [(found.start, found.end) for found in placeholders(text)])


def _is_percentage(match: re.Match[str]) -> bool:
    """Whether ``%d`` is the percent sign of ``100 %de`` with a word stuck to it."""
    if match.lastgroup != "plain":
        return False
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[-1:].isdigit():
        return True
    after = match.string[match.end() : match.end() + 1]
    return after.isalpha() and _AFTER_NUMBER.search(before) is not None
