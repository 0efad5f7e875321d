"""What a paragraph contains once its runs are understood, and how that is written as XML again.

*Formatting* is the run properties (``w:rPr``) of words as they are to be written again; empty
formatting is the paragraph's own. Standalone and spanning codes are what XLIFF 2.1 (§4.7, “Inline
content”) calls so: what translators see as a single tag, or as a pair of tags around text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from polyloom.formats.docx.xml_nodes import escape_xml

# Characters that Word writes as elements; the text elements between them are split there.
_ELEMENTS = {"\u2011": b"<w:noBreakHyphen/>", "\u00ad": b"<w:softHyphen/>"}
_PARTS = re.compile(f"[{''.join(_ELEMENTS)}]|[^{''.join(_ELEMENTS)}]+")


class XmlFragment(Struct, frozen=True):
    """XML that belongs into a run with this formatting, or, where that is None, between runs."""

    formatting: bytes | None
    raw: bytes


class FormattedText(Struct, frozen=True):
    """Characters with the same formatting."""

    text: str
    formatting: bytes


class StandaloneCode(Struct, frozen=True):
    """Something that is no text: a tab, a picture, a field.

    ``label`` says to translators what it is. A ``trimmable`` one at the edge of a paragraph stays
    there, and translators do not see it. ``field_delimiter`` is ``begin``, ``separate`` or ``end``
    for the delimiters of a field (ECMA-376 Part 1 §17.16.18), ``instruction`` is what a field's
    code says; both are empty for all else.
    """

    pieces: tuple[XmlFragment, ...]
    label: str
    trimmable: bool = True
    field_delimiter: str = ""
    instruction: str = ""

    @property
    def has_words(self) -> bool:
        """False: a standalone code has none for translators, even where it shows some."""
        return False


class SpanningCode(Struct, frozen=True):
    """Something around text: formatting, a link.

    ``formatting`` is that of the words directly inside, ``label`` says to translators what it is.
    ``opening`` and ``closing`` are the XML at its edges, empty where formatting is all it is.
    """

    formatting: bytes
    opening: tuple[XmlFragment, ...]
    closing: tuple[XmlFragment, ...]
    label: str
    items: tuple[ParagraphItem, ...]

    @property
    def has_words(self) -> bool:
        """Whether there is a letter or digit inside."""
        return items_have_words(self.items)


ParagraphItem = FormattedText | StandaloneCode | SpanningCode


class ParagraphContent(Struct, frozen=True):
    """What stands in a paragraph, without its properties.

    ``formatting`` is that of the words that are in no spanning code. ``before`` and ``after`` are
    XML that belongs at the paragraph's edges.
    """

    formatting: bytes
    items: tuple[ParagraphItem, ...]
    before: tuple[XmlFragment, ...] = ()
    after: tuple[XmlFragment, ...] = ()


def items_have_words(items: Iterable[ParagraphItem]) -> bool:
    """Whether there is a letter or digit in any of the items."""
    return any(
        any(map(str.isalnum, item.text)) if isinstance(item, FormattedText) else item.has_words
        for item in items
    )


def fragments_of(item: ParagraphItem) -> Iterator[XmlFragment]:
    """The XML of an item, in order."""
    if isinstance(item, FormattedText):
        if item.text:
            yield XmlFragment(item.formatting, _characters(item.text))
    elif isinstance(item, StandaloneCode):
        yield from item.pieces
    else:
        yield from item.opening
        for inner in item.items:
            yield from fragments_of(inner)
        yield from item.closing


def write_runs(pieces: Iterable[XmlFragment]) -> bytes:
    """The XML of a paragraph's inside; neighbours with the same formatting share a run."""
    parts: list[bytes] = []
    formatting: bytes | None = None
    for piece in pieces:
        if piece.formatting != formatting:
            if formatting is not None:
                parts.append(b"</w:r>")
            if piece.formatting is not None:
                parts += [b"<w:r>", piece.formatting]
            formatting = piece.formatting
        parts.append(piece.raw)
    if formatting is not None:
        parts.append(b"</w:r>")
    return b"".join(parts)


def _characters(text: str) -> bytes:
    return b"".join(_ELEMENTS.get(part) or _text_element(part) for part in _PARTS.findall(text))


def _text_element(text: str) -> bytes:
    # Without the attribute, Word drops white space at the edges (§17.3.3.31, XML 1.0 §2.10).
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{space}>{escape_xml(text)}</w:t>".encode()
