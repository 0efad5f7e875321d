"""What a drawing says to people who do not see it: its titles and descriptions.

SVG 2, §5.7 “The ‘desc’ and ‘title’ elements”. Words that are drawn are a part of the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.html.attributes import attribute_values, forbids_translation, read_attributes
from polyloom.formats.html.inline_runs import html_has_words
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize_opaque

_NAMES = ("title", "desc")
_WORTH_READING = re.compile(r"<(?:title|desc)", re.IGNORECASE)


def svg_labels(text: str, drawing: HtmlToken) -> Iterator[HtmlToken]:
    """The texts of titles and descriptions in an ``svg`` element that have no tags in them."""
    if not _WORTH_READING.search(text, drawing.start, drawing.end):
        return
    label, content = "", None
    for token in tokenize_opaque(text, drawing):
        if token.type is TokenType.START:
            off = forbids_translation(attribute_values(read_attributes(text, token)))
            if off and token.start == drawing.start:
                return
            label = token.name if token.name in _NAMES and not off else ""
            content = None
        elif token.type is TokenType.END:
            if content is not None and token.name == label:
                yield content
            label, content = "", None
        elif token.type in (TokenType.TEXT, TokenType.ESCAPABLE) and label and content is None:
            piece = text[token.start : token.end]
            content = token if html_has_words(piece) and "<" not in piece else None
        else:
            label = ""
