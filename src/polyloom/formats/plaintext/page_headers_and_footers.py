"""Headers and footers of the pages of a paginated text: running heads, and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE_ENDS = "\r\n\f"
_BLANKS = re.compile(r"\s*")
_EOL = re.compile(r"\r\n|[\r\n\f]")
_PAGE = (
    r"(?:page|p\.|seite|s\.|página|pág\.|pagina|pag\.|сторінка|страница|стр\.|sida|side|strona"
    r"|صفحة|ص)"
)
# A page number at the right edge, or alone: ``[Page 3]``, ``Page 3 of 12``, ``- 3 -``.
_NUMBERED = re.compile(
    rf"(?:^|\s{{3}})(?:\[?{_PAGE}\s?(?:\d{{1,4}}|[ivxl]{{1,7}})(?:\s?(?:of|de|von|/)\s?\d{{1,4}})?\]?"
    r"|\d{1,4}|-\s?\d{1,4}\s?-|第\s?\d{1,4}\s?页)$",
    re.IGNORECASE,
)
# Left, centre and right.
_THREE_PARTS = re.compile(r"\S\s{3,}\S.*\S\s{3,}\S")
# How far from a form feed they are looked for, in characters: some blank lines and a line.
_REACH = 400


def hide_page_headers_and_footers(text: str) -> str:
    """The text with blanks in the place of page headers and footers, so that every offset stays.

    They stand at form feeds, between blank lines: a footer above a form feed,
    with a page number at its end; a header below one, with a page number, too, or with three parts
    (left, centre and right).
    """
    if "\f" not in text:
        return text
    feeds = (match.start() for match in re.finditer("\f", text))
    spans = ((_footer_start(text, feed), _header_end(text, feed + 1)) for feed in feeds)
    return blank_out(text, [span for span in spans if span[1] - span[0] > 1])


def reads_as_footer(line: str) -> bool:
    """Whether a line that stands alone above a form feed is the footer of its page."""
    return _NUMBERED.search(line.strip()) is not None


def reads_as_header(line: str) -> bool:
    """Whether a line that stands alone below a form feed is the header of its page."""
    return reads_as_footer(line) or _THREE_PARTS.search(line.strip()) is not None


def _footer_start(text: str, end: int) -> int:
    """Where the footer above a form feed begins; the form feed's own place where there is none."""
    above = text[max(0, end - _REACH) : end].rstrip()
    *before, line = _EOL.split(above)
    alone = not before[-1].strip() if before else end <= _REACH
    if alone and reads_as_footer(line):
        return max(0, end - _REACH) + len(above) - len(line)
    return end


def _header_end(text: str, start: int) -> int:
    """Where the header below a form feed ends; the form feed's own end where there is none."""
    below = text[start : start + _REACH]
    blanks = len(below) - len(below.lstrip())
    line, *after = _EOL.split(below[blanks:])
    # What is cut off at the reach is no line for itself.
    whole = len(after) > 1 or start + _REACH >= len(text)
    alone = whole and (not after or not after[0].strip())
    if alone and reads_as_header(line):
        return start + blanks + len(line)
    return start


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in the place of whole lines, whose spans are in characters, in order.

    What stands above such lines is in another block than what stands below: a blank line stays
    between. Of the blank lines around them those above count, those below do not, so that the
    text below does not stand further apart than it did.
    """
    parts = []
    position = 0
    for start, end in spans:
        begin = max(position, start)
        parts.append(_without_blank_line(text[position:begin]))
        position = max(begin, _before_next_line(text, end))
        parts.append(" " * (position - begin))
    parts.append(text[position:])
    return "".join(parts)


def _without_blank_line(above: str) -> str:
    """The text above a span, with blanks for the line break of the last blank line, if any."""
    visible = above.rstrip()
    breaks = list(_EOL.finditer(above, len(visible)))
    if not breaks or (visible and len(breaks) == 1):
        return above
    start, end = breaks[-1].span()
    return above[:start] + " " * (end - start) + above[end:]


def _before_next_line(text: str, position: int) -> int:
    """Where the last line break stands in the white space that begins at a position.

    The position itself where there is no line break.
    """
    blanks = _BLANKS.match(text, position)
    end = blanks.end() if blanks else position
    return max(position, *(text.rfind(sign, position, end) for sign in _LINE_ENDS))
