"""Apertium's stream format: words, with what is not for translating in square brackets between.

A backslash takes the special meaning off a character. The rules are those of Apertium's
deformatters: https://wiki.apertium.org/wiki/Apertium_stream_format
"""

from __future__ import annotations

import re

from polyloom.placeables import BRACKETS

_SPECIAL = re.compile(r"[\\^$/<>{}\[\]@]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# A character without its special meaning, or what is not for translating.
_ESCAPED_OR_BLANK = re.compile(r"\\(?P<character>.)|\[(?P<content>(?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
# Ends the sentence, so that no program waits for more; the brackets keep the full stop apart.
_END = "[].[]"
_NULL = re.compile(r"\0")
_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")


class UnfinishedStream(Exception):  # noqa: N818 - an answer is no use: a result, not a fault in a program
    """An answer without the full stop that was sent behind the text."""


def to_stream(text: str) -> bytes:
    r"""A text with masks in brackets (``⟦1⟧``) for the first program of a mode.

    >>> print(to_stream("a [b] ⟦1⟧").decode())
    a \[b\] [⟦1⟧][].[]
    """
    parts = []
    position = 0
    for match in BRACKETS.pattern.finditer(text):
        parts += [_escaped(text[position : match.start()]), f"[{match[0]}]"]
        position = match.end()
    parts += [_escaped(text[position:]), _END]
    return "".join(parts).encode("utf-8", errors="replace")


def from_stream(data: bytes) -> str:
    """The text that the last program of a mode gave, its masks in brackets again.

    Where a word fell away, one of the two blanks around it goes, too. Raises UnfinishedStream.
    """
    stream = data.decode("utf-8", errors="replace")
    text = _ESCAPED_OR_BLANK.sub(_plain, stream)
    if not text.endswith("."):
        raise UnfinishedStream
    return _BLANKS.sub(" ", text[:-1])


def _plain(found: re.Match[str]) -> str:
    return found["character"] or _ESCAPED.sub(r"\1", found["content"])


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _NULL.sub(" ", words))
