"""HTML and XHTML: the text of pages, and nothing else of them.

Tokens and their places come from ``tokens``, what elements are from ``elements``, segments from
``reading`` and ``runs``; ``translation`` writes them back, ``localizing`` names the language.
"""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from polyloom.formats.contract import Format, NoPage, ReadRequest, no_alternatives, splice
from polyloom.formats.encoding import read_text_document
from polyloom.formats.html.attributes import tag_skeleton
from polyloom.formats.html.charset import declared_encoding
from polyloom.formats.html.elements import TAGLESS
from polyloom.formats.html.localization import localize
from polyloom.formats.html.page_front_matter import (
    blank_front_matter,
    front_matter_segments,
    page_front_matter,
    render_front_matter_value,
)
from polyloom.formats.html.rendering import (
    refuse_shortcodes,
    render_attribute_value,
    render_running_text,
    render_tagless_text,
)
from polyloom.formats.html.segmenter import is_xml, segment_html
from polyloom.formats.html.tokenizer import HtmlToken, TokenType
from polyloom.formats.options import FRONT_MATTER
from polyloom.model import Document, Kind, Segment

_NAME = "html"
# How many bytes to look back at a time for a value's quotation mark: whole characters of UTF-16.
_STEP = 64


def read(data: bytes, request: ReadRequest) -> Document:
    """The segments of an HTML document in its bytes.

    Its encoding is the one of its byte order mark, else the project's, else the one that it
    declares itself, else UTF-8. Raises UserError for bytes that are not in it, and for directives
    and front matter that are wrong; there is no wrong HTML.
    """

    def in_text(text: str) -> list[Segment]:
        head = page_front_matter(text)
        found = list(front_matter_segments(text, head, keys, request.where))
        found += segment_html(
            blank_front_matter(text, head), request.where, xml=is_xml(text)
        ).segments
        return [_chosen(one, overrides.get(number)) for number, one in enumerate(found, 1)]

    overrides = request.options.kinds
    keys = FRONT_MATTER.of(request.options)
    declared = replace(request, encoding=request.encoding or declared_encoding(data))
    return read_text_document(data, declared, _NAME, in_text)


def render(document: Document, segment: Segment, translation: str) -> str:
    """The translation, escaped; characters that the encoding lacks become references.

    Raises UnfitTranslation where the translation's tags do not nest, or where it has no word.
    """
    if not translation.strip():
        return ""
    refuse_shortcodes(segment.text, translation)
    if segment.kind is Kind.FRONT_MATTER:
        page = document.data[document.bom :].decode(document.encoding)
        before = document.data[document.bom : segment.start].decode(document.encoding)
        return render_front_matter_value(page, len(before), translation)
    source = document.data[segment.start : segment.end].decode(document.encoding)
    if segment.kind is Kind.ATTRIBUTE:
        text = render_attribute_value(_quote_before(document, segment.start), translation)
    elif segment.marker in TAGLESS:
        text = render_tagless_text(source, translation, lines="\n" in segment.text)
    else:
        head = document.data[document.bom : document.bom + _STEP].decode(
            document.encoding, "ignore"
        )
        lines = "\n" in segment.text
        text = render_running_text(source, translation, lines=lines, xml=is_xml(head))
    return text.encode(document.encoding, "xmlcharrefreplace").decode(document.encoding)


def outline(document: Document) -> Hashable:
    """The tags outside of running text with their attributes, comments and the like, as a digest.

    What front matter there is belongs to it.
    Of attributes for translators only the names count. Inline tags are ``render``'s concern.
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
    segment_html(blank_front_matter(text, head), "", take, xml=is_xml(text))
    return digest.digest()


def _chosen(segment: Segment, kind: Kind | None) -> Segment:
    """The segment with the kind that a project has chosen, where it can be one of that kind.

    How front matter, attributes and text without tags are written depends on where they stand.
    """
    stays = {Kind.ATTRIBUTE, Kind.FRONT_MATTER} & {segment.kind, kind}
    if kind is None or segment.marker in TAGLESS or stays:
        return segment
    return replace(segment, kind=kind)


def _quote_before(document: Document, position: int) -> str:
    """The quotation mark that opens the value at ``position``, in bytes, or nothing."""
    before = ""
    start = position
    while not before and start > document.bom:
        start = max(document.bom, start - _STEP)
        before = document.data[start:position].decode(document.encoding, "ignore").rstrip()
    return before[-1:] if before.endswith(('"', "'")) else ""


FORMAT = Format(
    read=read,
    render=render,
    alternatives=no_alternatives,
    splice=splice,
    outline=outline,
    localize=localize,
    page=NoPage("it is a web page itself"),
)
