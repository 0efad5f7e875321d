"""Directives in plain text: lines of nothing but comments such as ``<!-- polyloom:skip -->``.

Such a line is skeleton, and ends a block. A comment that is no directive is text, and so is a
directive with text beside it on its line, which is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from polyloom.formats.directives import (
    Directive,
    is_directive,
    misunderstood,
    parse_directive,
    unended,
)
from polyloom.formats.plaintext.page_headers_and_footers import blank_out

_OPEN = "<!--"
_LINE_ENDS = "\r\n\f"
_NEW_LINE = re.compile(r"\r\n|[\r\n]")
# What a comment is made of, and the blank line that it cannot contain.
_SIGNS = re.compile(
    r"(?P<open><!--)|(?P<close>-->)|(?>\r\n|[\r\n\f])(?P<blank>[^\S\r\n\f]*(?=[\r\n\f]))"
)
_OURS = re.compile(r"<!--[^\S\r\n\f]*polyloom[^\S\r\n\f]*:")
_LINE = re.compile(r"[^\r\n\f]*")
# A comment among words: it is neither quoted nor part of a word.
_INSIDE_TEXT = re.compile(r"(?<!\S)<!--(?P<text>(?:[^<>-]|-(?!->)|<(?!!--)|(?<!--)>)*+)-->(?!\S)")
_INSIDE_LINE = re.compile(r"[^\S\r\n\f]*")
_REST_OF_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])?")
_BLANK_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])")
_TO_LINE_END = re.compile(r"[^\S\r\n\f]*(?=[\r\n\f]|\Z)")


class _Comment(NamedTuple):
    """A comment that begins a line or stands right behind such a one; its span is in characters.

    One that does not ``end`` itself ends with its line.
    """

    text: str
    start: int
    end: int
    ends: bool = True


def hide_directives(text: str) -> tuple[str, list[Directive]]:
    """The text with blanks in the place of its directives, and the directives, in order."""
    if _OPEN not in text:
        return text, []
    spans, directives = _spans_and_directives(text)
    return blank_out(text, spans), directives


def directives_inside_text(visible: str) -> list[Directive]:
    """Directives with text beside them, as misunderstood; ``visible`` is a text without others."""
    if _OPEN not in visible:
        return []
    found = []
    line, counted = 1, 0
    for comment in _INSIDE_TEXT.finditer(visible):
        if is_directive(comment["text"]):
            line += len(_NEW_LINE.findall(visible, counted, comment.start()))
            counted = comment.start()
            what = "a directive with text beside it is text"
            remedy = "put it on a line of its own"
            found.append(misunderstood(comment.start(), line, what, remedy))
    return found


def without_directives(text: str) -> str:
    """The text without the lines of its directives, and without one of two blank lines there."""
    if _OPEN not in text:
        return text
    parts = []
    position = 0
    for start, end in _spans_and_directives(text)[0]:
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


def _spans_and_directives(text: str) -> tuple[list[tuple[int, int]], list[Directive]]:
    """The spans of the directives' lines, in characters, and the directives."""
    directives: list[Directive] = []
    spans = []
    line, counted = 1, 0
    for comments in _lines_of_comments(text):
        start = comments[0].start
        line += len(_NEW_LINE.findall(text, counted, start))
        counted = start
        found = [
            parse_directive(one.text, one.start, line) if one.ends else unended(one.start, line)
            for one in comments
        ]
        known = [directive for directive in found if directive is not None]
        if len(known) == len(found):
            spans.append((start, comments[-1].end))
            directives += known
    return spans, directives


def _lines_of_comments(text: str) -> Iterator[list[_Comment]]:
    """The comments of each line that has nothing else on it; a comment may take several lines."""
    line: list[_Comment] = []
    for comment in _comments(text):
        if line and not _INSIDE_LINE.fullmatch(text, line[-1].end, comment.start):
            line = []
        line.append(comment)
        if _TO_LINE_END.match(text, comment.end):
            yield line
            line = []


def _comments(text: str) -> Iterator[_Comment]:
    """The comments that begin a line, or follow one that does."""
    begin: int | None = None
    last = 0
    for sign in _SIGNS.finditer(text):
        if sign["open"]:
            if _begins_line(text, sign.start(), last):
                yield from _unended(text, begin)
                begin = sign.start()
        elif begin is None:
            continue
        elif sign["close"]:
            last = sign.end()
            yield _Comment(text[begin + len(_OPEN) : sign.start()], begin, last)
            begin = None
        else:
            yield from _unended(text, begin)
            begin = None
    yield from _unended(text, begin)


def _begins_line(text: str, position: int, last: int) -> bool:
    """Whether a position begins its line, or follows the comment that ends at ``last``."""
    while position > last and text[position - 1] not in _LINE_ENDS and text[position - 1].isspace():
        position -= 1
    return position == last or text[position - 1] in _LINE_ENDS


def _unended(text: str, begin: int | None) -> Iterator[_Comment]:
    """The comment that begins at a position and does not end, if it was meant as a directive."""
    line = None if begin is None or not _OURS.match(text, begin) else _LINE.match(text, begin)
    if line is not None:
        yield _Comment(line[0].removeprefix(_OPEN), *line.span(), ends=False)
