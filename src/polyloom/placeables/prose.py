"""What is left of a text without markup, URLs and placeholders."""

from __future__ import annotations

import re

from polyloom.language.url_spans import without_urls
from polyloom.placeables.placeholder_syntaxes import without_placeholders

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def without_markup(text: str) -> str:
    """The text with each HTML tag, character entity and code span replaced by a blank."""
    if "`" in text:
        text = _CODE.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return text


def prose(text: str) -> str:
    """The text with all that is no prose replaced by blanks."""
    return without_placeholders(without_markup(without_urls(text)))
