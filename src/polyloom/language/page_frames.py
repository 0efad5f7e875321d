"""Headers and footers of pages, in text that has form feeds between its pages."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.language.line_breaks import split_lines
from polyloom.language.line_labels import ends_in_page_number, reads_as_header

# How far from a form feed they are looked for, in characters: some blank lines and a line.
_REACH = 400


def page_frames(text: str) -> Iterator[tuple[int, int]]:
    """The spans, in characters, of the footers and headers of pages, with what is between.

    They stand at form feeds, between blank lines: a footer above one with a page number at its end;
    a header below one with a page number, too, or with three parts (left, centre and right).
    """
    feed = text.find("\f")
    while feed >= 0:
        start, end = _footer_start(text, feed), _header_end(text, feed + 1)
        if end - start > 1:
            yield start, end
        feed = text.find("\f", max(end, feed + 1))


def _footer_start(text: str, end: int) -> int:
    """Where the footer above a form feed begins; the form feed's own place where there is none."""
    above = text[max(0, end - _REACH) : end].rstrip()
    *before, line = split_lines(above)
    alone = not before[-1].strip() if before else end <= _REACH
    if alone and ends_in_page_number(line):
        return max(0, end - _REACH) + len(above) - len(line)
    return end


def _header_end(text: str, start: int) -> int:
    """Where the header below a form feed ends; the form feed's own end where there is none."""
    below = text[start : start + _REACH]
    blanks = len(below) - len(below.lstrip())
    line, *after = split_lines(below[blanks:])
    # What is cut off at the reach is no line for itself.
    whole = len(after) > 1 or start + _REACH >= len(text)
    alone = whole and (not after or not after[0].strip())
    return start + blanks + len(line) if alone and reads_as_header(line) else start
