"""At which lines of a block, points aside, a new segment begins.

A line of wrapped text is full: the next word would not have fitted. A line that had room was broken
on purpose, and the next one begins a segment, if the line ends a sentence or announces something,
or is well under the width and the next line does not begin in lower case. How much room wrapped
lines have, where people wrap by hand, the document and the block show themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, starmap

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.own_lines import head_and_closing_breaks, own_line_breaks
from polyloom.formats.plaintext.text_lines import (
    MAX_WRAPPED_WIDTH,
    Line,
    goes_on,
    right_edge,
    room_for_next_word,
)
from polyloom.formats.plaintext.verse import is_stanza, is_verse
from polyloom.language.heading_words import in_capitals
from polyloom.language.sentences import ends_sentence

# In narrower text, in columns, nothing is known of what is full, or of what is short.
_LEAST_WIDTH, _WIDE = 36, 55
# Shares of the width that are free behind a line which does not end as a sentence does.
_WELL_UNDER, _WELL_UNDER_UNCASED = 1 / 8, 1 / 3
_GOES_ON = (",", "，", "،", "、", "-", "–", "—", "(", "（", "/", "&", "„", "«")
_COLONS = (":", "：")
_SEMICOLONS = (";", "；", "؛")
_OPENING_QUOTES = "\"'“‘«¿¡「『"
# A block shows its width with so many wrapped lines; text is wrapped evenly if no more than this
# part of the width is free.
_WRAPPED_LINES, _EVEN = 3, 12


def paragraph_breaks(
    lines: Sequence[Line],
    layout: DocumentLayout,
    *,
    marked: bool = False,
    opens_document: bool = False,
    announced: bool = False,
) -> list[int]:
    """The indexes of the lines at which a segment begins, in order, without the first line's.

    ``marked``: the lines are a point's; ``opens_document``: they are the document's first block;
    ``announced``: they are set in below a line that ends in a colon.
    """
    if len(lines) == 1:
        return []
    found = set()
    if not marked:
        found = head_and_closing_breaks(lines, layout.reach, opens_document=opens_document)
        found = found or _breaks_by_columns(lines, layout, announced=announced)
        if (
            not found
            and is_verse(lines, layout)
            and not own_line_breaks(lines, layout.width_for(lines))
        ):
            return []
        found = found or _indented(lines)
    for begin, end in pairwise((0, *sorted(found), len(lines))):
        if end - begin > 1:
            part = lines[begin:end]
            breaks = own_line_breaks(part, layout.width_for(part))
            if layout.is_unwrapped:
                breaks |= _breaks_of_unwrapped(part)
            else:
                breaks |= _breaks_with_room(part, layout, marked=marked)
            found |= {begin + index for index in breaks}
    return sorted(found)


def _breaks_by_columns(
    lines: Sequence[Line], layout: DocumentLayout, *, announced: bool
) -> set[int]:
    """Where a term stands over its meaning, a sentence on each line, or an unmarked list."""
    every = set(range(1, len(lines)))
    if any(len(line.text) > MAX_WRAPPED_WIDTH for line in lines):
        return every
    if _is_term(lines, layout):
        return {1}
    if len(lines) > 2 and all(ends_sentence(line.text) for line in lines) and not is_stanza(lines):
        return every
    items = 0 if announced else 1
    if _is_list(lines, items, layout):
        return every if announced else set(range(1, len(lines)))
    return set()


def _is_term(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether a short first line is a term, or an option, whose meaning is set in below it."""
    line, below = lines[0], lines[1]
    if below.column <= line.column or line.text.endswith(tuple(",;，；،")):
        return False
    if any(other.column != below.column for other in lines[2:]):
        return False
    width = layout.width_for(lines)
    short = 2 * line.edge <= width and room_for_next_word(line, below, width) >= 0
    return short and width >= _WIDE


