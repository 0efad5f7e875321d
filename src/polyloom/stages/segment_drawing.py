"""A document's segments, and what is in none, in their places in the document."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.language.locales import bcp47
from polyloom.reports.segments_html import DrawnDocument, DrawnText
from polyloom.stages.segment_listing import SegmentListing


def drawn_document(listing: SegmentListing, locale: str) -> DrawnDocument:
    """What is to be drawn of a document that is written in ``locale``.

    Its texts together are the document, without its byte order mark. Of a package, whose bytes are
    not for reading, they are the texts of segments and what is left out, a line each.
    """
    is_package = listing.document.unpacked is not None
    texts = _texts_of_package(listing) if is_package else _texts(listing)
    return DrawnDocument(
        listing.file.relative, bcp47(locale), tuple(texts), not is_package, listing.warnings
    )


def _texts(listing: SegmentListing) -> Iterator[DrawnText]:
    document = listing.document
    position = document.bom

    def decoded(start: int, end: int) -> str:
        return document.data[start:end].decode(document.encoding)

    for start, end, text in _in_order(listing):
        if start < position:
            continue
        if start > position:
            yield DrawnText(decoded(position, start))
        yield _with_text(text, decoded(start, end))
        position = end
    if position < len(document.data):
        yield DrawnText(decoded(position, len(document.data)))


def _texts_of_package(listing: SegmentListing) -> Iterator[DrawnText]:
    for _, _, text in _in_order(listing):
        yield _with_text(text, " ".join(text.text.split()))
        yield DrawnText("\n")


def _in_order(listing: SegmentListing) -> list[tuple[int, int, DrawnText]]:
    """Segments and what is left out, with their spans in bytes of the body."""
    encoding = listing.document.encoding
    found = [
        (segment.start, segment.end, DrawnText(segment.text, number, segment))
        for number, (_, segment) in enumerate(listing.segments, 1)
    ]
    found += [
        (
            text.start,
            text.start + len(text.text.encode(encoding)),
            DrawnText(text.text, rule=text.rule.word),
        )
        for _, text in listing.left_out
    ]
    return sorted(found, key=lambda one: one[:2])


def _with_text(drawn: DrawnText, text: str) -> DrawnText:
    return DrawnText(text, drawn.number, drawn.segment, drawn.rule)
