"""Whether there is anything to translate: more than ornaments and lone markers."""

from __future__ import annotations

import re

from polyloom.formats.plaintext.pieces import Piece
from polyloom.formats.plaintext.tables import has_text
from polyloom.language.list_markers import looks_like_marker, marker_at

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_MARKER_LENGTH = 12


def has_words(piece: Piece) -> bool:
    """Lone markers and other ornaments are nothing to translate."""
    if piece.cell:
        return has_text(piece.first) and says_more_than_marker(piece.first)
    if len(piece.lines) == 1:
        text = piece.lines[0].text
        return is_wordy(text) or says_something(text)
    return any(_LETTER_OR_DIGIT.search(line.text) for line in piece.lines)


def is_wordy(text: str) -> bool:
    """Says the same as ``_says_something``, at less cost, of most texts; says no to the others."""
    return len(text) > _MARKER_LENGTH and text[0].isalpha()


def says_something(text: str) -> bool:
    """Whether a line is more than ornaments, or a marker without a text."""
    if _LETTER_OR_DIGIT.search(text) is None:
        return False
    return len(text) > _MARKER_LENGTH or not looks_like_marker(text)


def says_more_than_marker(text: str) -> bool:
    """Whether a line says something behind its marker, if it has one."""
    found = marker_at(text)
    return says_something(text[found[1] :] if found else text)
