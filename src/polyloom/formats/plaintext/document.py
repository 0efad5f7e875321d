"""The bytes of a plain text to a document, what is in none of its segments, and its web page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from polyloom.formats.contract import ReadRequest
from polyloom.formats.directive_lines import directive_lines, directives_inside_text
from polyloom.formats.directives import Directive, DirectiveKind, apply_directives
from polyloom.formats.encoding import TextSegments, read_text_document, with_byte_spans
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.left_out_texts import (
    LabelledSpan,
    LeftOutRule,
    LeftOutText,
    document_text,
    left_out_of_text,
)
from polyloom.formats.plaintext.block_segmentation import segment_blocks
from polyloom.formats.plaintext.blocks import split_blocks
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.language.page_frames import page_frames
from polyloom.model import Document, Kind, Rendition, Segment

_LINE = re.compile(r"[^\r\n\f]*\S[^\r\n\f]*")


def read(data: bytes, request: ReadRequest) -> Document:
    """The document in a plain text's bytes. Raises UserError for bytes that are no text."""
    return read_text_document(
        data, request, "plaintext", lambda text: _for_translators(text, request.kinds or ())
    )


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """The texts of a document that are in no segment: under directives, or a page's frame."""
    del options
    text = document_text(document)
    withheld = [(one.start, one.end) for one in _withheld(text)]
    lines, _ = directive_lines(text)
    frames = [line.span() for span in page_frames(text) for line in _LINE.finditer(text, *span)]
    spans = {LeftOutRule.DIRECTIVE: [*withheld, *lines], LeftOutRule.PAGE_FRAME: frames}
    labelled = [LabelledSpan(*span, rule) for rule, found in spans.items() for span in found]
    return left_out_of_text(document, labelled)


def page(rendition: Rendition, woven: bytes) -> Rendition:
    """The rendition with what directives keep from translators, in the source's words."""
    del woven
    document = rendition.document
    text = document_text(document)
    withheld = with_byte_spans(text, _withheld(text), document.encoding, document.bom)
    if not withheld:
        return rendition
    rows = [
        *zip(document.segments, rendition.texts, rendition.locales, strict=True),
        *((segment, segment.text, rendition.source_locale) for segment in withheld),
    ]
    segments, texts, locales = zip(*sorted(rows, key=lambda row: row[0].start), strict=True)
    return replace(
        rendition, document=replace(document, segments=segments), texts=texts, locales=locales
    )


def _for_translators(text: str, kinds: Sequence[Kind]) -> TextSegments:
    """The segments for translators, of known ``kinds``, and the directives without effect."""
    every, directives = _every_segment(text, {})
    if kinds:
        left = apply_directives(every, directives).segments
        known = {segment.start: kind for segment, kind in zip(left, kinds, strict=False)}
        every, _ = _every_segment(text, known)
    directives = directives + directives_inside_text(text, directives)
    return TextSegments(*apply_directives(every, directives)) if directives else TextSegments(every)


def _withheld(text: str) -> list[Segment]:
    """The segments that directives keep from translators, with spans in characters."""
    every, directives = _every_segment(text, {}) if "<!--" in text else ([], [])
    left = {segment.start for segment in apply_directives(every, directives).segments}
    return [segment for segment in every if segment.start not in left]


def _every_segment(text: str, known: Mapping[int, Kind]) -> tuple[list[Segment], list[Directive]]:
    """The segments of a text, those under directives too, and its directives."""
    lines, directives = directive_lines(text)
    blocks = split_blocks(text, sorted([*lines, *page_frames(text)]))
    starts = [block.lines[0].start for block in blocks] if directives else []
    joins = (one.start for one in directives if one.kind is DirectiveKind.JOIN)
    joined = {bisect_right(starts, start) for start in joins}
    return segment_blocks(DocumentLayout(blocks), joined, known), directives
