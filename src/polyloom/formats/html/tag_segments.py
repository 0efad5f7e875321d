"""What tags and drawings say to readers by themselves: in attributes, and in labels of drawings."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.html.attributes import (
    Attribute,
    attributes,
    for_translators,
    is_switched_off,
    label,
    plain_values,
    worth_reading,
)
from polyloom.formats.html.character_references import decode_value
from polyloom.formats.html.elements import FOREIGN
from polyloom.formats.html.inline_runs import has_words
from polyloom.formats.html.svg_labels import labels
from polyloom.formats.html.tokenizer import Token, Type, opened
from polyloom.formats.html.visible_text import collapsed, shown, without_edges
from polyloom.model import Kind, Segment

_TAGS = (Type.START, Type.VOID)
# Elements whose content is no text of the page, but whose attributes are.
_LABELLED = FOREIGN | {"iframe"}


def segments_of_values(text: str, token: Token) -> Iterator[Segment]:
    """Segments for what a tag or drawing says that is in no run with words."""
    if token.type is Type.OPAQUE:
        if token.name not in _LABELLED:
            return
        if token.name == "svg":
            yield from _labels(text, token)
        token = next(opened(text, token))
    for attribute, name in _speaking(text, token):
        start, end = _stripped(attribute)
        said = collapsed(decode_value(text[start:end]))
        yield Segment(Kind.ATTRIBUTE, said, start, end, 0, name)


def speaks(text: str, token: Token) -> bool:
    """Whether a tag has an attribute for translators."""
    return bool(_speaking(text, token))


def _speaking(text: str, token: Token) -> list[tuple[Attribute, str]]:
    """The attributes of a tag that are for translators, with what they are called."""
    if token.type not in _TAGS or not worth_reading(text, token):
        return []
    found = attributes(text, token)
    if is_switched_off(plain_values(found)):
        return []
    return [
        (one, label(one, found))
        for one in for_translators(token.name, found)
        if has_words(one.value)
    ]


def _labels(text: str, drawing: Token) -> Iterator[Segment]:
    for content in labels(text, drawing):
        start, end = without_edges(text, content.start, content.end)
        said = shown(text, (content,), start, end, lines=False)
        yield Segment(Kind.CAPTION, said, start, end)


def _stripped(attribute: Attribute) -> tuple[int, int]:
    """The span of a value without white space; references at its edges stay."""
    value = attribute.value
    start = attribute.start + len(value) - len(value.lstrip())
    return start, start + len(value.strip())
