"""Directives in plain text: lines of nothing but comments such as ``<!-- polyloom:skip -->``.

Such a line is skeleton, and ends a block. A comment that is no directive is text, and so is a
directive with text beside it on its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.formats.directives import Directive, DirectiveKind, parse_directive
from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.hidden_lines import blank_out

_OPEN = "<!--"
_LINE_ENDS = "\r\n\f"
_NEW_LINE = re.compile(r"\r\n|[\r\n]")
# What a comment is made of, and the blank line that it cannot contain.
_SIGNS = re.compile(
    r"(?P<open><!--)|(?P<close>-->)|(?>\r\n|[\r\n\f])(?P<blank>[^\S\r\n\f]*(?=[\r\n\f]))"
)
_OURS = re.compile(r"<!--\s*polyloom:")
_INSIDE_LINE = re.compile(r"[^\S\r\n\f]*")
_REST_OF_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])?")
_BLANK_LINE = re.compile(r"[^\S\r\n\f]*(?:\r\n|[\r\n])")
_TO_LINE_END = re.compile(r"[^\S\r\n\f]*(?=[\r\n\f]|\Z)")


class BlockDirectives(NamedTuple):
    """What directives say of the blocks of a text: sets of the blocks' indexes.

    No segment of a block in ``off`` is for translators; nor is the first segment of a block in
    ``skipped`` or, where that block has none, the next one. A block in ``joined`` is one segment.
    """

    off: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


class _Comment(NamedTuple):
    """A comment that begins a line or stands right behind such a one; its span is in characters."""

    text: str
    start: int
    end: int


def hide_directives(text: str, where: str) -> tuple[str, list[Directive]]:
    """The text with blanks in the place of its directives, and the directives, in order.

    ``where`` names the file in messages. Raises UserError for a word that is no directive's, and
    for a directive that does not end.
    """
    if _OPEN not in text:
        return text, []
    spans, directives = _spans_and_directives(text, where)
    return blank_out(text, spans), directives


def without_directives(text: str) -> str:
    """The text without the lines of its directives, and without one of two blank lines there."""
    if _OPEN not in text:
        return text
    parts = []
    position = 0
    for start, end in _spans_and_directives(text, "")[0]:
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


def _spans_and_directives(text: str, where: str) -> tuple[list[tuple[int, int]], list[Directive]]:
    """The spans of the directives' lines, in characters, and the directives."""
    directives: list[Directive] = []
    spans = []
    line, counted = 1, 0
    for comments in _lines_of_comments(text, where):
        start = comments[0].start
        line += len(_NEW_LINE.findall(text, counted, start))
        counted = start
        found = [parse_directive(one.text, one.start, line, where) for one in comments]
        known = [directive for directive in found if directive is not None]
        if len(known) == len(found):
            spans.append((start, comments[-1].end))
            directives += known
    return spans, directives


def directives_by_block(
    directives: Sequence[Directive], blocks: Sequence[Block]
) -> BlockDirectives:
    """What the directives of a text say of its blocks; both are in the order of the text."""
    if not directives:
        return BlockDirectives()
    starts = [block.lines[0].start for block in blocks]
    following = [(bisect_right(starts, one.start), one.kind) for one in directives]
    off: set[int] = set()
    since: int | None = None
    for index, kind in following:
        if kind is DirectiveKind.OFF and since is None:
            since = index
        elif kind is DirectiveKind.ON and since is not None:
            off.update(range(since, index))
            since = None
    return BlockDirectives(
        frozenset(off),
        frozenset(index for index, kind in following if kind is DirectiveKind.SKIP),
        frozenset(index for index, kind in following if kind is DirectiveKind.JOIN),
    )


def _lines_of_comments(text: str, where: str) -> Iterator[list[_Comment]]:
    """The comments of each line that has nothing else on it; a comment may take several lines."""
    line: list[_Comment] = []
    for comment in _comments(text, where):
        if line and not _INSIDE_LINE.fullmatch(text, line[-1].end, comment.start):
            line = []
        line.append(comment)
        if _TO_LINE_END.match(text, comment.end):
            yield line
            line = []


def _comments(text: str, where: str) -> Iterator[_Comment]:
    """The comments that begin a line, or follow one that does. Raises UserError as its caller."""
    begin: int | None = None
    last = 0
    for sign in _SIGNS.finditer(text):
        if sign["open"]:
            if _begins_line(text, sign.start(), last):
                if begin is not None:
                    _check_ended(text, begin, where)
                begin = sign.start()
        elif begin is None:
            continue
        elif sign["close"]:
            last = sign.end()
            yield _Comment(text[begin + len(_OPEN) : sign.start()], begin, last)
            begin = None
        else:
            _check_ended(text, begin, where)
            begin = None
    if begin is not None:
        _check_ended(text, begin, where)


def _begins_line(text: str, position: int, last: int) -> bool:
    """Whether a position begins its line, or follows the comment that ends at ``last``."""
    while position > last and text[position - 1] not in _LINE_ENDS and text[position - 1].isspace():
        position -= 1
    return position == last or text[position - 1] in _LINE_ENDS


def _check_ended(text: str, begin: int, where: str) -> None:
    """Raises UserError where the comment that begins at a position, and does not end, is ours."""
    if _OURS.match(text, begin):
        line = len(_NEW_LINE.findall(text, 0, begin)) + 1
        raise UserError(
            "a directive that begins here does not end",
            where=f"{where}:{line}",
            remedy="write --> behind it, before the next blank line",
        )
