"""Source formats: bytes to Document, and Document with translations to bytes.

A new format is one package here, one row in ``FORMATS``, and a function that imports it. A run
loads the code of those formats only of which it meets a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import PurePath

from msgspec import Struct

from polyloom.formats.contract import Format
from polyloom.formats.format_options import (
    CODE,
    DIRECTIVES,
    FRONT_MATTER,
    PROSE_FENCES,
    PROSE_PARAMETERS,
    UNTRANSLATED_STYLES,
    FormatOption,
)
from polyloom.model import Kind, Markup


class FormatRow(Struct, frozen=True):
    """A format in the table: its files' suffixes, how to get at its code, and its own options.

    The suffixes are in lower case, with their full stop. ``markup`` is what translators see of the
    format's own markup in its texts, as far as it is not the format's alone to judge it.
    """

    suffixes: tuple[str, ...]
    load: Callable[[], Format]
    markup: Markup
    options: tuple[FormatOption, ...] = ()


def _plaintext() -> Format:
    from polyloom.formats import plaintext

    return plaintext.FORMAT


def _markdown() -> Format:
    from polyloom.formats import markdown

    return markdown.FORMAT


def _mdx() -> Format:
    from polyloom.formats import mdx

    return mdx.FORMAT


def _html() -> Format:
    from polyloom.formats import html

    return html.FORMAT


def _docx() -> Format:
    from polyloom.formats import docx

    return docx.FORMAT


def _subrip() -> Format:
    from polyloom.formats import subrip

    return subrip.FORMAT


_OF_MARKDOWN = (FRONT_MATTER, CODE, PROSE_FENCES, PROSE_PARAMETERS)
# By name, which is that of the format's package.
FORMATS: Mapping[str, FormatRow] = {
    "plaintext": FormatRow((".txt", ".text"), _plaintext, Markup.NONE, (DIRECTIVES,)),
    "markdown": FormatRow((".md", ".markdown"), _markdown, Markup.MARKDOWN, _OF_MARKDOWN),
    "mdx": FormatRow((".mdx",), _mdx, Markup.MARKDOWN, _OF_MARKDOWN),
    "html": FormatRow((".html", ".htm", ".xhtml"), _html, Markup.TAGS, (FRONT_MATTER,)),
    "docx": FormatRow((".docx",), _docx, Markup.NONE, (UNTRANSLATED_STYLES,)),
    "subrip": FormatRow((".srt",), _subrip, Markup.TAGS),
}
# Kinds of texts in code, where signs are what the programming language makes of them.
_IN_CODE = (Kind.COMMENT, Kind.STRING)
_BY_SUFFIX = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}


def format_for(path: PurePath) -> str | None:
    """The name of a file's format by its suffix, or None where there is none for it."""
    return _BY_SUFFIX.get(path.suffix.lower())


def markup_of(name: str, kind: Kind | None) -> Markup:
    """What is markup in texts of a kind (None: it is not known) in documents of a format."""
    return Markup.NONE if kind in _IN_CODE else FORMATS[name].markup


def options_for(path: str) -> tuple[FormatOption, ...]:
    """The options of a document's own format; of all formats where its suffix belongs to none."""
    name = format_for(PurePath(path))
    if name is not None:
        return FORMATS[name].options
    return tuple(dict.fromkeys(option for row in FORMATS.values() for option in row.options))


@lru_cache(maxsize=len(FORMATS))
def format_named(name: str) -> Format:
    """The functions of a format; its code is loaded when it is first asked for."""
    return FORMATS[name].load()
