"""What is left of a text without markup, URLs and placeholders."""

from __future__ import annotations

import re

from polyloom.language.url_spans import without_urls
from polyloom.placeables.placeholder_syntaxes import without_placeholders

# A code span of CommonMark (§6.1), for use with re.DOTALL.
CODE_SPAN = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
# A character reference of HTML, named or by number (CommonMark §2.5).
CHARACTER_REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(CODE_SPAN, re.DOTALL)
_REFERENCE = re.compile(CHARACTER_REFERENCE)


def without_markup(text: str) -> str:
    """The text with each HTML tag, character entity and code span replaced by a blank."""
    if "`" in text:
        text = _CODE.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _REFERENCE.sub(" ", text)
    return text


def prose(text: str) -> str:
    """The text with all that is no prose replaced by blanks."""
    return without_placeholders(without_markup(without_urls(text)))
