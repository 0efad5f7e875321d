"""What stands at the edges of a paragraph and need not be in the text that translators see.

White space, footnote marks, bookmarks, pictures, tabs: they stay before or behind whatever the text
becomes. So does what encloses the whole text, a link for instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphContent,
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
    XmlFragment,
    fragments_of,
    items_have_words,
)


class TrimmedParagraph(Struct, frozen=True):
    """The part of a paragraph that is text, in its look, and the XML before and behind it."""

    look: bytes
    items: tuple[ParagraphItem, ...]
    before: tuple[XmlFragment, ...]
    after: tuple[XmlFragment, ...]


def trim_paragraph(paragraph: ParagraphContent) -> TrimmedParagraph | None:
    """The paragraph's text without what is at its edges, or None where there are no words."""
    if not items_have_words(paragraph.items):
        return None
    look, items = paragraph.look, list(paragraph.items)
    before = list(paragraph.before)
    after: list[XmlFragment] = []
    while True:
        before += _pieces(_taken(items, 0))
        after[:0] = _pieces(reversed(list(_taken(items, -1))))
        only = items[0] if len(items) == 1 else None
        if not isinstance(only, SpanningCode):
            break
        look, items = only.look, list(only.items)
        before += only.opening
        after[:0] = only.closing
    return TrimmedParagraph(look, tuple(items), tuple(before), (*after, *paragraph.after))


def _taken(items: list[ParagraphItem], edge: int) -> Iterator[ParagraphItem]:
    """Take what is no text from one edge (0 or -1) of the items, which have words."""
    while True:
        item = items[edge]
        if isinstance(item, StandaloneCode) and item.loose:
            yield items.pop(edge)
            continue
        if isinstance(item, FormattedText):
            stripped = item.text.rstrip() if edge else item.text.lstrip()
            size = len(item.text) - len(stripped)
            yield FormattedText(
                item.text[-size or len(item.text) :] if edge else item.text[:size], item.look
            )
            items[edge] = FormattedText(stripped, item.look)
            if not stripped:
                items.pop(edge)
                continue
        return


def _pieces(items: Iterable[ParagraphItem]) -> Iterator[XmlFragment]:
    for item in items:
        yield from fragments_of(item)
