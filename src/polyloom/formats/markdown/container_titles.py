"""The titles of containers, on the line that opens them.

The signs are skeleton, the title is a text for itself, and the content is Markdown. Each function
gets a line, maybe without the signs that ``container_markers`` writes otherwise, and gives a span
of characters in it. It is empty for a line without a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from polyloom.late_patterns import late_pattern

TitleSpan: TypeAlias = tuple[int, int]
NO_TITLE: TitleSpan = (0, 0)
TitleFinder: TypeAlias = Callable[[str], TitleSpan]

# The boxes of ``:::`` whose first line says no more than a title; that of others says what to show.
_BOXES = (
    "note|tip|info|hint|important|warning|caution|danger|error|attention|success|question|example|"
    "quote|abstract|seealso|details|admonition"
)
_DIRECTIVES = f"{_BOXES}|dropdown|topic|sidebar|card|grid-item-card|tab-item|rubric"
# Behind the type of a callout may stand classes (PyMdown) or metadata (Obsidian): ``[!tip|left]``.
_CALLOUT = late_pattern(r"\[![\w-]+(?:[ \t]*\|[^\[\]]*)?\][-+]?(?:[ \t]+(?P<title>\S.*))?")
_FENCE = late_pattern(
    rf"(?::::+)?[ \t]*(?:(?:{_BOXES})(?:\[(?P<label>.*)\])?|\{{(?:{_DIRECTIVES})\}})"
    r"(?:[ \t]+(?P<title>[^\s{].*))?"
)
_HEAD = late_pattern(
    r"[+!]*[ ]*(?:[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+\"(?P<title>.*)\")?|\"(?P<tab>.*)\")[ \t]*"
)
# The argument of these blocks says what to show, or where.
_SLASHES = late_pattern(
    r"[ \t]*(?!html\b|define\b|latex\b|(?:[\w-]+-)?caption\b)[\w-]+[ \t]*\|[ \t]*(?P<title>\S.*)"
)
_CODE_FENCE = late_pattern(
    r"[ \t]*(?:\{[\w:-]+\}(?:[ \t]+(?P<title>\S.*))?"
    r"|[^\s{].*?[ \t]title=\"(?P<value>(?:[^\"\\]|\\.)*)\".*|.*)"
)
# A title may be a heading: ``??? note "### Title"``.
_HEADING_SIGN = late_pattern(r"#{1,6}[ \t]+(?=\S)")


def title_of_admonition(line: str) -> TitleSpan:
    """The span of the title in the first line of an admonition or tab, without its signs."""
    return _span(_HEAD.fullmatch(line), "tab", "title")


def title_of_callout(line: str) -> TitleSpan | None:
    """The span of the title in the first line of a quote; None if that is no callout."""
    match = _CALLOUT.fullmatch(line)
    return _span(match, "title") if match else None


def title_of_fence(line: str) -> TitleSpan:
    """The span of the title in a fence of colons.

    >>> line = ":::note[Read this]"
    >>> line[slice(*title_of_fence(line))]
    'Read this'
    """
    return _span(_FENCE.fullmatch(line.rstrip()), "label", "title")


def title_of_block(line: str) -> TitleSpan:
    """The span of the title in the first line of a PyMdown block, without its slashes.

    >>> line = "note | Read this"
    >>> line[slice(*title_of_block(line))]
    'Read this'
    """
    return _span(_SLASHES.fullmatch(line.rstrip()), "title")


def title_of_prose_fence(line: str) -> TitleSpan:
    """The span of the title behind a fence of code that holds prose.

    >>> line = 'admonish tip title="Read this"'
    >>> line[slice(*title_of_prose_fence(line))]
    'Read this'
    """
    return _span(_CODE_FENCE.fullmatch(line.rstrip()), "title", "value")


def _span(match: re.Match[str] | None, *names: str) -> TitleSpan:
    """The span of the first of some groups that has a text, without the sign of a heading."""
    for name in names:
        if match and match[name]:
            start, end = match.span(name)
            sign = _HEADING_SIGN.match(match.string, start, end)
            return (sign.end() if sign else start), end
    return NO_TITLE
