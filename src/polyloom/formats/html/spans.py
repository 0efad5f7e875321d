"""From the span of a segment to the text that a translator sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyloom.formats.html.references import decode
from polyloom.formats.html.tokens import Token, Type

# White space that a browser collapses (CSS Text 3, §4.1.1), where it is not one blank already.
_COLLAPSIBLE = re.compile(r"[\t\n\f\r]|[\t\n\f\r ]{2,}")
_RUN_OF_WHITE = re.compile(r"[\t\n\f\r ]+")
_LINE_END = re.compile(r"\r\n?")
_REFERENCE = re.compile(r"&[#A-Za-z0-9]++;?")
_EDGE = re.compile(rf"\s++|(?P<reference>{_REFERENCE.pattern})")
_LONGEST_REFERENCE = 40


def without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A span of text without the white space at its edges, references to such included."""
    if text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    while found := _EDGE.match(text, start, end):
        if found["reference"] and not decode(found["reference"]).isspace():
            break
        start = found.end()
    while start < end:
        if text[end - 1].isspace():
            end -= 1
            continue
        ampersand = text.rfind("&", max(start, end - _LONGEST_REFERENCE), end)
        reference = _REFERENCE.fullmatch(text, ampersand, end) if ampersand >= 0 else None
        if reference is None or not decode(reference[0]).isspace():
            break
        end = ampersand
    return start, end


def shown(text: str, run: Sequence[Token], start: int, end: int, *, lines: bool) -> str:
    """What a translator sees of the span: references decoded in text, tags as written.

    White space is collapsed; with ``lines`` it stays, and every line break is a line feed.
    """
    if "&" in text[start:end] and len(run) > 1:
        raw = "".join(
            decode(piece) if token.type is Type.TEXT else piece
            for token in run
            if (piece := text[max(token.start, start) : min(token.end, end)])
        )
    else:
        raw = decode(text[start:end])
    return with_lines(raw) if lines else collapsed(raw)


def collapsed(text: str) -> str:
    """Text with every run of white space as one blank; no-break spaces are none."""
    return _RUN_OF_WHITE.sub(" ", text) if _COLLAPSIBLE.search(text) else text


def with_lines(text: str) -> str:
    """Text with a line feed for every line break."""
    return _LINE_END.sub("\n", text) if "\r" in text else text
