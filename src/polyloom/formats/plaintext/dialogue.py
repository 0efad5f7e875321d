"""Dialogue: at which lines a turn begins, behind ``Q:``, a speaker's name, or a dash.

Turns, like breaks, are told by the indexes of their first lines; the first line of all begins one
anyway and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from polyloom.formats.plaintext.text_lines import Line
from polyloom.language.line_labels import begins_field, begins_turn, speaker_name
from polyloom.language.sentences import ends_sentence

# What the first line of every dialogue has somewhere.
_SIGNS = re.compile(r"^[—–―]|[:：]|^[^\W\d_]{1,9}\s?\d{1,3}[.)]")
_DASHED = re.compile(r"[—–―][^\s—–―]")
# What is done on a stage between two turns.
_DIRECTION = re.compile(r"\[.*\]|\(.*\)")
# How far into its line, in characters, a name's colon is looked for.
_LABEL = 90


def may_be_dialogue(first: str) -> bool:
    """Whether a dialogue could begin with a line; False of most prose, at little cost."""
    return _SIGNS.search(first) is not None


def dialogue_turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """The lines that begin with a label and a colon: questions and answers, fields, speakers."""
    first = lines[0].text
    if not may_be_dialogue(first[:_LABEL]):
        return ()
    if begins_turn(first) and (found := _where(begins_turn, lines)):
        return found
    if all(begins_field(line.text) for line in lines):
        return tuple(range(1, len(lines)))
    return _speaker_turns(lines) if speaker_name(first) else ()


def _where(begins: Callable[[str], bool], lines: Sequence[Line]) -> tuple[int, ...]:
    return tuple(index for index, line in enumerate(lines) if index and begins(line.text))


def _speaker_turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """The lines that begin with a speaker's name, if each line does or follows a sentence's end.

    Stage directions may stand between the turns.
    """
    names = [speaker_name(line.text) for line in lines]
    found = tuple(index for index, name in enumerate(names) if index and name)
    if all(names):
        return found
    before = (lines[index - 1].text for index in found)
    ended = all(ends_sentence(text) or _DIRECTION.fullmatch(text) for text in before)
    return found if ended else ()


def dashed_turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """The lines that begin with a dash close to a word: ``—¿Quién es?``; the first must, too."""
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
