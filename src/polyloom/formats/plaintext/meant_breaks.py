"""At which lines of running text a break is meant, because the line has room for the next word.

A line of wrapped text is full: the next word would not have fitted. A line that had room was broken
on purpose, and the next one begins a segment, if the line ends a sentence or announces something,
or is well under the width and the next line does not begin in lower case. How much room wrapped
lines have, where people wrap by hand, the document and the block show themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.own_lines import own_line_breaks
from polyloom.formats.plaintext.text_lines import (
    Line,
    goes_on,
    has_room,
    right_edge,
    room_for_next_word,
)
from polyloom.language.heading_words import in_capitals
from polyloom.language.sentences import ends_sentence

# In narrower text, in columns, nothing is known of what is full.
_LEAST_WIDTH = 36
# Shares of the width that are free behind a line which does not end as a sentence does.
_WELL_UNDER, _WELL_UNDER_UNCASED = 1 / 8, 1 / 3
_GOES_ON = (",", "，", "،", "、", "-", "–", "—", "(", "（", "/", "&", "„", "«")
_COLONS = (":", "：")
_OPENING_QUOTES = "\"'“‘«¿¡「『"
# A block shows its width with so many wrapped lines; text is wrapped evenly if no more than this
# part of the width is free.
_WRAPPED_LINES, _EVEN = 3, 12
_SEMICOLONS = (";", "；", "؛")


def meant_breaks(
    lines: Sequence[Line], layout: DocumentLayout, *, hanging: bool = False
) -> tuple[int, ...]:
    """The indexes of the lines before which a break is meant, in order.

    ``hanging``: the lines are a point's. What is wrapped by hand goes on there below a sentence, if
    it is set in behind the marker.
    """
    if len(lines) == 1:
        return ()
    width = layout.width_for(lines)
    own = own_line_breaks(lines, width)
    if layout.is_unwrapped:
        found = {
            index for index, pair in enumerate(pairwise(lines), 1) if not _goes_on_unwrapped(*pair)
        }
    else:
        found = _breaks_with_room(lines, layout, width, hanging=hanging)
    return tuple(sorted(own | found))


def _goes_on_unwrapped(line: Line, following: Line) -> bool:
    """Whether a line goes on in the next one where the document's lines are not wrapped."""
    return goes_on(line, following) or not any(map(str.isalnum, following.text))


def _breaks_with_room(
    lines: Sequence[Line], layout: DocumentLayout, width: int, *, hanging: bool
) -> set[int]:
    """The breaks behind lines with more room than wrapped lines have."""
    if width < _LEAST_WIDTH:
        return set()
    if not has_room(lines, width):
        return set()
    pairs = list(pairwise(lines))
    width, usual = _width_and_usual_room(lines, pairs, layout)
    # What is set in below a first line goes on with it, as what hangs behind a marker does where
    # lines are wrapped by hand.
    hangs = not hanging or layout.usual_room >= 0
    found = set()
    for index, (line, following) in enumerate(pairs, 1):
        set_in = hangs and following.column > lines[0].column
        if set_in and not line.text.endswith(_COLONS):
            continue
        room = room_for_next_word(line, following, width)
        if room > usual and _ends_before(line, following, room, width):
            found.add(index)
    return found


def _width_and_usual_room(
    lines: Sequence[Line], pairs: Sequence[tuple[Line, Line]], layout: DocumentLayout
) -> tuple[int, int]:
    """The column up to which lines are wrapped, and how much room wrapped lines have at most.

    A block with wrapped lines enough shows it itself, in a document that is wrapped evenly.
    """
    wrapped = [pair for pair in pairs if goes_on(*pair)]
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
