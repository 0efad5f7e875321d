"""Lines that are no text, and end a block: directives, and the headers and footers of pages.

A directive stands on a line of nothing but comments such as ``<!-- polyloom:skip -->``. A comment
that is none is text, and so is a directive with text beside it on its line, which is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from polyloom.formats.directives import (
    Directive,
    is_directive,
    misunderstood,
    parse_directive,
    unended,
)
from polyloom.formats.source_text import EOL
from polyloom.language.line_breaks import count_line_ends
from polyloom.language.line_labels import ends_in_page_number, reads_as_header
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
# How far from a form feed they are looked for, in characters: some blank lines and a line.
_REACH = 400


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


def page_frames(text: str) -> Iterator[tuple[int, int]]:
    """The spans, in characters, of the footers and headers of pages, with what is between.

    They stand at form feeds, between blank lines: a footer above one with a page number at its end;
    a header below one with a page number, too, or with three parts (left, centre and right).
    """
    feed = text.find("\f")
    while feed >= 0:
        start, end = _footer_start(text, feed), _header_end(text, feed + 1)
        if end - start > 1:
            yield start, end
        feed = text.find("\f", max(end, feed + 1))


def _footer_start(text: str, end: int) -> int:
    """Where the footer above a form feed begins; the form feed's own place where there is none."""
    above = text[max(0, end - _REACH) : end].rstrip()
    *before, line = EOL.split(above)
    alone = not before[-1].strip() if before else end <= _REACH
    if alone and ends_in_page_number(line):
        return max(0, end - _REACH) + len(above) - len(line)
    return end


def _header_end(text: str, start: int) -> int:
    """Where the header below a form feed ends; the form feed's own end where there is none."""
    below = text[start : start + _REACH]
    blanks = len(below) - len(below.lstrip())
    line, *after = EOL.split(below[blanks:])
    # What is cut off at the reach is no line for itself.
    whole = len(after) > 1 or start + _REACH >= len(text)
    alone = whole and (not after or not after[0].strip())
    return start + blanks + len(line) if alone and reads_as_header(line) else start
