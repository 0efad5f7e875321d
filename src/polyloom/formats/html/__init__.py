"""HTML and XHTML: the text of pages, and nothing else of them.

Tokens and their places come from ``tokens``, what elements are from ``elements``, segments from
``reading`` and ``runs``; ``translation`` writes them back, ``localizing`` names the language.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from polyloom.formats.encoding import segment_text
from polyloom.formats.html.attributes import skeleton
from polyloom.formats.html.charset import declared_encoding
from polyloom.formats.html.localizing import localize
from polyloom.formats.html.reading import find, is_xml
from polyloom.formats.html.tokens import Type
from polyloom.formats.html.translation import render_plain, render_run, render_value
from polyloom.formats.table import Format, Reading, splice
from polyloom.model import Document, Kind, Segment

_NAME = "html"
# How many bytes to look back at a time for a value's quotation mark: whole characters of UTF-16.
_STEP = 64


def read(data: bytes, reading: Reading) -> Document:
    """The segments of an HTML document in its bytes.

    Its encoding is the one of its byte order mark, else the project's, else the one that it
    declares itself, else UTF-8. Raises UserError for bytes that are not in it, and for directives
    that are wrong; there is no wrong HTML.
    """

    def in_text(text: str, kinds: Sequence[Kind] | None) -> list[Segment]:
        del kinds  # nothing here is guessed from wording
        return find(text, reading.where, xml=is_xml(text)).segments

    declared = replace(reading, encoding=reading.encoding or declared_encoding(data))
    return segment_text(data, declared, _NAME, in_text)


def render(document: Document, segment: Segment, translation: str) -> str:
    """The translation, escaped; characters that the encoding lacks become references.

    Raises Unfit where the translation's tags do not nest, or where there is no word in it.
    """
    source = document.data[segment.start : segment.end].decode(document.encoding)
    if segment.kind is Kind.ATTRIBUTE:
        text = render_value(_quote_before(document, segment.start), translation)
    elif segment.kind is Kind.TITLE or segment.marker == "textarea":
        text = render_plain(source, translation, lines="\n" in segment.text)
    else:
        head = document.data[document.bom : document.bom + _STEP].decode(
            document.encoding, "ignore"
        )
        lines = "\n" in segment.text
        text = render_run(source, translation, lines=lines, xml=is_xml(head))
    return text.encode(document.encoding, "xmlcharrefreplace").decode(document.encoding)


def outline(document: Document) -> Hashable:
    """The tags outside of running text with their attributes, comments and the like, in order.

    Of attributes for translators only the names count. Inline tags are ``render``'s concern.
    """
    text = document.data[document.bom :].decode(document.encoding)
    return tuple(
        skeleton(text, token)
        if token.type in (Type.START, Type.VOID)
        else (token.type, token.name or text[token.start : token.end])
        for token in find(text, "", xml=is_xml(text)).skeleton
    )


def _quote_before(document: Document, position: int) -> str:
    """The quotation mark that opens the value at ``position``, in bytes, or nothing."""
    before = ""
    start = position
    while not before and start > document.bom:
        start = max(document.bom, start - _STEP)
        before = document.data[start:position].decode(document.encoding, "ignore").rstrip()
    return before[-1:] if before.endswith(('"', "'")) else ""


FORMAT = Format(
    segment=read,
    render=render,
    splice=splice,
    outline=outline,
    localize=localize,
    page=None,
)
