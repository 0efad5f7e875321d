"""HTML documents: bytes to segments, and what of a document no translation may change."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from polyloom.formats.contract import ReadRequest
from polyloom.formats.encoding import TextSegments, read_text_document
from polyloom.formats.format_options import FRONT_MATTER
from polyloom.formats.html.attributes import tag_skeleton
from polyloom.formats.html.charset import declared_encoding
from polyloom.formats.html.elements import TAGLESS
from polyloom.formats.html.page_front_matter import (
    blank_front_matter,
    front_matter_segments,
    page_front_matter,
)
from polyloom.formats.html.segmenter import is_xml, segment_html
from polyloom.formats.html.tokenizer import HtmlToken, TokenType
from polyloom.model import Document, Kind, Segment

_NAME = "html"


def read(data: bytes, request: ReadRequest) -> Document:
    """The segments of an HTML document, with spans in bytes.

    The encoding is that of a byte order mark, else the project's, else what the document declares,
    else UTF-8. Raises UserError for bytes that are not in that encoding, and for wrong front
    matter; no HTML is refused.
    """

    def segments_of_text(text: str) -> TextSegments:
        head = page_front_matter(text)
        found = list(front_matter_segments(text, head, keys, request.where))
        content = segment_html(blank_front_matter(text, head), xml=is_xml(text))
        found += content.segments
        chosen = [_chosen(one, overrides.get(number)) for number, one in enumerate(found, 1)]
        return TextSegments(chosen, content.warnings)

    overrides = request.options.kinds
    keys = FRONT_MATTER.of(request.options)
    declared = replace(request, encoding=request.encoding or declared_encoding(data))
    return read_text_document(data, declared, _NAME, segments_of_text)


def outline(document: Document) -> Hashable:
    """A digest of front matter and of all tags, comments and the like that are in no segment.

    Of attributes for translators only the names count. ``render`` checks tags inside segments.
    """
    # On use: it loads a library for cryptography.
    import hashlib

    text = document.data[document.bom :].decode(document.encoding)
    digest = hashlib.sha256()

    def take(token: HtmlToken) -> None:
        if token.type in (TokenType.START, TokenType.VOID):
            said = tag_skeleton(text, token)
        else:
            said = token.name or text[token.start : token.end]
        digest.update(f"{token.type:d} {len(said)} {said}".encode("utf-8", "surrogatepass"))

    head = page_front_matter(text)
    digest.update(repr(head and head.outline).encode())
    segment_html(blank_front_matter(text, head), take, xml=is_xml(text))
    return digest.digest()


def _chosen(segment: Segment, kind: Kind | None) -> Segment:
    """The segment with the kind that a project has chosen, if any, and if it can have that kind.

    Front matter, attributes and text without tags keep theirs: it says how they are written.
    """
    stays = {Kind.ATTRIBUTE, Kind.FRONT_MATTER} & {segment.kind, kind}
    if kind is None or segment.marker in TAGLESS or stays:
        return segment
    return replace(segment, kind=kind)
