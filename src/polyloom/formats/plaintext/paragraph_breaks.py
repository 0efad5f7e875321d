"""At which lines of running text, without blank lines between, a new segment begins.

Each rule of ``_RULES`` looks at the lines of one block and answers with breaks, or with None where
it has nothing to say; no breaks are an answer, too. The first answer counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, starmap
from typing import NamedTuple

from polyloom.formats.plaintext.dialogue import dashed_turns, dialogue_turns, may_be_dialogue
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.meant_breaks import meant_breaks
from polyloom.formats.plaintext.own_lines import own_line_breaks
from polyloom.formats.plaintext.text_lines import (
    MAX_WRAPPED_WIDTH,
    Line,
    column_width,
    goes_on,
    has_room_for_next_word,
    right_edge,
)
from polyloom.formats.plaintext.verse import is_one_sentence_per_line, is_verse
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.sentences import ends_sentence

# The indexes of the lines at which a segment begins, in order, without the first line's.
Breaks = tuple[int, ...]

_HEADING_LENGTH = 100
# Narrower text, in columns, says nothing about what is short.
_WIDE = 55
# What entries in a list of books are quoted by: ``[RFC2119]``.
_LABEL = re.compile(r"\[[^\[\]]{1,30}\]\s")
# Longer blocks have no title over an author, and no closing over a signature, in lines.
_HEAD_LINES, _CLOSING_BLOCK = 6, 12
# Prose is not narrower, in columns.
_PROSE_WIDTH = 65


class _RunningText(NamedTuple):
    """Lines of running text; ``opens_document``: they stand in the document's first block.

    ``announced``: they are set in below a line that ends in a colon.
    """

    lines: Sequence[Line]
    layout: DocumentLayout
    opens_document: bool
    announced: bool = False


def paragraph_breaks(
    lines: Sequence[Line],
    layout: DocumentLayout,
    *,
    opens_document: bool,
    announced: bool = False,
) -> Breaks:
    """Where segments begin in the running text of a block.

    ``opens_document``: it is the document's first block; ``announced``: it is set in below a line
    that ends in a colon.
    """
    if len(lines) == 1:
        return ()
    text = _RunningText(lines, layout, opens_document, announced)
    found: Breaks | None = None
    for rule in _RULES:
        found = rule(text)
        if found is not None:
            break
    if rule is _verse and found is not None:
        return ()
    return with_meant_breaks(lines, found or (), layout)


def with_meant_breaks(lines: Sequence[Line], found: Breaks, layout: DocumentLayout) -> Breaks:
    """The breaks that were found, and those that are meant in the parts between them."""
    more = [
        begin + index
        for begin, end in pairwise((0, *found, len(lines)))
        if end - begin > 1
        for index in meant_breaks(lines[begin:end], layout)
    ]
    return tuple(sorted({*found, *more}))


def is_wrapped_prose(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether lines below a document's first block are wrapped as prose is: no rule divides them.

    They begin at one column, no line has room for the next word, and none is a closing or begins a
    dialogue.
    """
    first = lines[0]
    column = first.column
    widths = []
    for line in lines:
        if line.column != column:
            return False
        widths.append(column_width(line.text))
    longest = max(widths)
    if not _PROSE_WIDTH <= longest <= MAX_WRAPPED_WIDTH or may_be_dialogue(first.text):
        return False
    width = max(layout.width, column + longest)
    for index, taken in enumerate(widths[:-1]):
        # A blank and a letter are the least that the next line begins with.
        if column + taken + 2 <= width and has_room_for_next_word(
            lines[index], lines[index + 1], width
        ):
            return False
    return len(lines) > _CLOSING_BLOCK or not any(is_closing(line.text) for line in lines)


def _long_lines(text: _RunningText) -> Breaks | None:
    """Where a line is longer than anybody wraps lines, each line is a paragraph."""
    if all(len(line.text) <= MAX_WRAPPED_WIDTH for line in text.lines):
        return None
    return tuple(range(1, len(text.lines)))


def _title_over_author(text: _RunningText) -> Breaks | None:
    """A document's first block may have its author and date under the title."""
    if len(text.lines) > _HEAD_LINES or dialogue_turns(text.lines):
        return None
    if not text.opens_document and not looks_like_byline(text.lines[0].text):
        return None
    named = [
        index
        for index, line in enumerate(text.lines)
        if index and (looks_like_byline(line.text) or is_date(line.text))
    ]
    if not named or any(line.text.endswith(tuple(".,;")) for line in text.lines[: named[0]]):
        return None
    return tuple(range(named[0], len(text.lines)))


