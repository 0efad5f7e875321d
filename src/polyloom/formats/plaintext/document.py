"""The bytes of a plain text to a document: skeleton and segments."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.contract import ReadRequest
from polyloom.formats.directives import apply_directives
from polyloom.formats.encoding import TextSegments, read_text_document
from polyloom.formats.plaintext.block_segmentation import segment_blocks
from polyloom.formats.plaintext.directive_lines import directives_inside_text, hide_directives
from polyloom.formats.plaintext.page_headers_and_footers import hide_page_headers_and_footers
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.model import Document, Kind, Segment


def read(data: bytes, request: ReadRequest) -> Document:
    """The document in a plain text's bytes.

    Raises UserError for bytes that are no text.
    """
    return read_text_document(
        data, request, "plaintext", lambda text: _for_translators(text, request.kinds or ())
    )


def segments_of_reader(text: str, kinds: Sequence[Kind]) -> list[Segment]:
    """All segments of a text that has directives, with spans in characters; else no segment.

    Those that directives keep from translators are among them; ``kinds`` are the known kinds of the
    others.
    """
    visible, directives = hide_directives(hide_page_headers_and_footers(text))
    if not directives:
        return []
    return segment_blocks(SegmentationInput(visible, kinds, directives))


def _for_translators(text: str, kinds: Sequence[Kind]) -> TextSegments:
    """The segments for translators, and what of the directives has no effect."""
    visible, directives = hide_directives(hide_page_headers_and_footers(text))
    found = segment_blocks(SegmentationInput(visible, kinds, directives))
    directives = directives + directives_inside_text(visible)
    return TextSegments(*apply_directives(found, directives)) if directives else TextSegments(found)
