"""What translators and authors have to say in JSX on lines of its own: attributes, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from polyloom.formats.markdown.html_blocks import HtmlComment
from polyloom.formats.markdown.jsx_syntax import JsxKind, JsxToken, attributes_in, jsx_tokens
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.formats.markdown.untranslatable_elements import UntranslatableElement
from polyloom.late_patterns import late_pattern
from polyloom.placeables.character_references import unescape_references
from polyloom.placeables.html_tags import PROSE_ATTRIBUTES, parse_html_tag

# Attributes that readers read: of any element, and of components.
_PROSE_OF_COMPONENTS = PROSE_ATTRIBUTES | {
    "description", "heading", "header", "subtitle", "summary", "tip", "tooltip",
}  # fmt: skip
_COMMENT = late_pattern(r"\{\s*/\*(?P<text>.*?)\*/\s*\}", re.DOTALL)
_ESCAPED = late_pattern(r"\\([\"'\\])")
_TAGS = frozenset({JsxKind.OPENS, JsxKind.CLOSES, JsxKind.EMPTY})
_DEPTHS = {JsxKind.OPENS: 1, JsxKind.CLOSES: -1}


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
    """What is in a block; the comments count in characters, too.

    ``left_open`` is the element that is not for translators and that the block does not end.
    """

    values: tuple[JsxValue, ...]
    comments: tuple[HtmlComment, ...]
    left_open: UntranslatableElement | None


def read_jsx_block(written: str, prose: Collection[str]) -> JsxBlock:
    """Read a block of JSX.

    ``prose`` are names of attributes that hold prose, besides those that readers read anyway.
    """
    values: list[JsxValue] = []
    comments: list[HtmlComment] = []
    hidden: UntranslatableElement | None = None
    depth = 0
    for token in jsx_tokens(written):
        if token.kind is JsxKind.EXPRESSION:
            if match := _COMMENT.fullmatch(written, token.start, token.end):
                comments.append(HtmlComment(match["text"], token.start))
        elif hidden is None and token.kind is JsxKind.OPENS and _hides(written, token):
            hidden, depth = UntranslatableElement(token.name, token.start), 1
        elif hidden is None and token.kind in _TAGS:
            values += _values(written, token, prose)
        elif hidden is not None and hidden.name == token.name:
            depth += _DEPTHS.get(token.kind, 0)
            hidden = hidden if depth else None
    return JsxBlock(tuple(values), tuple(comments), hidden)


def _hides(written: str, token: JsxToken) -> bool:
    """Whether a tag says that what follows it is not for translators."""
    tag = parse_html_tag(written[token.start : token.end])
    return tag is not None and tag.untranslatable


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
