from __future__ import annotations

import pytest

from polyloom.model import Entry, Markup
from polyloom.project.documents import CatalogFile, DocumentFile
from polyloom.stages.entry_markup import EntryMarkup

TEXT = DocumentFile("tea.txt", "tea", "plaintext")
PAGE = DocumentFile("guide/tea.md", "guide/tea", "markdown")
SHARED = CatalogFile("messages", (TEXT, PAGE))


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (("source/tea.txt#point-1",), Markup.NONE),
        (("source/guide/tea.md#paragraph-12.3",), Markup.MARKDOWN),
        (("source/guide/tea.md#comment-2",), Markup.NONE),
        (("source/guide/tea.md:12",), Markup.MARKDOWN),
        (("source/guide/tea.md", "source/tea.txt"), Markup.NONE),
        (("source/gone.txt#title",), Markup.MARKDOWN),
        ((), Markup.MARKDOWN),
    ],
)
def test_references_say_what_is_markup(references: tuple[str, ...], expected: Markup) -> None:
    found = EntryMarkup.of_catalog(SHARED).of(Entry("x", references=references))
    assert found is expected


def test_without_references_the_catalog_of_one_document_says_it() -> None:
    assert EntryMarkup.of_catalog(CatalogFile("tea", (TEXT,))).of(Entry("x")) is Markup.NONE
