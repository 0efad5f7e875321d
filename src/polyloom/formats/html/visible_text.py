"""From the span of a segment to the text that translators see."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.html.reference_escapes import decode_references, escape_html
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, cdata_content
from polyloom.late_patterns import late_pattern

# White space that a browser collapses (CSS Text 3, §4.1.1).
_RUN_OF_WHITE = late_pattern(r"[\t\n\f\r ]+")
_LINE_END = late_pattern(r"\r\n?")
_REFERENCE = late_pattern(r"&[#A-Za-z0-9]++;?")
_EDGE = late_pattern(rf"\s++|(?P<reference>{_REFERENCE.pattern})")
_LONGEST_REFERENCE = 40


def trim_white_space(text: str, start: int, end: int) -> tuple[int, int]:
    """A span, in characters, without white space at its edges, be it written as references."""
    if text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    while found := _EDGE.match(text, start, end):
        if found["reference"] and not decode_references(found["reference"]).isspace():
            break
        start = found.end()
    while start < end:
        if text[end - 1].isspace():
            end -= 1
            continue
        ampersand = text.rfind("&", max(start, end - _LONGEST_REFERENCE), end)
        reference = _REFERENCE.fullmatch(text, ampersand, end) if ampersand >= 0 else None
        if reference is None or not decode_references(reference[0]).isspace():
            break
        end = ampersand
    return start, end


def trimmed_span(text: str, run: Sequence[HtmlToken]) -> tuple[int, int]:
    """The span of a run, in characters, without white space at its edges."""
    first, last = run[0], run[-1]
    start, end = first.start, last.end
    if first.type is TokenType.TEXT:
        start = trim_white_space(text, first.start, first.end)[0]
    if last.type is TokenType.TEXT:
        end = trim_white_space(text, last.start, last.end)[1]
    return start, end


def visible_text(text: str, run: Sequence[HtmlToken], start: int, end: int, *, lines: bool) -> str:
    """What translators see of a span, in characters, of a run: text decoded, tags as written.

    The text of a CDATA section is shown as it would be written outside of one. White space is
    collapsed; with ``lines`` it stays, and every line break is a line feed.
    """
    raw = text[start:end]
    if len(run) == 1 and run[0].type is not TokenType.CDATA:
        raw = decode_references(raw)
    elif "&" in raw or "<![CDATA[" in raw:
        raw = "".join(_decoded(text, token, start, end) for token in run)
    return normalize_line_ends(raw) if lines else collapse_white_space(raw)


def _decoded(text: str, token: HtmlToken, start: int, end: int) -> str:
    """What translators see of the part of a token that is in the span."""
    if token.type is TokenType.CDATA:
        return escape_html(cdata_content(text, token))
    piece = text[max(token.start, start) : min(token.end, end)]
    return decode_references(piece) if token.type is TokenType.TEXT else piece


def collapse_white_space(text: str) -> str:
    """Text with one blank for each run of white space; no-break spaces are none (CSS Text 3)."""
    # Most texts need nothing, and this sees it fastest.
    if text.isprintable() and "  " not in text:
        return text
    return _RUN_OF_WHITE.sub(" ", text)


def normalize_line_ends(text: str) -> str:
    """Text with a line feed for every line break."""
    return _LINE_END.sub("\n", text) if "\r" in text else text
