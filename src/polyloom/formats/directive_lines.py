"""The lines of directives in a text without markup: they are no text, and end a block.

A directive stands on a line of nothing but comments such as ``<!-- polyloom:skip -->``. A comment
that is none is text, and so is a directive with text beside it on its line, which is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyloom.formats.directives import (
    Directive,
    is_directive,
    misunderstood,
    parse_directive,
    unended,
)
from polyloom.language.line_breaks import count_line_ends
from polyloom.messages import message

_BLANKS = r"[^\S\r\n\f]*+"
# What a comment contains: neither a blank line nor a line that begins another comment.
_WORDS = rf"(?:[^-\r\n\f]|-(?!->)|(?>\r\n|[\r\n\f])(?!{_BLANKS}(?:[\r\n\f]|<!--)))*+"
_COMMENT = re.compile(rf"<!--(?P<text>{_WORDS})-->")
# With the line end above, by which it is found much faster.
_LINE = re.compile(
    rf"[\r\n\f]{_BLANKS}(?:(?P<comments>(?:<!--{_WORDS}-->{_BLANKS})++)(?=[\r\n\f]|\Z)"
    rf"|(?P<unended><!--{_BLANKS}polyloom{_BLANKS}:(?!{_WORDS}-->)[^\r\n\f]*))"
)
# A comment among words: it is neither quoted nor part of a word.
_INSIDE_TEXT = re.compile(
    r"<!--(?<!\S<!--)(?P<text>(?:[^<>-]|-(?!->)|<(?!!--)|(?<!--)>)*+)-->(?!\S)"
)
_REST_OF_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])?")
_BLANK_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])")


def directive_lines(text: str) -> tuple[list[tuple[int, int]], list[Directive]]:
    """The spans of the lines of directives, in characters, and the directives, in order."""
    spans: list[tuple[int, int]] = []
    directives: list[Directive] = []
    line, counted = 1, 0
    for found in _LINE.finditer(f"\n{text}") if "<!--" in text else ():
        start, end = (one - 1 for one in found.span("comments" if found["comments"] else "unended"))
        line += count_line_ends(text[counted:start])
        counted = start
        comments = _COMMENT.finditer(text, start, end)
        parsed = [parse_directive(one["text"], one.start(), line) for one in comments]
        known = [one for one in parsed or [unended(start, line)] if one is not None]
        if len(known) >= len(parsed):
            spans.append((start, end))
            directives += known
    return spans, directives


def directives_inside_text(text: str, directives: Sequence[Directive]) -> list[Directive]:
    """Directives with text beside them, as misunderstood; ``directives`` are the others."""
    others = {one.start for one in directives}
    found = []
    line, counted = 1, 0
    for comment in _INSIDE_TEXT.finditer(text) if "<!--" in text else ():
        if comment.start() not in others and is_directive(comment["text"]):
            line += count_line_ends(text[counted : comment.start()])
            counted = comment.start()
            what = message("a directive with text beside it is text")
            remedy = message("put it on a line of its own")
            found.append(misunderstood(comment.start(), line, what, remedy))
    return found


def without_directives(text: str) -> str:
    """The text without the lines of its directives, and without one of two blank lines there."""
    parts = []
    position = 0
    for start, end in directive_lines(text)[0]:
        begin = start - len(text[position:start]) + len(text[position:start].rstrip(" \t"))
        parts.append(text[position:begin])
        above = text[max(0, begin - 4) : begin].replace("\r\n", "\n").replace("\r", "\n")
        behind = _REST_OF_LINE.match(text, end)
        position = behind.end() if behind else end
        blank = _BLANK_LINE.match(text, position)
        if blank and (not above or above.endswith("\n\n")):
            position = blank.end()
    parts.append(text[position:])
    return "".join(parts)
