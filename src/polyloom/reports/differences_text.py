"""Differences between two versions of a text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Postfix, Prefix

from polyloom.language.word_diff import TextToken, differences, joined_tokens
from polyloom.reports.printable_text import encodable, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Of longer stretches that are the same so many words, or characters, are shown at either side.
_CONTEXT = 8
_CHARACTERS = 24
# Of how many characters of two texts each is compared with each.
_MOST_PRODUCT = 4_000 * 4_000
_VISIBLE_BLANKS = str.maketrans({" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\u3000": "␣"})


class Side(Enum):
    """Which version a stretch of a difference is of."""

    BOTH = ("", "")
    OLD = ("[-", "-]")
    NEW = ("{+", "+}")


_STYLES = {Side.BOTH: "", Side.OLD: "red strike", Side.NEW: "green"}


def stretches(old: str, new: str) -> Iterator[tuple[Side, str]]:
    """The two texts as one, in stretches of both, of the old and of the new.

    Control characters are left to whoever shows them. What is the same is shortened to the words
    around a change.
    """
    found = differences(old, new)
    for number, piece in enumerate(found):
        if piece.same:
            first, last = number == 0, number == len(found) - 1
            blank = _blank(piece.old) if number else ""
            yield Side.BOTH, blank + _shortened(piece.new, first=first, last=last)
            continue
        blank = _blank(piece.new or piece.old)
        if piece.old:
            yield Side.BOTH, blank
            yield Side.OLD, joined_tokens(piece.old)
            blank = ""
        if piece.new:
            yield Side.BOTH, blank
            yield Side.NEW, joined_tokens(piece.new)


def marked(old: str, new: str) -> str:
    """The difference with ``[-…-]`` around what went and ``{+…+}`` around what came.

    >>> marked("In 1984 they all came.", "In 1985 they came.")
    'In [-1984-]{+1985+} they [-all-] came.'
    """
    return "".join(f"{side.value[0]}{text}{side.value[1]}" for side, text in stretches(old, new))


def difference(console: Console, old: str, new: str) -> Text:
    """The difference for a console: in colours where it has some, else marked; safe to print."""
    from rich.text import Text

    parts = stretches(old, new) if _has_colours(console) else [(Side.BOTH, marked(old, new))]
    return Text.assemble(*((printable(words), _STYLES[side]) for side, words in parts))


def exact_difference(console: Console, old: str, new: str) -> Text:
    """Like ``difference``, of ``exact_stretches``."""
    from rich.text import Text

    if _has_colours(console):
        parts = [*exact_stretches(old, new)]
    else:
        parts = [(Side.BOTH, exactly_marked(old, new))]
    shown = ((encodable(printable(text), console.encoding), _STYLES[side]) for side, text in parts)
    return Text.assemble(*shown)


def _has_colours(console: Console) -> bool:
    return console.is_terminal and not console.no_color and console.color_system is not None


def exact_stretches(old: str, new: str) -> Iterator[tuple[Side, str]]:
    """The two texts as one, character by character, with blanks that differ made visible.

    A no-break blank is ``⍽``, others are ``␣``. What is the same is shortened to the characters
    around a change.
    """
    position = 0
    found = list(_exact_differences(old, new))
    for number, (old_start, old_end, new_start, new_end) in enumerate(found):
        if kept := old[position:old_start]:
            yield Side.BOTH, _shortened_characters(kept, first=number == 0, last=False)
        if went := old[old_start:old_end]:
            yield Side.OLD, went.translate(_VISIBLE_BLANKS)
        if came := new[new_start:new_end]:
            yield Side.NEW, came.translate(_VISIBLE_BLANKS)
        position = old_end
    if kept := old[position:]:
        yield Side.BOTH, _shortened_characters(kept, first=False, last=True)


def exactly_marked(old: str, new: str) -> str:
    """Like ``marked``, of ``exact_stretches``.

    >>> exactly_marked("Qui  décide ?", "Qui décide\u00a0?")
    'Qui [-␣-]décide[-␣-]{+⍽+}?'
    """
    return "".join(
        f"{side.value[0]}{text}{side.value[1]}" for side, text in exact_stretches(old, new)
    )


def _exact_differences(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """What was replaced: its begin and end in the old text and in the new, in order."""
    begin = Prefix.similarity(old, new)
    end = min(Postfix.similarity(old, new), len(old) - begin, len(new) - begin)
    left, right = len(old) - end, len(new) - end
    if (left - begin) * (right - begin) > _MOST_PRODUCT:
        yield begin, left, begin, right
        return
    pending: tuple[int, int, int, int] | None = None
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            if pending:
                yield pending
            pending = None
        elif pending:
            pending = (pending[0], code.src_end, pending[2], code.dest_end)
        else:
            pending = (code.src_start, code.src_end, code.dest_start, code.dest_end)
    if pending:
        yield pending


def _shortened_characters(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= _CHARACTERS * (2 - first - last) + 1:
        return text
    before = "" if first else text[:_CHARACTERS]
    after = "" if last else text[-_CHARACTERS:]
    return f"{before}…{after}"


def _blank(stretch: tuple[TextToken, ...]) -> str:
    """The blank before a stretch; breaks of lines are blanks here."""
    return " " if stretch[0].before else ""


def _shortened(stretch: tuple[TextToken, ...], *, first: bool, last: bool) -> str:
    ends = (not first) + (not last)
    if len(stretch) <= _CONTEXT * ends + 1:
        return " ".join(joined_tokens(stretch).split())
    before = "" if first else joined_tokens(stretch[:_CONTEXT]) + " "
    after = "" if last else " " + joined_tokens(stretch[-_CONTEXT:])
    return " ".join(f"{before}…{after}".split())
