"""The language and the direction of writing that an output names (``lang`` and ``dir``)."""

from __future__ import annotations

from polyloom.formats.html.attributes import Attribute, read_attributes
from polyloom.formats.html.charset import decode_markup
from polyloom.formats.html.page_front_matter import blank_front_matter, page_front_matter
from polyloom.formats.html.segmenter import is_xml, segment_html
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize
from polyloom.language.locales import bcp47, direction

_BOMS = "\ufeff\u00ef\u00bb\u00bf"


def localize(data: bytes, locale: str) -> bytes:
    """The document with ``lang``, ``xml:lang`` and ``dir`` of its ``html`` tag set to the locale's.

    ``lang`` is added where it is not there, ``dir`` only for a locale that is written from right to
    left. The ``lang`` attributes of other elements are set too where they name the language of text
    for translators. No other byte changes; a document without ``html`` tag stays as it is.
    """
    text, codec = decode_markup(data)
    page = text.lstrip(_BOMS)
    bom = text[: len(text) - len(page)]
    xml = is_xml(page)
    body = bom + blank_front_matter(page, page_front_matter(page))
    root = next(
        (
            one
            for one in tokenize(body, xml=xml)
            if one.type is TokenType.START and one.name == "html"
        ),
        None,
    )
    if root is None:
        return data
    found = read_attributes(text, root)
    edits = {
        each.start: (each, bcp47(locale))
        for each in (*_languages(body, xml), *_named(found, "lang", "xml:lang"))
    }
    edits |= {each.start: (each, direction(locale)) for each in _named(found, "dir")}
    return _edited(text, edits, root, _added(found, locale)).encode(codec)


def _languages(text: str, xml: bool) -> list[Attribute]:
    return segment_html(text, xml=xml).languages


def _named(found: dict[str, Attribute], *names: str) -> list[Attribute]:
    return [found[name] for name in names if name in found]


def _added(found: dict[str, Attribute], locale: str) -> str:
    """The attributes that the ``html`` tag lacks, as they are written."""
    lacks_language = not _named(found, "lang", "xml:lang")
    added = f' lang="{bcp47(locale)}"' if lacks_language else ""
    if "dir" not in found and direction(locale) == "rtl":
        added += ' dir="rtl"'
    return added


def _edited(text: str, edits: dict[int, tuple[Attribute, str]], root: HtmlToken, added: str) -> str:
    behind_name = root.start + 1 + len(root.name)
    parts = []
    position = 0
    for start in sorted({*edits, behind_name}):
        parts.append(text[position:start])
        position = start
        if start == behind_name:
            parts.append(added)
        if start in edits:
            attribute, value = edits[start]
            equals = "" if attribute.end > attribute.start or attribute.quote else "="
            parts.append(equals + (value if attribute.quote or not equals else f'"{value}"'))
            position = attribute.end
    parts.append(text[position:])
    return "".join(parts)
