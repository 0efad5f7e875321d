"""Alternative texts and titles of pictures (ECMA-376 Part 1 §20.4.2.5 ``wp:docPr``)."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.docx.xml_nodes import XML_ATTRIBUTE, XML_TOKEN, escape_xml, unescape_xml
from polyloom.model import Kind, Segment

DRAWING_PROPERTIES = b"wp:docPr"
_NAMES = {b"descr": "alt", b"title": "title"}


def has_alt_text(attributes: bytes) -> bool:
    """Whether a ``wp:docPr`` start tag, given its attributes, has an alternative text or title."""
    return any(True for _ in _values(attributes))


def alt_text_segments(xml: bytes, offset: int) -> Iterator[Segment]:
    """The segments of a ``wp:docPr`` element.

    ``offset`` is where ``xml`` begins in the document's body, in bytes.
    """
    tag = XML_TOKEN.match(xml)
    if tag is not None:
        for marker, text, start, end in _values(tag["attributes"]):
            at = offset + tag.start("attributes")
            yield Segment(Kind.ATTRIBUTE, text, at + start, at + end, marker=marker,
                          note="describes a picture")  # fmt: skip


def escape_xml_value(text: str) -> str:
    """A text escaped as an attribute's value, in quotation marks of either sort."""
    return escape_xml(text).replace('"', "&quot;").replace("'", "&apos;")


def _values(attributes: bytes) -> Iterator[tuple[str, str, int, int]]:
    """Marker, text and span (in bytes of ``attributes``) of each value with a letter or digit."""
    for match in XML_ATTRIBUTE.finditer(attributes):
        marker = _NAMES.get(match["name"])
        value = "double" if match["double"] is not None else "single"
        if marker is not None:
            text = " ".join(unescape_xml(match[value].decode()).split())
            if any(map(str.isalnum, text)):
                yield marker, text, *match.span(value)
