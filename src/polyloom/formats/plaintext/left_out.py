"""What of a plain text is in no segment: directives and what they are about, frames of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.left_out_texts import (
    LabelledSpan,
    LeftOutRule,
    LeftOutText,
    document_text,
    gaps,
    left_out_of_text,
    segment_spans,
)
from polyloom.formats.plaintext.directive_lines import hide_directives
from polyloom.formats.plaintext.document import segments_of_reader
from polyloom.formats.plaintext.page_headers_and_footers import hide_page_headers_and_footers
from polyloom.model import Document

_WORDS = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\f]+")


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """The texts of a document that are in no segment."""
    del options
    return left_out_of_text(document, _labels(document))


def _labels(document: Document) -> Iterator[LabelledSpan]:
    text = document_text(document)
    known = {start for start, _ in segment_spans(document, text)}
    for segment in segments_of_reader(text, ()):
        if segment.start not in known:
            yield LabelledSpan(segment.start, segment.end, LeftOutRule.DIRECTIVE)
    without_frames = hide_page_headers_and_footers(text)
    for start, end in _hidden(text, without_frames):
        yield LabelledSpan(start, end, LeftOutRule.PAGE_FRAME)
    without_directives, _ = hide_directives(without_frames)
    for start, end in _hidden(without_frames, without_directives):
        yield LabelledSpan(start, end, LeftOutRule.DIRECTIVE)


def _hidden(before: str, after: str) -> Iterator[tuple[int, int]]:
    """The spans, in characters, of lines in which blanks have taken the place of words."""
    if before == after:
        return
    shown = [match.span() for match in _WORDS.finditer(after)]
    for start, end in gaps(shown, len(before)):
        lines = _LINE.finditer(before, start, end)
        yield from (line.span() for line in lines if not line[0].isspace())
