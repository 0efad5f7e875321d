"""Paragraphs without what stands at their edges, which translators need not see.

White space, footnote marks, bookmarks, pictures and tabs at the edges stay before or behind
whatever the text becomes. So does what encloses the whole text, a link for instance.
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
    """The items of a paragraph that translators see, and the XML before and behind them.

    ``formatting`` is that of the words that are in no spanning code.
    """

    formatting: bytes
    items: tuple[ParagraphItem, ...]
    before: tuple[XmlFragment, ...]
    after: tuple[XmlFragment, ...]


def trim_paragraph(paragraph: ParagraphContent) -> TrimmedParagraph | None:
    """A paragraph without what is at its edges, or None where it has no letter or digit."""
    if not items_have_words(paragraph.items):
        return None
    formatting, items = paragraph.formatting, list(paragraph.items)
    before = list(paragraph.before)
    after: list[XmlFragment] = []
    while True:
        before += _pieces(_taken(items, 0))
        after[:0] = _pieces(reversed(list(_taken(items, -1))))
        only = items[0] if len(items) == 1 else None
        if not isinstance(only, SpanningCode):
            break
        formatting, items = only.formatting, list(only.items)
        before += only.opening
        after[:0] = only.closing
    return TrimmedParagraph(formatting, tuple(items), tuple(before), (*after, *paragraph.after))


def _taken(items: list[ParagraphItem], edge: int) -> Iterator[ParagraphItem]:
    """Remove and yield what is no text at one edge of the items: 0 is the first, -1 the last.

    Invariant: the items have words, so that they never run out.
    """
    while True:
        item = items[edge]
        if isinstance(item, StandaloneCode) and item.trimmable:
            yield items.pop(edge)
            continue
        if isinstance(item, FormattedText):
            stripped = item.text.rstrip() if edge else item.text.lstrip()
            size = len(item.text) - len(stripped)
            yield FormattedText(
                item.text[-size or len(item.text) :] if edge else item.text[:size], item.formatting
            )
            items[edge] = FormattedText(stripped, item.formatting)
            if not stripped:
                items.pop(edge)
                continue
        return


def _pieces(items: Iterable[ParagraphItem]) -> Iterator[XmlFragment]:
    for item in items:
        yield from fragments_of(item)
