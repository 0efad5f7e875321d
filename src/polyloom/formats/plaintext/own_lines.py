"""Lines that stand for themselves inside a block: addresses, file names, commands, fields, columns.

Such a line is no part of the sentence above it, and text below it begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.text_lines import Line, column_width
from polyloom.language.heading_words import worded_as_heading
from polyloom.language.list_markers import opens_item
from polyloom.language.sentences import ends_sentence

_ADDRESS = re.compile(r"(?:https?|ftp|mailto|file|irc)://?\S+|www\.\S+|[^\s@<>]+@[^\s@<>]+\.\w{2,}")
_FILE = re.compile(r"[\w.~+*/\\:-]*[\w*][./\\_][\w*][\w.~+*/\\-]*(?<![.,])")
_COMMAND = re.compile(r"[$%] \S.*|\w+@\w+:\S*[$#] \S.*|\$\w+\s.*")
_BRACKETED = re.compile(r"<.*>|\[.*\]")
_FIELD = re.compile(r"[^\W\d_][^\W_]{0,24}(?:[ /-][^\W_]{1,20}){0,3}(?:\s*[:：]\s+|[ \t]{2,}: ?)\S")
# A first cell of two characters or more, and a gap.
_COLUMNS = re.compile(r"[^\s<](?:[^\s]|[ ](?! {2}))+(?:[ ]{3,}|[ ]*\t\s*)\S")
_HEADING_LENGTH = 60
# No line that stands for itself is longer, in characters.
_LENGTH = 300
# Fields that are not this many are no list of fields.
_FIELDS = 2


def own_line_breaks(lines: Sequence[Line], width: int) -> set[int]:
    """The indexes of the lines at which a segment begins because lines stand for themselves.

    ``width`` is the column at which the document is wrapped.
    """
    found = _field_breaks(lines)
    below_heading = False
    for index, (above, below) in enumerate(pairwise(lines), 1):
        heading = _is_heading(above, below)
        if (
            heading
            or (below_heading and not below.text[0].islower())
            or opens_item(below.text)
            or _begins_own(above, below)
            or _ends_own(above, below)
            or (_has_columns(below.text) and _is_row(above, below, width))
        ):
            found.add(index)
        below_heading = heading
    return found


def _is_heading(above: Line, line: Line) -> bool:
    """Whether a line below a sentence is worded as a heading: ``Article 2``."""
    return (
        len(line.text) <= _HEADING_LENGTH
        and ends_sentence(above.text)
        and worded_as_heading(line.text)
    )


def _is_own(text: str) -> bool:
    """Whether a line is an address, a file name or a command, and no more."""
    if len(text) > _LENGTH:
        return False
    if " " in text:
        return _COMMAND.fullmatch(text) is not None
    return _FILE.fullmatch(text) is not None or _ADDRESS.fullmatch(text) is not None


def _begins_own(above: Line, line: Line) -> bool:
    """Whether a line that is set in, or announced, stands for itself."""
    text = line.text
    if text[0] in "<[" and _BRACKETED.fullmatch(text) and line.column == above.column:
        return ends_sentence(above.text) or _BRACKETED.fullmatch(above.text) is not None
    apart = line.column > above.column or ends_sentence(above.text) or _is_own(above.text)
    return apart and _is_own(text)


def _ends_own(line: Line, below: Line) -> bool:
    """Whether text below a line that stands for itself begins anew."""
    if line.text[0] == "[" and line.text[-1] == "]" and line.column == below.column:
        return not below.text[0].islower()
    if not _is_own(line.text):
        return False
    return line.column != below.column or not below.text[0].islower() or _is_own(below.text)


def _has_columns(text: str) -> bool:
    """Whether a line has a wide gap, behind more than a sign."""
    return ("   " in text or "\t" in text) and _COLUMNS.match(text, 0, _LENGTH) is not None


def _is_row(above: Line, line: Line, width: int) -> bool:
    """Whether a line with columns in it stands at the column of another such line, or is short."""
    if line.column > above.column:
        return False
    return _has_columns(above.text) or 2 * column_width(above.text) < width


def _field_breaks(lines: Sequence[Line]) -> set[int]:
    """Where fields begin: each stands at the column that is furthest left."""
    if sum(":" in line.text or "：" in line.text for line in lines) < _FIELDS:
        return set()
    margin = min(line.column for line in lines)
    found = {
        index
        for index, line in enumerate(lines)
        if line.column == margin and _FIELD.match(line.text)
    }
    at_margin = sum(line.column == margin for line in lines)
    if len(found) < _FIELDS or 2 * len(found) < at_margin:
        return set()
    return found - {0}
