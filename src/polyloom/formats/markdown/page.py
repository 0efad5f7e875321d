"""Markdown documents as web pages."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from msgspec.structs import replace

from polyloom.formats.markdown.chunked_html import html_in_chunks
from polyloom.formats.markdown.code_shortcodes import code_shortcodes_as_fences
from polyloom.formats.markdown.container_markers import admonitions_as_items
from polyloom.formats.markdown.document import analyze_document, body_of, reading_of, segment_starts
from polyloom.formats.markdown.rendering import is_description
from polyloom.formats.markdown.text_analysis import Heading, TextAnalysis, analyze_body
from polyloom.language.locales import bcp47, direction
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind, Rendition, Segment, SegmentMark
from polyloom.placeables.byte_text import byte_text
from polyloom.placeables.mark_attributes import mark_attributes

# A noncharacter (Unicode, section 23.7) marks where a heading's content begins; the semicolon
# behind its number lets emphasis begin there (CommonMark 6.2).
_MARK = "\ufdd0"
_ANY_MARK = late_pattern(rf"{_MARK}[0-9]+;")
_MARKED_HEADING = late_pattern(rf"(<h[1-6])([^>]*>){_MARK}([0-9]+);")
_NOT_IN_ANCHORS = late_pattern(r"[^\w\- ]")
# What the HTML standard forbids in a document, the mark included.
_FORBIDDEN = late_pattern("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_END_TAG = b"</span>"
_NO_ELEMENTS = frozenset({Kind.FRONT_MATTER, Kind.COMMENT, Kind.STRING})


def page(rendition: Rendition, woven: bytes) -> Rendition:
    """The rendition with the HTML of the whole output for its body.

    Headings have the anchors of the source's headings; texts in another locale than the page's are
    in elements that say so. Invariant: the output has the structure of the source.
    """
    document = rendition.document
    body = body_of(replace(document, data=woven)).replace(_MARK.encode(), "\ufffd".encode())
    found = analyze_body(body, reading_of(document))
    # Of two edits at one offset the mark comes first.
    edits = heapq.merge(
        _marks(found.headings), _marked_texts(rendition, found), key=lambda edit: edit.offset
    )
    names = anchors(analyze_document(document).text_analysis.headings)
    # No name for what is between: a large document is not held twice.
    shown = admonitions_as_items(
        code_shortcodes_as_fences(_edited(body, found.front_matter.bytes, edits))
    )
    pieces = html_in_chunks(shown, found.targets, found.footnotes)
    return replace(rendition, body=tuple(_anchored(piece, names).encode() for piece in pieces))


def anchors(headings: Sequence[Heading]) -> list[str]:
    """The anchors that GitHub gives to headings; empty for a heading without letters.

    >>> anchors([Heading(0, words, has_anchor=False) for words in ("What is it?", "What is it")])
    ['what-is-it', 'what-is-it-1']
    """
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        slug = _NOT_IN_ANCHORS.sub("", heading.words.strip().lower()).replace(" ", "-")
        number = seen[slug] = seen.get(slug, -1) + 1
        found.append(f"{slug}-{number}" if number and slug else slug)
    return found


class _Insertion(NamedTuple):
    """UTF-8 to insert at an offset, in bytes."""

    offset: int
    text: bytes


def _marks(headings: Sequence[Heading]) -> Iterator[_Insertion]:
    for number, heading in enumerate(headings):
        if not heading.has_anchor:
            yield _Insertion(heading.start, f"{_MARK}{number};".encode())


def _marked_texts(rendition: Rendition, output: TextAnalysis) -> Iterator[_Insertion]:
    """Elements around texts that are in another locale than the page, or less or more finished."""
    document = rendition.document
    usual = rendition.usual_mark
    others = (
        (segment, _start_tag("" if locale == rendition.locale else locale, mark))
        for segment, locale, mark in zip(
            document.segments,
            rendition.locales,
            rendition.marks or repeat(usual, len(document.segments)),
            strict=True,
        )
        if (locale != rendition.locale or mark != usual) and segment.kind not in _NO_ELEMENTS
    )
    analysis = analyze_document(document)
    in_output: Iterator[tuple[int, Segment]] | None = None
    for segment, start_tag in others:
        if in_output is None:
            in_output = zip(segment_starts(document), output.segments, strict=True)
        there = next(found for start, found in in_output if start == segment.start)
        if is_description(document, segment) or analysis.container_of(segment).in_tag:
            continue
        yield _Insertion(there.start, start_tag)
        yield _Insertion(there.end, _END_TAG)


@lru_cache(maxsize=64)
def _start_tag(locale: str, mark: SegmentMark | None) -> bytes:
    """The tag for a text in another locale than the page's, or in that (empty)."""
    language = f' lang="{bcp47(locale)}" dir="{direction(locale)}"' if locale else ""
    return f"<span{language}{mark_attributes(mark) if mark else ''}>".encode()


def _edited(body: bytes, start: int, edits: Iterable[_Insertion]) -> str:
    """The byte text from ``start`` on, with insertions in ascending order."""
    edited = bytearray()
    for edit in edits:
        edited += body[start : edit.offset]
        edited += edit.text
        start = edit.offset
    edited += body[start:]
    return byte_text(edited)


def _anchored(page_html: str, names: Sequence[str]) -> str:
    """The HTML with an ``id`` in each marked heading, and without the marks."""

    def anchor(match: re.Match[str]) -> str:
        name = names[int(match[3])]
        return f'{match[1]} id="{name}"{match[2]}' if name else match[1] + match[2]

    anchored = _MARKED_HEADING.sub(anchor, page_html)
    return _FORBIDDEN.sub("\ufffd", _ANY_MARK.sub("", anchored))
