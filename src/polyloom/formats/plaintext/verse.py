"""Whether line breaks are meant: verse, an address, one sentence per line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.text_lines import (
    Line,
    column_width,
    goes_on,
    right_edge,
    room_for_next_word,
)
from polyloom.language.sentences import ends_sentence

# A line of verse is narrower, in columns; so are all lines of a stanza.
_VERSE_WIDTH, _STANZA_WIDTH = 64, 50
_STANZA_END = re.compile(r"[.,;!?…:—，。！？；、][\"'”’»)]*$")
_BEGINS_VERSE = re.compile(r"[\"'“”‘’«»„¿¡(…]*[^\W\d_]")
# A line of Chinese or Japanese that ends without punctuation, as wrapped prose does anywhere.
_CJK_END = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]$")
_QUANTITY = re.compile(r"\d+(?:[.,:/–-]\d+)*\s")
# So many lines in a row hardly begin with a capital in prose.
_CAPITAL_LINES = 4
_VERSE_ENDS = ",;-–—"
# Verse is so much narrower than the document's prose; nobody sets prose in narrow columns then.
_NARROWER, _NARROW = 12, 40
# What stands at the right margin: so many lines at most, which begin this far from the left one.
_RIGHT_LINES, _RIGHT = 6, 20
# Prose that is not even this wide, in columns, says nothing about what is narrow.
_WIDE = 55


def is_verse(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether the breaks between a block's lines are meant, as those of verse or an address."""
    if len(lines) < 2 or any(column_width(line.text) > _VERSE_WIDTH for line in lines):
        return False
    if any(map(_wraps_sentence, lines, lines[1:])):
        return False
    return (
        (len(lines) > 2 and is_stanza(lines))
        or _begin_with_quantities(lines)
        or _begin_with_capitals(lines)
        or all(line.text.startswith("| ") for line in lines)
        or _is_narrow(lines, layout)
        or is_at_right_margin(lines, layout)
    )


def is_stanza(lines: Sequence[Line]) -> bool:
    """Whether lines below verse are its next stanza: short ones, each a sentence or a clause."""
    return (
        len(lines) > 1
        and all(len(line.text) <= _STANZA_WIDTH for line in lines)
        and all(_STANZA_END.search(line.text[-8:]) for line in lines)
        and _mostly_begin_with_capitals(lines)
    )


def is_at_right_margin(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether few lines begin in the right half of the text: who writes, where and when."""
    begin = min(line.column for line in lines) - layout.margin
    right = begin >= _RIGHT and 2 * begin >= layout.width - layout.margin
    return right and len(lines) <= _RIGHT_LINES


def _wraps_sentence(line: Line, below: Line) -> bool:
    """Whether a long line ends within a sentence, and the next begins in lower case."""
    wraps = below.text[0].islower() and line.column == below.column and goes_on(line, below)
    return wraps and line.text[-1] not in _VERSE_ENDS


def _begin_with_capitals(lines: Sequence[Line]) -> bool:
    """Four lines or more that all begin with a capital, where capitals are rare inside."""
    if len(lines) < _CAPITAL_LINES or not all(line.text[0].isupper() for line in lines):
        return False
    inside = [word for line in lines for word in line.text.split()[1:]]
    return sum(word[0].isupper() for word in inside) < len(lines)


def _begin_with_quantities(lines: Sequence[Line]) -> bool:
    """Three lines or more that begin with a number or a time, or two below what they are about."""
    counted = [_QUANTITY.match(line.text) is not None for line in lines]
    headed = min(line.column for line in lines[1:]) > lines[0].column
    return len(lines) > 2 and all(counted[1:]) and (counted[0] or headed)


def _is_narrow(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Lines that are much narrower than the document's prose, each with room for more words."""
    if any(_CJK_END.search(line.text) for line in lines):
        return False
    margin = min(line.column for line in lines)
    usual = layout.width - layout.margin
    width = right_edge(lines) - margin
    if usual < _WIDE or width + _NARROWER >= usual:
        return False
    if _count_with_room(lines, margin + usual) < len(lines) - 1:
        return False
    return width <= _NARROW or 2 * _count_with_room(lines, margin + width) >= len(lines) - 1


def _mostly_begin_with_capitals(lines: Sequence[Line]) -> bool:
    """Whether all lines but few begin with a capital, or with a letter that has none."""
    other = sum(1 for line in lines if line.text[0].islower() or not _BEGINS_VERSE.match(line.text))
    return other * 5 <= len(lines)


def _count_with_room(lines: Sequence[Line], width: int) -> int:
    """How many lines have room for the next line's first word, up to a column."""
    return sum(room_for_next_word(*pair, width) >= 0 for pair in pairwise(lines))
