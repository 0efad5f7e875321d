"""What a paragraph is made of once its runs are understood, and how that is written again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from polyloom.formats.docx.xml_nodes import escape_xml

# Characters that Word writes as elements; the text elements between them are split there.
_ELEMENTS = {"\u2011": b"<w:noBreakHyphen/>", "\u00ad": b"<w:softHyphen/>"}
_PARTS = re.compile(f"[{''.join(_ELEMENTS)}]|[^{''.join(_ELEMENTS)}]+")


class XmlFragment(Struct, frozen=True):
    """XML that belongs into a run with this look, or between runs where ``look`` is None."""

    look: bytes | None
    raw: bytes


class FormattedText(Struct, frozen=True):
    """Characters in one look."""

    text: str
    look: bytes


class StandaloneCode(Struct, frozen=True):
    """Something that is no text: a tab, a picture, a field.

    ``loose`` marks stay where they are at the edge of a paragraph, and translators do not see them
    there. ``role`` is ``begin``, ``separate`` or ``end`` for the delimiters of a field (ECMA-376
    Part 1 §17.16.18), ``instruction`` is what its code says.
    """

    pieces: tuple[XmlFragment, ...]
    label: str
    loose: bool = True
    role: str = ""
    instruction: str = ""

    @property
    def has_words(self) -> bool:
        """A mark has none, even where it shows some."""
        return False


class SpanningCode(Struct, frozen=True):
    """Something around text: formatting (which opens and closes by nothing), a link.

    ``look`` is that of the words directly inside.
    """

    look: bytes
    opening: tuple[XmlFragment, ...]
    closing: tuple[XmlFragment, ...]
    label: str
    items: tuple[ParagraphItem, ...]

    @property
    def has_words(self) -> bool:
        """Whether there is a letter or digit in it."""
        return items_have_words(self.items)


ParagraphItem = FormattedText | StandaloneCode | SpanningCode


class ParagraphContent(Struct, frozen=True):
    """A paragraph's inside; ``look`` is that of the words that are in no pair."""

    look: bytes
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
    """The XML of an item."""
    if isinstance(item, FormattedText):
        if item.text:
            yield XmlFragment(item.look, _characters(item.text))
    elif isinstance(item, StandaloneCode):
        yield from item.pieces
    else:
        yield from item.opening
        for inner in item.items:
            yield from fragments_of(inner)
        yield from item.closing


def write_runs(pieces: Iterable[XmlFragment]) -> bytes:
    """XML in the place of a paragraph's inside; neighbours with one look share a run."""
    parts: list[bytes] = []
    look: bytes | None = None
    for piece in pieces:
        if piece.look != look:
            if look is not None:
                parts.append(b"</w:r>")
            if piece.look is not None:
                parts += [b"<w:r>", piece.look]
            look = piece.look
        parts.append(piece.raw)
    if look is not None:
        parts.append(b"</w:r>")
    return b"".join(parts)


def _characters(text: str) -> bytes:
    return b"".join(_ELEMENTS.get(part) or _text_element(part) for part in _PARTS.findall(text))


def _text_element(text: str) -> bytes:
    # Without the attribute, Word drops white space at the edges (§17.3.3.31, XML 1.0 §2.10).
    space = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{space}>{escape_xml(text)}</w:t>".encode()