def _heading_over_text(text: _RunningText) -> Breaks | None:
    """A heading may stand right above its text."""
    line, following = text.lines[0], text.lines[1]
    if len(line.text) > _HEADING_LENGTH or not has_room_for_next_word(
        line, following, text.layout.reach
    ):
        return None
    if line.text.endswith(tuple(",;:，；")):
        return None
    if in_capitals(line.text) and not any(in_capitals(other.text) for other in text.lines[1:]):
        return (1,)
    if worded_as_heading(line.text) and not following.text[0].islower():
        return (1,)
    return None


def _term_over_text(text: _RunningText) -> Breaks | None:
    """A short first line is a term, or a program's option, whose meaning is set in below it."""
    line, following = text.lines[0], text.lines[1]
    if following.column <= line.column or line.text.endswith(tuple(",;，；،")):
        return None
    if any(other.column != following.column for other in text.lines[1:]):
        return None
    width = text.layout.width_for(text.lines)
    short = 2 * right_edge(text.lines[:1]) <= width and has_room_for_next_word(
        line, following, width
    )
    return (1,) if short and width >= _WIDE else None


def _closing_over_signature(text: _RunningText) -> Breaks | None:
    """A closing formula stands between the text and who signs it."""
    if len(text.lines) > _CLOSING_BLOCK:
        return None
    index = next((index for index, line in enumerate(text.lines) if is_closing(line.text)), None)
    if index is None or (index and not ends_sentence(text.lines[index - 1].text)):
        return None
    return tuple(one for one in (index, index + 1) if 0 < one < len(text.lines))


def _dialogue(text: _RunningText) -> Breaks | None:
    """Each turn of a dialogue is a paragraph."""
    return dialogue_turns(text.lines) or dashed_turns(text.lines) or None


def _sentences(text: _RunningText) -> Breaks | None:
    """Where each line is a sentence, each is a paragraph."""
    if is_one_sentence_per_line(text.lines, text.layout):
        return tuple(range(1, len(text.lines)))
    return None


def _unmarked_list(text: _RunningText) -> Breaks | None:
    """What is announced, and set in, is a list without markers where lines are no wrapped text."""
    lines = text.lines
    begin = 0 if text.announced else 1
    if not text.announced and not lines[0].text.endswith((":", "：")):
        return None
    items = lines[begin:]
    set_in = text.announced or items[0].column > lines[0].column
    if not set_in or len(items) < 2 or len({item.column for item in items}) > 1:
        return None
    width = max(text.layout.reach, right_edge(lines))
    rooms = [has_room_for_next_word(*pair, width) for pair in pairwise(items)]
    if any(starmap(goes_on, pairwise(items))):
        return None
    anew = all(
        room or below.text[0].isupper()
        for room, (_, below) in zip(rooms, pairwise(items), strict=True)
    )
    ended = sum(item.text[-1] in ".,;!?…" for item in items)
    if not anew or 2 * sum(rooms) < len(rooms) or 2 * ended > len(items):
        return None
    return tuple(range(max(begin, 1), len(lines)))


def _verse(text: _RunningText) -> Breaks | None:
    """Verse is one segment with its line breaks."""
    if not is_verse(text.lines, text.layout):
        return None
    own = own_line_breaks(text.lines, text.layout.width_for(text.lines))
    return None if own else ()


def _indented(text: _RunningText) -> Breaks | None:
    """Each line at the first one's column begins a paragraph, if the others are at a second one.

    Either first lines are indented, or the lines below them are (entries that hang).
    """
    columns = {line.column for line in text.lines}
    if len(columns) != 2:
        return None
    first = text.lines[0].column
    other = (columns - {first}).pop()
    found = tuple(index for index, line in enumerate(text.lines) if index and line.column == first)
    if first > other:
        pairs = ((text.lines[index - 1], text.lines[index]) for index in found)
        wrapped = any(line.column == first and goes_on(line, below) for line, below in pairs)
        return None if wrapped else found
    # Hanging: one deeper line may be anything, two entries with deeper lines are a habit.
    entries = sum(
        1
        for index, line in enumerate(text.lines[:-1])
        if line.column == first and text.lines[index + 1].column == other
    )
    labelled = all(_LABEL.match(text.lines[index].text) for index in (0, *found))
    return found if (entries > 1 or labelled) and text.lines[1].column == other else None


_BreakRule = Callable[[_RunningText], Breaks | None]
_RULES: tuple[_BreakRule, ...] = (
    _long_lines,
    _title_over_author,
    _heading_over_text,
    _closing_over_signature,
    _dialogue,
    _term_over_text,
    _sentences,
    _unmarked_list,
    _verse,
    _indented,
)
