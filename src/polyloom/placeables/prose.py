"""What is left of a text without markup, URLs and placeholders."""

from __future__ import annotations

import re

from polyloom.language.url_spans import without_spans, without_urls
from polyloom.placeables.character_references import CHARACTER_REFERENCE
from polyloom.placeables.code_spans import code_spans
from polyloom.placeables.placeholder_syntaxes import without_placeholders

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_REFERENCE = re.compile(CHARACTER_REFERENCE)


def without_markup(text: str) -> str:
    """The text with each HTML tag, character entity and code span replaced by a blank."""
    if "`" in text:
        text = without_spans(text, list(code_spans(text)))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _REFERENCE.sub(" ", text)
    return text


def prose(text: str) -> str:
    """The text with all that is no prose replaced by blanks."""
    return without_placeholders(without_markup(without_urls(text)))
