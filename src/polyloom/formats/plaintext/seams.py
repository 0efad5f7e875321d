"""Where running text without blank lines parts into several segments.

Each rule of ``_RULES`` looks at the lines of one block and answers with the indexes of the lines
that begin a segment (beside the first), or with None where it has nothing to say. The first answer
counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Line, width_of
from polyloom.formats.plaintext.look import WRAPPED_AT_MOST, Look, has_room
from polyloom.model import Kind
from polyloom.text.bylines import looks_like_byline
from polyloom.text.closings import is_closing
from polyloom.text.dates import is_date
from polyloom.text.headings import in_capitals, worded_as_heading
from polyloom.text.labels import begins_turn, speaker

Seams = tuple[int, ...]

_FINAL = re.compile(r"[.!?…:。！？：؟۔।][\"'”’»)\]）」』]*$")
_STANZA_END = re.compile(r"[.,;!?…:—][\"'”’»)]*$")
# What speakers and spoken lines show in the first line.
_LABELLED = re.compile(r"^[—–―]|[:：]")
_DASHED = re.compile(r"[—–―][^\s—–―]")
_CJK_LINE = re.compile(r"[\u3400-\u9fff，。、！？；：]+")
# A line of Chinese or Japanese that ends without punctuation, as wrapped prose does anywhere.
_CJK_END = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]$")
_CJK_VERSE_WIDTH = 24
_HEADING_LENGTH = 100
_CLOSING_BLOCK = 12
# A first line of prose is nearly as long as the longest, and prose is not narrower, in characters.
_FULL, _PROSE_WIDTH = 0.7, 65
# A line of verse is narrower, in columns.
VERSE_WIDTH = 64
_BEGINS_VERSE = re.compile(r"[\"'“”‘’«»„¿¡(…]*[^\W\d_]")
_VERSE_SHARE = 0.6
_STANZA_WIDTH = 50
# Verse is so much narrower than the document's prose; nobody sets prose in narrow columns then.
_NARROWER, _NARROW = 12, 40
# Prose that is not even this wide, in columns, says nothing about what is narrow.
_WIDE = 55
# How far back, in characters, a sentence's end is looked for.
_END = 8


def seams(lines: Sequence[Line], look: Look, *, head: bool, expected: Kind | None = None) -> Seams:
    """Where segments begin in the lines of a block of running text.

    ``head``: it is the document's first block. ``expected`` is the kind of its first segment, where
    that is known: whether there is verse is then no guess.
    """
    if len(lines) == 1 or (not head and is_prose(lines)):
        return ()
    for rule in _RULES:
        if rule is _verse and expected is Kind.PARAGRAPH and not _is_sentence_a_line(lines, look):
            continue
        found = rule(lines, look, head)
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
        width = max(line.column + width_of(line.text) for line in lines)
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
    if has_room(first, second, first.column + longest) or _LABELLED.search(first.text):
        return False
    return len(lines) > _CLOSING_BLOCK or not any(is_closing(line.text) for line in lines)


def shows_turn(line: Line) -> bool:
    """Whether a line begins as a turn of a talk does: with a name and a colon, or with a dash."""
    text = line.text
    return _DASHED.match(text) is not None or begins_turn(text) or bool(speaker(text))


def is_verse(lines: Sequence[Line], look: Look) -> bool:
    """Whether the breaks of a block's lines are meant: verse, an address.

    A line of wrapped prose is full: the next word would not have fitted. Lines that have room,
    and are short, are broken for a reason.
    """
    if len(lines) < 2 or any(len(line.text) > VERSE_WIDTH for line in lines):
        return False
    return any(rule(lines, look) for rule in _VERSE_RULES)


def is_stanza(lines: Sequence[Line]) -> bool:
    """Whether lines below verse are its next stanza: short ones, each a sentence or a clause."""
    return (
        len(lines) > 1
        and all(len(line.text) <= _STANZA_WIDTH for line in lines)
        and all(_STANZA_END.search(line.text[-_END:]) for line in lines)
        and _capitals(lines)
    )


def _is_ragged(lines: Sequence[Line], look: Look) -> bool:  # noqa: ARG001
    """Three lines or more that have room for each other's words, and begin as lines of verse do."""
    rooms = _rooms(lines, _edge(lines))
    return len(lines) > 2 and len(rooms) >= _VERSE_SHARE * (len(lines) - 1) and _capitals(lines)


def _is_narrow(lines: Sequence[Line], look: Look) -> bool:
    """Lines that have room by the width of the document, much narrower than its prose."""
    if any(_CJK_END.search(line.text) for line in lines):
        return False
    margin = min(line.column for line in lines)
    usual = look.width - look.margin
    width = _edge(lines) - margin
    if usual < _WIDE or width + _NARROWER >= usual:
        return False
    if len(_rooms(lines, margin + usual)) < len(lines) - 1:
        return False
    return width <= _NARROW or 2 * len(_rooms(lines, margin + width)) >= len(lines) - 1


def _are_sentences(lines: Sequence[Line], look: Look) -> bool:  # noqa: ARG001
    """Three short lines or more, each of which ends as a sentence does."""
    return len(lines) > 2 and all(_FINAL.search(line.text[-_END:]) for line in lines)


def _edge(lines: Sequence[Line]) -> int:
    """The column at which the longest line ends."""
    return max(line.column + width_of(line.text) for line in lines)


