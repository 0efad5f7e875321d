"""What styles say of their paragraphs: that they are titles, headings, captions, list items.

A style is known by its name, which is English in every edition of Word for the built-in ones, and
not by its identifier, which is not (ECMA-376 Part 1 §17.7.4.9). Styles inherit (§17.7.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes
from polyloom.model import Kind

_HEADING = re.compile(r"heading ?([1-9])")
_KINDS = {
    "title": Kind.TITLE,
    "subtitle": Kind.HEADING,
    "caption": Kind.CAPTION,
    "quote": Kind.QUOTE,
    "intense quote": Kind.QUOTE,
    "quotations": Kind.QUOTE,
    "block text": Kind.QUOTE,
    "footnote text": Kind.FOOTNOTE,
    "endnote text": Kind.FOOTNOTE,
}
# A chain of styles that is longer than this goes in a circle.
LONGEST_CHAIN = 20
# The outline level that body text has (§17.3.1.20).
_BODY_LEVEL = 9


class ParagraphStyle(Struct, frozen=True):
    """What one style says itself; None or empty where it says nothing.

    ``outline`` is its outline level from 0 (§17.3.1.20), ``list`` and ``level`` the list
    (``numId``) and level from 0 of its paragraphs (§17.9.18).
    """

    name: str
    based_on: str
    outline: int | None
    list: str | None
    level: int | None


class ParagraphStyles(Struct, frozen=True):
    """The paragraph styles of a document by identifier, and the one that is the default."""

    by_id: Mapping[str, ParagraphStyle]
    default: str

    def chain(self, identifier: str | None) -> list[ParagraphStyle]:
        """The style and those that it is based on, nearest first."""
        found: list[ParagraphStyle] = []
        style = self.by_id.get(self.default if identifier is None else identifier)
        while style is not None and len(found) < LONGEST_CHAIN:
            found.append(style)
            style = self.by_id.get(style.based_on)
        return found


def read_paragraph_styles(xml: bytes | None) -> ParagraphStyles:
    """The paragraph styles of a styles part; none where there is no such part."""
    by_id: dict[str, ParagraphStyle] = {}
    default = ""
    for root in read_nodes(xml or b""):
        for node in root.children:
            identifier = node.attribute(b"w:styleId")
            if node.name != b"w:style" or identifier is None:
                continue
            if node.attribute(b"w:type") not in (None, "paragraph"):
                continue
            by_id.setdefault(identifier, _style(node))
            if node.attribute(b"w:default") in ("1", "true", "on"):
                default = default or identifier
    return ParagraphStyles(by_id, default)


def kind_of_style(chain: list[ParagraphStyle], outline: int | None) -> tuple[Kind, str] | None:
    """The kind and marker (``h1`` …) of a paragraph, or None where nothing says so.

    ``chain`` are its style and those that this is based on, nearest first; ``outline`` is its own
    outline level from 0, if it has one.
    """
    for style in chain:
        name = style.name.lower()
        if heading := _HEADING.fullmatch(name):
            return Kind.HEADING, f"h{heading[1]}"
        if kind := _KINDS.get(name):
            return kind, ""
    levels = [outline, *(style.outline for style in chain)]
    level = next((level for level in levels if level is not None), _BODY_LEVEL)
    return (Kind.HEADING, f"h{level + 1}") if 0 <= level < _BODY_LEVEL else None


def is_named_kind(name: str) -> bool:
    """Whether a style's name says that its paragraphs are headings, captions, quotes, notes."""
    return name.lower() in _KINDS or _HEADING.fullmatch(name.lower()) is not None


def parse_integer(text: str | None) -> int | None:
    """The number that an attribute holds, or None where it is absent or no number."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _style(node: XmlNode) -> ParagraphStyle:
    return ParagraphStyle(
        name=node.value(b"w:name") or "",
        based_on=node.value(b"w:basedOn") or "",
        outline=parse_integer(node.value(b"w:pPr", b"w:outlineLvl")),
        list=node.value(b"w:pPr", b"w:numPr", b"w:numId"),
        level=parse_integer(node.value(b"w:pPr", b"w:numPr", b"w:ilvl")),
    )
