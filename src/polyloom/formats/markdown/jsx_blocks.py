"""What translators and authors have to say in JSX on lines of its own: attributes, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from polyloom.formats.markdown.html_blocks import HtmlComment, UntranslatableElement
from polyloom.formats.markdown.html_tags import PROSE_ATTRIBUTES, parse_html_tag
from polyloom.formats.markdown.jsx_syntax import JsxKind, JsxToken, attributes_in, jsx_tokens
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.placeables.character_references import unescape_references

# Attributes that readers read: of any element, and of components.
_PROSE_OF_COMPONENTS = PROSE_ATTRIBUTES | {
    "description", "heading", "header", "subtitle", "summary", "tip", "tooltip",
}  # fmt: skip
_COMMENT = re.compile(r"\{\s*/\*(?P<text>.*?)\*/\s*\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"'\\])")
_TAGS = frozenset({JsxKind.OPENS, JsxKind.CLOSES, JsxKind.EMPTY})


class JsxValue(Struct, frozen=True):
    """An attribute's value: its name, its text, its span in characters.

    ``in_program`` says whether it is a string of JavaScript, in braces.
    """

    name: str
    text: str
    start: int
    end: int
    in_program: bool


class JsxBlock(Struct, frozen=True):
    """What is in a block; the comments count in characters, too."""

    values: tuple[JsxValue, ...]
    comments: tuple[HtmlComment, ...]


def read_jsx_block(
    written: str, prose: Collection[str], untranslatable: UntranslatableElement
) -> JsxBlock:
    """Read a block of JSX.

    ``prose`` are names of attributes that hold prose, besides those that readers read anyway.
    ``untranslatable`` is the element that the blocks before have left open; it is updated.
    """
    values: list[JsxValue] = []
    comments: list[HtmlComment] = []
    for token in jsx_tokens(written):
        if token.kind is JsxKind.EXPRESSION:
            if match := _COMMENT.fullmatch(written, token.start, token.end):
                comments.append(HtmlComment(match["text"], token.start))
        elif token.kind in _TAGS:
            outside = not untranslatable.name
            _read_tag(written, token, untranslatable)
            if outside and not untranslatable.name:
                values += _values(written, token, prose)
    return JsxBlock(tuple(values), tuple(comments))


def _read_tag(written: str, token: JsxToken, untranslatable: UntranslatableElement) -> None:
    tag = parse_html_tag(written[token.start : token.end])
    untranslatable.read_tag(
        token.name,
        closes=token.kind is JsxKind.CLOSES,
        opens=token.kind is JsxKind.OPENS and tag is not None and tag.untranslatable,
        empty=token.kind is JsxKind.EMPTY,
    )


def _values(written: str, token: JsxToken, prose: Collection[str]) -> Iterator[JsxValue]:
    known = _PROSE_OF_COMPONENTS if token.name[:1].isupper() else PROSE_ATTRIBUTES
    for name, start, end, in_program in attributes_in(written, token):
        if name not in known and name not in prose:
            continue
        value = written[start:end]
        shown = _ESCAPED.sub(r"\1", value) if in_program else unescape_references(value)
        text = " ".join(shown.split())
        if markdown_has_words(text):
            begin = start + len(value) - len(value.lstrip())
            yield JsxValue(name, text, begin, start + len(value.rstrip()), in_program)
