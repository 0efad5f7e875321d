"""The segments of tags and drawings: values of attributes, and labels of SVG drawings."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.html.attributes import (
    Attribute,
    attribute_label,
    attribute_values,
    forbids_translation,
    may_concern_translation,
    read_attributes,
    translatable_attributes,
)
from polyloom.formats.html.elements import FOREIGN
from polyloom.formats.html.inline_runs import html_has_words
from polyloom.formats.html.reference_escapes import decode_value_references
from polyloom.formats.html.svg_labels import svg_labels
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize_opaque
from polyloom.formats.html.visible_text import collapse_white_space, trim_white_space, visible_text
from polyloom.model import Kind, Segment

_TAGS = (TokenType.START, TokenType.VOID)
# Elements whose content is no text of the page, but whose attributes are.
_LABELLED = FOREIGN | {"iframe"}


def tag_segments(text: str, token: HtmlToken) -> Iterator[Segment]:
    """The segments of a tag's attributes, or of an opaque element's labels and attributes."""
    if token.type is TokenType.OPAQUE:
        if token.name not in _LABELLED:
            return
        if token.name == "svg":
            yield from _labels(text, token)
        token = next(tokenize_opaque(text, token))
    for attribute, name in _speaking(text, token):
        start, end = _stripped(attribute)
        said = collapse_white_space(decode_value_references(text[start:end]))
        yield Segment(Kind.ATTRIBUTE, said, start, end, 0, name)


def has_translatable_attribute(text: str, token: HtmlToken) -> bool:
    """Whether a tag has an attribute with words for translators."""
    return bool(_speaking(text, token))


def _speaking(text: str, token: HtmlToken) -> list[tuple[Attribute, str]]:
    """The attributes of a tag with words for translators, each with its label for these."""
    if token.type not in _TAGS or not may_concern_translation(text, token):
        return []
    found = read_attributes(text, token)
    if forbids_translation(attribute_values(found)):
        return []
    return [
        (one, attribute_label(one, found))
        for one in translatable_attributes(token.name, found)
        if html_has_words(one.value)
    ]


def _labels(text: str, drawing: HtmlToken) -> Iterator[Segment]:
    for content in svg_labels(text, drawing):
        start, end = trim_white_space(text, content.start, content.end)
        said = visible_text(text, (content,), start, end, lines=False)
        yield Segment(Kind.CAPTION, said, start, end)


def _stripped(attribute: Attribute) -> tuple[int, int]:
    """The span of a value, in characters, without white space at its edges."""
    value = attribute.value
    start = attribute.start + len(value) - len(value.lstrip())
    return start, start + len(value.strip())
