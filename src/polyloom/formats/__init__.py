"""Source formats: bytes to Document, and Document with translations to bytes.

A new format is one file here, one line in ``FORMATS``, and a function that imports it. A run loads
the code of those formats only of which it meets a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from msgspec import Struct

from polyloom.formats.contract import Format


class Row(Struct, frozen=True):
    """A format in the table: its files' suffixes, and how to get at its code."""

    suffixes: tuple[str, ...]
    load: Callable[[], Format]


def _plaintext() -> Format:
    from polyloom.formats import plaintext

    return plaintext.FORMAT


def _markdown() -> Format:
    from polyloom.formats import markdown

    return markdown.FORMAT


def _html() -> Format:
    from polyloom.formats import html

    return html.FORMAT


def _docx() -> Format:
    from polyloom.formats import docx

    return docx.FORMAT


def _subrip() -> Format:
    from polyloom.formats import subrip

    return subrip.FORMAT


FORMATS: Mapping[str, Row] = {
    "plaintext": Row((".txt", ".text"), _plaintext),
    "markdown": Row((".md", ".markdown"), _markdown),
    "html": Row((".html", ".htm", ".xhtml"), _html),
    "docx": Row((".docx",), _docx),
    "subrip": Row((".srt",), _subrip),
}
_BY_SUFFIX = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}


def format_for(path: PurePath) -> str | None:
    """The name of a file's format by its suffix, or None where there is none for it."""
    return _BY_SUFFIX.get(path.suffix.lower())


def format_named(name: str) -> Format:
    """The functions of a format; its code is loaded when it is first asked for."""
    return FORMATS[name].load()
