"""Where running text without blank lines parts into several segments.

Each rule of ``_RULES`` looks at the lines of one block and answers with the indexes of the lines
that begin a segment (beside the first), or with None where it has nothing to say. The first answer
counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.look import WRAPPED_AT_MOST, Look, edge_of, has_room
from polyloom.formats.plaintext.talk import dashes, may_be_talk, turns
from polyloom.formats.plaintext.verse import is_sentence_a_line, is_verse
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.sentences import ends_sentence
from polyloom.model import Kind

Seams = tuple[int, ...]

_HEADING_LENGTH = 100
# Narrower text, in columns, says nothing about what is short.
_WIDE = 55
# What entries in a list of books are quoted by: ``[RFC2119]``.
_LABEL = re.compile(r"\[[^\[\]]{1,30}\]\s")
# Longer blocks have no title over an author, and no closing over a signature, in lines.
_HEAD_LINES, _CLOSING_BLOCK = 6, 12
# A first line of prose is nearly as long as the longest, and prose is not narrower, in characters.
_FULL, _PROSE_WIDTH = 0.7, 65


class _Text(NamedTuple):
    """Lines of running text, where they stand: ``head`` says that they open the document."""

    lines: Sequence[Line]
    look: Look
    head: bool


def seams(lines: Sequence[Line], look: Look, *, head: bool, expected: Kind | None = None) -> Seams:
    """Where segments begin in the lines of a block of running text.

    ``head``: it is the document's first block. ``expected`` is the kind of its first segment, where
    that is known: whether there is verse is then no guess.
    """
    if len(lines) == 1 or (not head and is_prose(lines)):
        return ()
    text = _Text(lines, look, head)
    for rule in _RULES:
        if rule is _verse and expected is Kind.PARAGRAPH and not is_sentence_a_line(lines, look):
            continue
        found = rule(text)
        if found is not None:
            return found
    return ()


def parted_into(found: Seams, parts: int, lines: Sequence[Line]) -> Seams:
    """The seams nearest to ``found`` that make this number of parts.

    A line that has room for the next word is likelier to end a segment than a full one.
    """
    wanted = parts - 1
    if wanted <= len(found):
        return found[:wanted]
    chosen = set(found)
    others = [seam for seam in range(1, len(lines)) if seam not in chosen]
    if wanted < len(lines) - 1:
        width = edge_of(lines)
        others.sort(key=lambda seam: not has_room(lines[seam - 1], lines[seam], width))
    chosen.update(others[: wanted - len(chosen)])
    return tuple(sorted(chosen))


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are wrapped as prose is, so that no rule can part them.

    They begin at one column, the first two are full, and none has a closing's or a label's look.
    That they are not a document's first has been seen to.
    """
    first, second = lines[0], lines[1]
    longest = 0
    for line in lines:
        if line.column != first.column:
            return False
        longest = max(longest, len(line.text))
    if not (_PROSE_WIDTH <= longest <= WRAPPED_AT_MOST) or len(first.text) < _FULL * longest:
        return False
    if has_room(first, second, first.column + longest) or may_be_talk(first.text):
        return False
    return len(lines) > _CLOSING_BLOCK or not any(is_closing(line.text) for line in lines)


def _long_lines(text: _Text) -> Seams | None:
    """Nobody wraps lines at 160 columns: each line is a paragraph."""
    if all(len(line.text) <= WRAPPED_AT_MOST for line in text.lines):
        return None
    return tuple(range(1, len(text.lines)))


def _title_over_author(text: _Text) -> Seams | None:
    """A document's first block may have its author and date under the title."""
    if not text.head or len(text.lines) > _HEAD_LINES or turns(text.lines):
        return None
    named = [
        index
        for index, line in enumerate(text.lines)
        if index and (looks_like_byline(line.text) or is_date(line.text))
    ]
    if not named or any(line.text.endswith(tuple(".,;")) for line in text.lines[: named[0]]):
        return None
    return tuple(range(named[0], len(text.lines)))


def _heading_over_text(text: _Text) -> Seams | None:
    """A heading may stand right above its text."""
    line, following = text.lines[0], text.lines[1]
    if len(line.text) > _HEADING_LENGTH or not has_room(line, following, text.look.reach):
        return None
    if line.text.endswith(tuple(",;:，；")):
        return None
    if in_capitals(line.text) and not any(in_capitals(other.text) for other in text.lines[1:]):
        return (1,)
    if worded_as_heading(line.text) and not following.text[0].islower():
        return (1,)
    return None


def _term_over_text(text: _Text) -> Seams | None:
    """A term, an option of a program, and what it means, set in below."""
    line, following = text.lines[0], text.lines[1]
    if following.column <= line.column or line.text.endswith(tuple(",;，；،")):
        return None
    if any(other.column != following.column for other in text.lines[1:]):
        return None
    width = text.look.width_for(text.lines)
    short = 2 * edge_of(text.lines[:1]) <= width and has_room(line, following, width)
    return (1,) if short and width >= _WIDE else None


def _closing_over_signature(text: _Text) -> Seams | None:
    """A closing formula stands between the text and who signs it."""
    if len(text.lines) > _CLOSING_BLOCK:
        return None
    index = next((index for index, line in enumerate(text.lines) if is_closing(line.text)), None)
    if index is None or (index and not ends_sentence(text.lines[index - 1].text)):
        return None
    return tuple(seam for seam in (index, index + 1) if 0 < seam < len(text.lines))


def _talk(text: _Text) -> Seams | None:
    """Each turn of a talk is a paragraph."""
    return turns(text.lines) or dashes(text.lines) or None


def _verse(text: _Text) -> Seams | None:
    """Verse is one segment with its breaks."""
    if is_sentence_a_line(text.lines, text.look):
        return tuple(range(1, len(text.lines)))
    return () if is_verse(text.lines, text.look) else None


def _indented(text: _Text) -> Seams | None:
    """Paragraphs that begin with an indented line, or whose other lines hang."""
    columns = {line.column for line in text.lines}
    if len(columns) != 2:
        return None
    first = text.lines[0].column
    other = (columns - {first}).pop()
    found = tuple(index for index, line in enumerate(text.lines) if index and line.column == first)
    if first > other:
        return found
    # Hanging: one deeper line may be anything, two entries with deeper lines are a habit.
    entries = sum(
        1
        for index, line in enumerate(text.lines[:-1])
        if line.column == first and text.lines[index + 1].column == other
    )
    labelled = all(_LABEL.match(text.lines[index].text) for index in (0, *found))
    return found if (entries > 1 or labelled) and text.lines[1].column == other else None


_Rule = Callable[[_Text], Seams | None]
_RULES: tuple[_Rule, ...] = (
    _long_lines,
    _title_over_author,
    _heading_over_text,
    _closing_over_signature,
    _talk,
    _term_over_text,
    _verse,
    _indented,
)
