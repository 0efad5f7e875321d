"""The bytes of a plain text to a document: skeleton and segments."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.contract import ReadRequest
from polyloom.formats.directives import apply_directives
from polyloom.formats.encoding import read_text_document
from polyloom.formats.plaintext.block_segmentation import segment_blocks
from polyloom.formats.plaintext.directive_lines import hide_directives
from polyloom.formats.plaintext.page_headers_and_footers import hide_page_headers_and_footers
from polyloom.formats.plaintext.segmentation_input import SegmentationInput
from polyloom.model import Document, Kind, Segment


def read(data: bytes, request: ReadRequest) -> Document:
    """The document in a plain text's bytes.

    Raises UserError for bytes that are no text, and for a directive that cannot be obeyed.
    """
    return read_text_document(
        data,
        request,
        "plaintext",
        lambda text: _segments_for_translators(text, request.kinds or (), request.where),
    )


def segments_of_reader(text: str, kinds: Sequence[Kind]) -> list[Segment]:
    """All segments of a text that has directives, with spans in characters; else no segment.

    Those that directives keep from translators are among them; ``kinds`` are the known kinds of the
    others.
    """
    visible, directives = hide_directives(hide_page_headers_and_footers(text), "")
    if not directives:
        return []
    return segment_blocks(SegmentationInput(visible, kinds, directives))


def _segments_for_translators(text: str, kinds: Sequence[Kind], where: str) -> list[Segment]:
    """The segments for translators, with spans in characters; ``where`` names the file."""
    visible, directives = hide_directives(hide_page_headers_and_footers(text), where)
    found = segment_blocks(SegmentationInput(visible, kinds, directives))
    return apply_directives(found, directives, where) if directives else found