def _long_lines(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """Nobody wraps lines at 160 columns: each line is a paragraph."""
    if all(len(line.text) <= WRAPPED_AT_MOST for line in lines):
        return None
    return tuple(range(1, len(lines)))


def _title_over_author(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """A document's first block may have its author and date under the title."""
    if not head or len(lines) > _HEAD_LINES:
        return None
    named = [
        index
        for index, line in enumerate(lines)
        if index and (looks_like_byline(line.text) or is_date(line.text))
    ]
    if not named or any(line.text.endswith(tuple(".,;")) for line in lines[: named[0]]):
        return None
    return tuple(range(named[0], len(lines)))


_HEAD_LINES = 6


def _heading_over_text(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """A heading may stand right above its text."""
    line, following = lines[0], lines[1]
    if len(line.text) > _HEADING_LENGTH or not has_room(line, following, _width(lines, look)):
        return None
    if following.text[0].islower() or line.text.endswith(tuple(",;:，；")):
        return None
    if worded_as_heading(line.text):
        return (1,)
    if in_capitals(line.text) and not any(in_capitals(other.text) for other in lines[1:]):
        return (1,)
    return None


def _closing_over_signature(
    lines: Sequence[Line],
    look: Look,  # noqa: ARG001
    head: bool,  # noqa: ARG001
) -> Seams | None:
    """A closing formula stands between the text and who signs it."""
    if len(lines) > _CLOSING_BLOCK:
        return None
    index = next((index for index, line in enumerate(lines) if is_closing(line.text)), None)
    if index is None or (index and not _FINAL.search(lines[index - 1].text)):
        return None
    return tuple(seam for seam in (index, index + 1) if 0 < seam < len(lines))


def _turns(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """Questions and answers, who says what, and fields: lines that begin with a name and a colon.

    Either each line does, or the lines before them end as sentences do.
    """
    if ":" not in lines[0].text[:_LABEL] and "：" not in lines[0].text[:_LABEL]:
        return None
    if begins_turn(lines[0].text):
        found = tuple(index for index, line in enumerate(lines) if index and begins_turn(line.text))
        if found:
            return found
    names = [speaker(line.text) for line in lines]
    if not names[0]:
        return None
    found = tuple(index for index, name in enumerate(names) if index and name)
    if all(names):
        return found
    before = (lines[index - 1].text for index in found)
    return found if found and all(map(_FINAL.search, before)) else None


_LABEL = 90


def _dashes(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """Spoken lines that begin with a dash close to their first word: ``—¿Quién es?``."""
    if not _DASHED.match(lines[0].text):
        return None
    found = tuple(
        index
        for index, line in enumerate(lines)
        if index
        and _DASHED.match(line.text)
        and not line.text[1].islower()
        and lines[index - 1].text.endswith((".", "?", "!", "…", ":", "—"))
    )
    return found or None


def _verse(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """Verse is one segment with its breaks."""
    if _is_sentence_a_line(lines, look):
        return tuple(range(1, len(lines)))
    return () if is_verse(lines, look) else None


def _indented(lines: Sequence[Line], look: Look, head: bool) -> Seams | None:  # noqa: ARG001
    """Paragraphs that begin with an indented line, or whose other lines hang."""
    columns = {line.column for line in lines}
    if len(columns) != 2:
        return None
    first = lines[0].column
    other = (columns - {first}).pop()
    found = tuple(index for index, line in enumerate(lines) if index and line.column == first)
    if first > other:
        return found
    # Hanging: one deeper line may be anything, two entries with deeper lines are a habit.
    entries = sum(
        1
        for index, line in enumerate(lines[:-1])
        if line.column == first and lines[index + 1].column == other
    )
    return found if entries > 1 and lines[1].column == other else None


_Rule = Callable[[Sequence[Line], Look, bool], Seams | None]
_RULES: tuple[_Rule, ...] = (
    _long_lines,
    _title_over_author,
    _heading_over_text,
    _closing_over_signature,
    _turns,
    _dashes,
    _verse,
    _indented,
)


def _is_sentence_a_line(lines: Sequence[Line], look: Look) -> bool:
    """Whether each line is a paragraph: it ends as a sentence does, with room for more.

    Where all lines are as short as verse, they stay together.
    """
    if not all(_FINAL.search(line.text[-_END:]) for line in lines):
        return False
    if all(len(line.text) <= _STANZA_WIDTH for line in lines):
        return False
    return len(lines) > 2 or len(_rooms(lines, _width(lines, look))) == len(lines) - 1


def _is_chinese_verse(lines: Sequence[Line], look: Look) -> bool:  # noqa: ARG001
    """Lines of equal length, each with its punctuation at the end."""
    return (
        len({len(line.text) for line in lines}) == 1
        and width_of(lines[0].text) <= _CJK_VERSE_WIDTH
        and all(
            _CJK_LINE.fullmatch(line.text) and line.text[-1] in "，。！？；、" for line in lines
        )
    )


def _capitals(lines: Sequence[Line]) -> bool:
    """Whether all lines but few begin with a capital, or with a letter that has none."""
    other = sum(1 for line in lines if line.text[0].islower() or not _BEGINS_VERSE.match(line.text))
    return other * 5 <= len(lines)


def _rooms(lines: Sequence[Line], width: int) -> list[int]:
    """The lines, but for the last, that have room for the next line's first word."""
    return [
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if has_room(line, following, width)
    ]


def _width(lines: Sequence[Line], look: Look) -> int:
    return max(look.width, _edge(lines))


_VERSE_RULES: tuple[Callable[[Sequence[Line], Look], bool], ...] = (
    _is_chinese_verse,
    _are_sentences,
    _is_ragged,
    _is_narrow,
)
