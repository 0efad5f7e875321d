"""Notices for readers, at the beginning of a page's body."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from polyloom.formats.html.page_front_matter import blank_front_matter, page_front_matter
from polyloom.formats.html.segmenter import is_xml
from polyloom.formats.html.tokenizer import TokenType, tokenize
from polyloom.language.locales import bcp47, direction
from polyloom.model import Notice

_BOM = "\ufeff"


def add_notices(data: bytes, encoding: str, notices: Sequence[Notice]) -> bytes:
    """The document with an element for each notice right behind its ``body`` tag.

    One without that tag has no place for them, and stays as it is.
    """
    text = data.decode(encoding)
    page = text.lstrip(_BOM)
    shift = len(text) - len(page)
    readable = blank_front_matter(page, page_front_matter(page))
    body = next(
        (
            token
            for token in tokenize(readable, xml=is_xml(page))
            if token.type is TokenType.START and token.name == "body"
        ),
        None,
    )
    if body is None:
        return data
    place = shift + body.end
    added = "".join(f"\n{_element(notice)}" for notice in notices)
    written = added.encode(encoding, "xmlcharrefreplace")
    return text[:place].encode(encoding) + written + text[place:].encode(encoding)


def _element(notice: Notice) -> str:
    language = f'lang="{bcp47(notice.locale)}" dir="{direction(notice.locale)}"'
    return (
        f'<p class="translation-notice" role="note" data-notice="{notice.topic}" {language}>'
        f"{escape(notice.text)}</p>"
    )
