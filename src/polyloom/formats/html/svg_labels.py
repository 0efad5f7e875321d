"""Titles and descriptions of SVG drawings, for people who do not see these.

SVG 2, §5.7 “The ‘desc’ and ‘title’ elements”. Words that are drawn are a part of the picture, and
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.html.attributes import attribute_values, forbids_translation, read_attributes
from polyloom.formats.html.inline_runs import html_has_words
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize_opaque
from polyloom.late_patterns import late_pattern

_NAMES = ("title", "desc")
_TEXTS = (TokenType.TEXT, TokenType.ESCAPABLE)
_MAY_HAVE_LABELS = late_pattern(r"<(?:title|desc)", re.IGNORECASE)


def svg_labels(text: str, drawing: HtmlToken) -> Iterator[HtmlToken]:
    """The texts of the ``title`` and ``desc`` elements in an ``svg`` element.

    Those that have tags in them or are not for translators are left out.
    """
    if not _MAY_HAVE_LABELS.search(text, drawing.start, drawing.end):
        return
    found = tokenize_opaque(text, drawing)
    start = next(found)
    if _is_switched_off(text, start):
        return
    content = start
    for end in found:
        if _is_label(start, content, end) and not _is_switched_off(text, start):
            words = text[content.start : content.end]
            if html_has_words(words) and "<" not in words:
                yield content
        start, content = content, end


def _is_label(start: HtmlToken, content: HtmlToken, end: HtmlToken) -> bool:
    """Whether three tokens in a row are a label: its tags with a text between them."""
    return (
        start.type is TokenType.START
        and start.name in _NAMES
        and content.type in _TEXTS
        and end.type is TokenType.END
        and end.name == start.name
    )


def _is_switched_off(text: str, tag: HtmlToken) -> bool:
    return forbids_translation(attribute_values(read_attributes(text, tag)))
