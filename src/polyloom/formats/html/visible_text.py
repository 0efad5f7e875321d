"""From the span of a segment to the text that a translator sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyloom.formats.html.character_references import decode, escape_all
from polyloom.formats.html.tokenizer import Token, Type, content_of

# White space that a browser collapses (CSS Text 3, §4.1.1).
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


def edges_of(text: str, run: Sequence[Token]) -> tuple[int, int]:
    """The span of a run without white space at its edges."""
    first, last = run[0], run[-1]
    start, end = first.start, last.end
    if first.type is Type.TEXT:
        start = without_edges(text, first.start, first.end)[0]
    if last.type is Type.TEXT:
        end = without_edges(text, last.start, last.end)[1]
    return start, end


def shown(text: str, run: Sequence[Token], start: int, end: int, *, lines: bool) -> str:
    """What a translator sees of the span: references decoded in text, tags as written.

    The text of a CDATA section is shown as text outside of one would be written.

    White space is collapsed; with ``lines`` it stays, and every line break is a line feed.
    """
    raw = text[start:end]
    if len(run) == 1 and run[0].type is not Type.CDATA:
        raw = decode(raw)
    elif "&" in raw or "<![CDATA[" in raw:
        raw = "".join(_decoded(text, token, start, end) for token in run)
    return with_lines(raw) if lines else collapsed(raw)


def _decoded(text: str, token: Token, start: int, end: int) -> str:
    """What is seen of that part of a token that is in the span from ``start`` to ``end``."""
    if token.type is Type.CDATA:
        return escape_all(content_of(text, token))
    piece = text[max(token.start, start) : min(token.end, end)]
    return decode(piece) if token.type is Type.TEXT else piece


def collapsed(text: str) -> str:
    """Text with every run of white space as one blank; no-break spaces are none."""
    # Most texts need nothing, and this sees it fastest.
    if text.isprintable() and "  " not in text:
        return text
    return _RUN_OF_WHITE.sub(" ", text)


def with_lines(text: str) -> str:
    """Text with a line feed for every line break."""
    return _LINE_END.sub("\n", text) if "\r" in text else text
