"""Whether line breaks are meant: verse, an address, one sentence per line.

A line of wrapped prose is full: the next word would not have fitted. Lines that have room, and are
short, are broken for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.text_lines import (
    Line,
    column_width,
    goes_on,
    has_room_for_next_word,
    right_edge,
    room_for_next_word,
)
from polyloom.language.sentences import ends_sentence

# How far back, in characters, the end of a line of verse is looked for.
_END = 8
_STANZA_END = re.compile(r"[.,;!?…:—][\"'”’»)]*$")
_CJK_LINE = re.compile(r"[\u3400-\u9fff，。、！？；：]+")
# A line of Chinese or Japanese that ends without punctuation, as wrapped prose does anywhere.
_CJK_END = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]$")
_CJK_VERSE_WIDTH = 24
# A line of verse is narrower, in columns.
VERSE_WIDTH = 64
_BEGINS_VERSE = re.compile(r"[\"'“”‘’«»„¿¡(…]*[^\W\d_]")
# Lines that begin with a capital each, and how likely that may be in prose.
_CAPITAL_LINES, _CHANCE = 4, 0.004
_COUNTED = 3
_QUANTITY = re.compile(
    r"(?:\d{1,4}(?:[.,/⁄]\d{1,3})?|[½⅓⅔¼¾⅛])(?:\s[^\W_]|\s?[½⅓⅔¼¾⅛]|[^\W\d_]{1,3}\s)"
    r"|\d{1,2}[:.h]\d{2}(?:\s?[-–—]\s?\d{1,2}[:.h]\d{2})?\s"
)
_VERSE_SHARE = 0.6
_STANZA_WIDTH = 50
_VERSE_ENDS = ",;-–—"
# Verse is so much narrower than the document's prose; nobody sets prose in narrow columns then.
_NARROWER, _NARROW = 12, 40
# What stands at the right margin: so many lines at most, which begin this far from the left one.
_RIGHT_LINES, _RIGHT = 6, 20
# Prose that is not even this wide, in columns, says nothing about what is narrow.
_WIDE = 55


def is_verse(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether the breaks between a block's lines are meant, as those of verse or an address."""
    if len(lines) < 2 or any(column_width(line.text) > VERSE_WIDTH for line in lines):
        return False
    if _wraps_sentences(lines):
        return False
    return (
        _is_chinese_verse(lines)
        or _are_sentences(lines)
        or _is_ragged(lines)
        or _begin_with_capitals(lines)
        or _begin_with_numbers(lines)
        or all(line.text.startswith("| ") for line in lines)
        or _is_narrow(lines, layout)
        or is_at_right_margin(lines, layout)
    )


def _wraps_sentences(lines: Sequence[Line]) -> bool:
    """Whether a long line ends within a sentence, and the next begins in lower case."""
    return any(
        following.text[0].islower()
        and goes_on(line, following)
        and line.text[-1] not in _VERSE_ENDS
        and line.column == following.column
        for line, following in pairwise(lines)
    )


def is_stanza(lines: Sequence[Line]) -> bool:
    """Whether lines below verse are its next stanza: short ones, each a sentence or a clause."""
    return (
        len(lines) > 1
        and all(len(line.text) <= _STANZA_WIDTH for line in lines)
        and all(_STANZA_END.search(line.text[-_END:]) for line in lines)
        and _mostly_begin_with_capitals(lines)
    )


def is_at_right_margin(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether few lines begin in the right half of the text: who writes, where and when."""
    begin = min(line.column for line in lines)
    return (
        len(lines) <= _RIGHT_LINES
        and begin - layout.margin >= _RIGHT
        and 2 * (begin - layout.margin) >= layout.width - layout.margin
    )


def is_one_sentence_per_line(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether each line is a paragraph of its own: it ends as a sentence does, with room for more.

    Lines that are all as short as a stanza's are none; they stay together.
    """
    if not all(ends_sentence(line.text) for line in lines):
        return False
    if all(len(line.text) <= _STANZA_WIDTH for line in lines):
        return False
    if len(lines) > 2:
        return True
    room = room_for_next_word(lines[0], lines[1], layout.width_for(lines))
    return room > max(layout.usual_room, -1)


def _is_chinese_verse(lines: Sequence[Line]) -> bool:
    """Lines of equal length, each with its punctuation at the end."""
    return (
        len({len(line.text) for line in lines}) == 1
        and column_width(lines[0].text) <= _CJK_VERSE_WIDTH
        and all(
            _CJK_LINE.fullmatch(line.text) and line.text[-1] in "，。！？；、" for line in lines
        )
    )


def _are_sentences(lines: Sequence[Line]) -> bool:
    """Three short lines or more, each of which ends as a sentence does."""
    return len(lines) > 2 and all(ends_sentence(line.text) for line in lines)


def _is_ragged(lines: Sequence[Line]) -> bool:
    """Three lines or more that have room for each other's words, and begin as lines of verse do."""
    rooms = _lines_with_room(lines, right_edge(lines))
    return (
        len(lines) > 2
        and len(rooms) >= _VERSE_SHARE * (len(lines) - 1)
        and _mostly_begin_with_capitals(lines)
    )


def _begin_with_capitals(lines: Sequence[Line]) -> bool:
    """Four lines or more, each with a capital at its beginning, as wrapped prose hardly has them.

    Where lines are equally long, nothing else tells verse. German has capitals everywhere: what
    counts is how likely it were by chance, given those inside the lines.
    """
    if (
        len(lines) < _CAPITAL_LINES
        or not all(_first_letter(line.text).isupper() for line in lines)
        or any(line.text.isupper() for line in lines)
    ):
        return False
    inside = [word for line in lines for word in line.text.split()[1:]]
    share = sum(_first_letter(word).isupper() for word in inside) / max(len(inside), 1)
    return bool(share ** (len(lines) - 1) < _CHANCE)


def _begin_with_numbers(lines: Sequence[Line]) -> bool:
    """Three lines or more that begin with a number: what goes into a cake, what happens when.

    The first line may be what they are about, if they are set in below it.
    """
    if len(lines) < _COUNTED or not all(_QUANTITY.match(line.text) for line in lines[1:]):
        return False
    headed = all(line.column > lines[0].column for line in lines[1:])
    return headed or _QUANTITY.match(lines[0].text) is not None


def _is_narrow(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Lines that are much narrower than the document's prose, each with room for more words."""
    if any(_CJK_END.search(line.text) for line in lines):
        return False
    margin = min(line.column for line in lines)
    usual = layout.width - layout.margin
    width = right_edge(lines) - margin
    if usual < _WIDE or width + _NARROWER >= usual:
        return False
    if len(_lines_with_room(lines, margin + usual)) < len(lines) - 1:
        return False
    return width <= _NARROW or 2 * len(_lines_with_room(lines, margin + width)) >= len(lines) - 1


def _first_letter(text: str) -> str:
    """The letter that a line begins with, in quotation marks too; nothing where it has none."""
    found = _BEGINS_VERSE.match(text)
    return found[0][-1] if found else ""


def _mostly_begin_with_capitals(lines: Sequence[Line]) -> bool:
    """Whether all lines but few begin with a capital, or with a letter that has none."""
    other = sum(1 for line in lines if line.text[0].islower() or not _BEGINS_VERSE.match(line.text))
    return other * 5 <= len(lines)


def _lines_with_room(lines: Sequence[Line], width: int) -> list[int]:
    """The indexes of the lines that have room for the next line's first word, up to a column."""
    return [
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if has_room_for_next_word(line, following, width)
    ]
