"""Lines that are turns of a talk: questions and answers, who says what, what follows a dash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyloom.formats.plaintext.blocks import Line
from polyloom.language.line_labels import begins_field, begins_turn, speaker
from polyloom.language.sentences import ends_sentence

# What the first line of every talk has somewhere.
_SIGNS = re.compile(r"^[—–―]|[:：]|^[^\W\d_]{1,9}\s?\d{1,3}[.)]")
_DASHED = re.compile(r"[—–―][^\s—–―]")
# What is done on a stage between two turns.
_DIRECTION = re.compile(r"\[.*\]|\(.*\)")
# How far into its line, in characters, a name's colon is looked for.
_LABEL = 90


def may_be_talk(first: str) -> bool:
    """Whether a talk could begin with a line. It is quick to ask."""
    return _SIGNS.search(first) is not None


def shows_turn(line: Line) -> bool:
    """Whether a line begins as a turn of a talk does: with a name and a colon, or with a dash."""
    text = line.text
    return _DASHED.match(text) is not None or begins_turn(text) or bool(speaker(text))


def turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """The lines, but for the first, that begin with a name and a colon: who says what, fields.

    Either each line does, or the lines before them end as sentences do.
    """
    if not may_be_talk(lines[0].text[:_LABEL]):
        return ()
    if begins_turn(lines[0].text):
        found = tuple(index for index, line in enumerate(lines) if index and begins_turn(line.text))
        if found:
            return found
    if all(begins_field(line.text) for line in lines):
        return tuple(range(1, len(lines)))
    names = [speaker(line.text) for line in lines]
    if not names[0]:
        return ()
    found = tuple(index for index, name in enumerate(names) if index and name)
    if all(names):
        return found
    before = (lines[index - 1].text for index in found)
    return (
        found if all(ends_sentence(text) or _DIRECTION.fullmatch(text) for text in before) else ()
    )


def dashes(lines: Sequence[Line]) -> tuple[int, ...]:
    """The lines, but for the first, that begin with a dash close to a word: ``—¿Quién es?``."""
    if not _DASHED.match(lines[0].text):
        return ()
    return tuple(
        index
        for index, line in enumerate(lines)
        if index
        and _DASHED.match(line.text)
        and not line.text[1].islower()
        and lines[index - 1].text.endswith((".", "?", "!", "…", ":", "—"))
    )
