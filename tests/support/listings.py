"""Segments written down to be read: a line a segment, with kind, depth, marker and text."""

from __future__ import annotations

from polyloom.model import Document, Segment


def listing(document: Document) -> str:
    """The segments of a document; depth only where it is not 0, notes and contexts behind ``←``."""
    return "".join(f"{line_of(found)}\n" for found in document.segments)


def line_of(found: Segment) -> str:
    parts = [str(found.kind), str(found.depth or ""), found.marker, "|", visible(found.text)]
    if found.note or found.context:
        parts += ["←", found.context or "", found.note]
    return " ".join(part for part in parts if part)


def visible(text: str) -> str:
    """Text with ``\\uXXXX`` for every white space but the blank."""
    return "".join(
        f"\\u{ord(character):04x}" if character.isspace() and character != " " else character
        for character in text
    )