def _is_list(lines: Sequence[Line], begin: int, layout: DocumentLayout) -> bool:
    """Whether what is announced, and set in, is a list without markers, and no wrapped text."""
    items = lines[begin:]
    set_in = not begin or (lines[0].text.endswith(_COLONS) and items[0].column > lines[0].column)
    if not set_in or len(items) < 2 or len({item.column for item in items}) > 1:
        return False
    pairs = list(pairwise(items))
    width = max(layout.reach, right_edge(lines))
    rooms = [room_for_next_word(*pair, width) >= 0 for pair in pairs]
    anew = all(
        room or below.text[0].isupper() for room, (_, below) in zip(rooms, pairs, strict=True)
    )
    ended = sum(item.text[-1] in ".,;!?…" for item in items)
    many = 2 * sum(rooms) >= len(rooms) and 2 * ended <= len(items)
    return anew and many and not any(starmap(goes_on, pairs))


def _indented(lines: Sequence[Line]) -> set[int]:
    """Each line at the first one's column begins a paragraph, if the others are at a second one.

    Either first lines are indented, or the lines below them are (entries that hang).
    """
    first = lines[0].column
    others = {line.column for line in lines} - {first}
    if len(others) != 1:
        return set()
    found = {index for index, line in enumerate(lines) if index and line.column == first}
    if first > max(others):
        wrapped = any(
            lines[index - 1].column == first and goes_on(lines[index - 1], lines[index])
            for index in found
        )
        return set() if wrapped else found
    # Hanging: one deeper line may be anything, two entries with deeper lines are a habit.
    entries = sum(a.column == first < b.column for a, b in pairwise(lines))
    return found if entries > 1 and lines[1].column > first else set()


def _breaks_of_unwrapped(lines: Sequence[Line]) -> set[int]:
    """The breaks of a document whose lines are not wrapped."""
    return {
        index
        for index, (line, below) in enumerate(pairwise(lines), 1)
        if any(map(str.isalnum, below.text)) and not goes_on(line, below)
    }


def _breaks_with_room(lines: Sequence[Line], layout: DocumentLayout, *, marked: bool) -> set[int]:
    """The breaks behind lines with more room than wrapped lines have."""
    if layout.width_for(lines) < _LEAST_WIDTH:
        return set()
    width, usual = _width_and_usual_room(lines, layout)
    # What is set in below a first line goes on with it, as what hangs behind a marker does where
    # lines are wrapped by hand.
    hangs = not marked or layout.is_wrapped_by_hand
    found = set()
    for index, (line, below) in enumerate(pairwise(lines), 1):
        if hangs and below.column > lines[0].column and not line.text.endswith(_COLONS):
            continue
        room = room_for_next_word(line, below, width)
        if room > usual and _ends_before(line, below, room, width):
            found.add(index)
    return found


def _width_and_usual_room(lines: Sequence[Line], layout: DocumentLayout) -> tuple[int, int]:
    """The column up to which lines are wrapped, and how much room wrapped lines have at most.

    A block with wrapped lines enough shows it itself, in a document that is wrapped evenly.
    """
    wrapped = [pair for pair in pairwise(lines) if goes_on(*pair)]
    edge = right_edge(lines)
    even = layout.usual_room * _EVEN <= layout.width
    if even and len(wrapped) >= _WRAPPED_LINES:
        usual = max(room_for_next_word(*pair, edge) for pair in wrapped)
        if usual < 0:
            return edge, -1
    width = max(layout.width, edge)
    own = max((room_for_next_word(*pair, width) for pair in wrapped), default=-1)
    return width, max(layout.usual_room, own, -1)


def _ends_before(line: Line, following: Line, room: int, width: int) -> bool:
    """Whether a line that has room ends a segment."""
    text, first = line.text, following.text[0]
    small = first.islower()
    if ends_sentence(text) or text.endswith(_SEMICOLONS):
        return not small or room * 3 >= width or text.endswith(_COLONS)
    if small or text.endswith(_GOES_ON) or not (first.isalpha() or first in _OPENING_QUOTES):
        return False
    if in_capitals(text) and in_capitals(following.text):
        return False
    uncased = first.isalpha() and not first.isupper()
    return room >= (_WELL_UNDER_UNCASED if uncased else _WELL_UNDER) * width
