"""What is left of a text without markup, URLs and placeholders."""

from __future__ import annotations

import re

from polyloom.language.url_spans import without_spans, without_urls
from polyloom.placeables.code_spans import code_spans
from polyloom.placeables.placeholder_syntaxes import without_placeholders

# A character reference of HTML, named or by number (CommonMark §2.5).
CHARACTER_REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
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
