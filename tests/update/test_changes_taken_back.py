"""A source text that is what it was again: so is its translation."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, Previous
from polyloom.update.reconciliation import Reconciliation, reconcile

HEADER = (("Language", "es"), ("Plural-Forms", "nplurals=2; plural=(n != 1);"))
TEXT = "The law has 28 articles, and see https://a.org for more of them."
LEY = "La ley tiene 28 artículos, y vea https://a.org para más."
BEFORE = Entry("Before.", ("Antes.",))


def update(texts: list[str], known: list[Entry]) -> Reconciliation:
    template = Catalog(HEADER, tuple(Entry(text) for text in texts))
    return reconcile(template, Catalog(HEADER, tuple(known)))


def changed(entry: Entry, *texts: str) -> Entry:
    """The entry after its text was changed, again and again."""
    for text in texts:
        (entry,) = update([text], [entry]).draft_entries
    return entry


@pytest.mark.parametrize(
    "texts",
    [
        (TEXT.replace("28", "31"),),
        (TEXT.replace("for more", "for much more"),),
        (TEXT.replace("28", "31"), TEXT.replace("28", "34")),
        (TEXT.replace("has", "has not"), TEXT.replace("has 28", "had 31"), TEXT[:-1]),
    ],
)
def test_the_translation_is_finished_again(texts: tuple[str, ...]) -> None:
    old = Entry(TEXT, (LEY,), translator_comments=(" mine",), flags=("reviewed",))
    draft = changed(old, *texts)
    assert "fuzzy" in draft.flags
    again = update([BEFORE.msgid, TEXT], [BEFORE, draft])
    assert again.catalog.entries == (BEFORE, old)
    assert again.restored == (old,)
    assert again.draft_entries == ()


def test_what_was_a_draft_before_is_one_again() -> None:
    old = Entry(TEXT, (LEY,), flags=("fuzzy",))
    draft = changed(old, TEXT.replace("28", "31"))
    (again,) = update([TEXT], [draft]).catalog.entries
    assert (again.flags, again.previous) == (("fuzzy",), None)


@pytest.mark.parametrize(
    ("change", "edit"), [(("28", "31"), ("28", "31")), (("a.org", "b.org"), ("a.org", "b.org"))]
)
def test_a_translation_that_followed_the_change_is_not_finished(
    change: tuple[str, str], edit: tuple[str, str]
) -> None:
    draft = changed(Entry(TEXT, (LEY,)), TEXT.replace(*change))
    edited = replace(draft, msgstr=(LEY.replace(*edit),))
    (again,) = update([TEXT], [edited]).catalog.entries
    assert again.flags == ("fuzzy",)
    assert again.msgstr == edited.msgstr


def test_a_translation_that_was_finished_for_the_change_is_a_draft_for_the_text_before() -> None:
    new = TEXT.replace("28", "31")
    finished = Entry(new, (LEY.replace("28", "31"),))
    (again,) = update([TEXT], [finished]).draft_entries
    assert again.previous == Previous(new)


def test_another_tools_draft_with_the_previous_text_stays_a_draft() -> None:
    """Nobody has said that it was finished."""
    draft = Entry(TEXT.replace("28", "31"), (LEY,), flags=("fuzzy",), previous=Previous(TEXT))
    (again,) = update([TEXT], [draft]).catalog.entries
    assert again.flags == ("fuzzy",)


def test_one_of_two_places_alone_is_taken_back() -> None:
    """The other text stays as it was changed."""
    new = TEXT.replace("28", "31")
    draft = changed(Entry(TEXT, (LEY,)), new)
    result = update([TEXT, new], [draft])
    assert [entry.msgstr for entry in result.catalog.entries if entry.msgid == new] == [(LEY,)]
