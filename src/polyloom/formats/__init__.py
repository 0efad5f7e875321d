"""Source formats: bytes to Document, and Document with translations to bytes.

A new format is one file here and one line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from polyloom.formats import docx, html, markdown, plaintext, subrip
from polyloom.formats.table import Format

FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (plaintext.FORMAT, markdown.FORMAT, html.FORMAT, docx.FORMAT, subrip.FORMAT)
}


def format_for(path: PurePath) -> Format | None:
    """The format of a file by its suffix, or None where there is none for it."""
    suffix = path.suffix.lower()
    return next((row for row in FORMATS.values() if suffix in row.suffixes), None)
