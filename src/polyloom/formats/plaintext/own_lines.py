"""Lines that stand for themselves inside a block: addresses, commands, fields, headings, closings.

Such a line is no part of the sentence above it, and text below it begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.text_lines import Line, column_width
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals
from polyloom.language.line_labels import begins_field, begins_turn, speaker_name
from polyloom.language.list_markers import opens_item
from polyloom.language.sentences import ends_sentence

# An address, the name of a file, or a command.
_OWN = re.compile(
    r"(?:https?|ftp|mailto|file|irc)://?\S+|www\.\S+|[^\s@<>]+@[^\s@<>]+\.\w{2,}"
    r"|[\w.~+*/\\:-]*[\w*][./\\_][\w*][\w.~+*/\\-]*(?<![.,])"
    r"|[$%] \S.*|\w+@\w+:\S*[$#] \S.*|\$\w+\s.*"
)
_BRACKETED = re.compile(r"<.*>|\[.*\]")
# A first cell of two characters or more, and a gap.
_COLUMNS = re.compile(r"[^\s<](?:[^\s]|[ ](?! {2}))+(?:[ ]{3,}|[ ]*\t\s*)\S")
# A dash close to a word, as talk begins with it in Spanish or French.
_DASHED = re.compile(r"[—–―][^\s—–―a-z]")
_HEADING_LENGTH = 100
# No line that stands for itself is longer, in characters.
_LENGTH = 300
# Fields that are not this many are no list of fields.
_FIELDS = 2
# Longer blocks have no title over an author, in lines.
_HEAD_LINES = 6


def own_line_breaks(lines: Sequence[Line], layout: DocumentLayout) -> set[int]:
    """The indexes of the lines at which a segment begins because lines stand for themselves."""
    width = layout.width_for(lines)
    found = _turns(lines) | _field_breaks(lines)
    stands_over = is_closing(lines[0].text) or _heads_text(lines, layout)
    for index, (above, below) in enumerate(pairwise(lines), 1):
        apart = ends_sentence(above.text) and _heads_or_closes(below.text, layout)
        if (
            apart
            or (stands_over and (index == 1 or not below.text[0].islower()))
            or opens_item(below.text)
            or _begins_own(above, below)
            or _ends_own(above, below)
            or _is_row(above, below, width)
        ):
            found.add(index)
        stands_over = apart
    return found


def head_breaks(lines: Sequence[Line]) -> set[int]:
    """Where bylines and dates begin in a document's head: under the title, each for itself."""
    named = [n for n, line in enumerate(lines[:_HEAD_LINES]) if n and _is_byline_or_date(line.text)]
    title = lines[: named[0]] if named else ()
    short = len(lines) <= _HEAD_LINES and not any(line.text[-1] in ".,;" for line in title)
    return set(range(named[0], len(lines))) if named and short else set()


def _is_byline_or_date(text: str) -> bool:
    return looks_like_byline(text) or is_date(text)


def _heads_or_closes(text: str, layout: DocumentLayout) -> bool:
    """Whether a line is worded as a heading, or as the end of a letter."""
    return (len(text) <= _HEADING_LENGTH and layout.words_heading(text)) or is_closing(text)


def _heads_text(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether the first line is a heading right above its text."""
    line, below = lines[0], lines[1]
    if len(line.text) > _HEADING_LENGTH or line.text.endswith(tuple(",;:，；")):
        return False
    if line.room_for(below, layout.reach) < 0:
        return False
    if in_capitals(line.text) and not any(in_capitals(other.text) for other in lines[1:]):
        return True
    return layout.words_heading(line.text) and not below.text[0].islower()


def _is_own(text: str) -> bool:
    """Whether a line is an address, a file name or a command, and no more."""
    words = " " in text and text[0] not in "$%" and "@" not in text
    return not words and len(text) <= _LENGTH and _OWN.fullmatch(text) is not None


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
    """Whether a line with columns in it stands below another such line, or below a short one."""
    if line.column > above.column or not _has_columns(line.text):
        return False
    return _has_columns(above.text) or 2 * column_width(above.text) < width


def _turns(lines: Sequence[Line]) -> set[int]:
    """Where turns of talk begin, each like the first line, and below the end of a sentence."""
    for begins in (begins_turn, speaker_name, _DASHED.match):
        if begins(lines[0].text):
            pairs = enumerate(pairwise(lines), 1)
            return {n for n, (a, b) in pairs if begins(b.text) and ends_sentence(a.text)}
    return set()


def _field_breaks(lines: Sequence[Line]) -> set[int]:
    """Where fields begin, if most of the lines that are furthest left are fields."""
    if sum(":" in line.text or "：" in line.text for line in lines) < _FIELDS:
        return set()
    margin = min(line.column for line in lines)
    at_margin = [index for index, line in enumerate(lines) if line.column == margin]
    found = {index for index in at_margin if begins_field(lines[index].text)}
    many = len(found) >= max(_FIELDS, len(at_margin) / 2)
    return found - {0} if many else set()
