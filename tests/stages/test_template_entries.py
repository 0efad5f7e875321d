"""Template entries: one for each text, with what its translator needs to know."""

from __future__ import annotations

import pytest

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import TranslationUnits, translation_units
from polyloom.project import Note, References
from polyloom.stages.template_entries import joined_entries, template_entries

TEXT = "# A title\n\nA text.\n\n## A heading\n\n- A point\n- A text.\n"


def units(text: str = TEXT) -> TranslationUnits:
    return translation_units(segment(text.encode(), "markdown"), DocumentOptions(), "en")


def test_equal_texts_share_an_entry_that_names_all_their_places() -> None:
    entries = {entry.msgid: entry for entry in template_entries(units(), "source/a.md", ())}
    assert list(entries) == ["A title", "A text.", "A heading", "A point"]
    assert entries["A text."].references == ("source/a.md#paragraph-1", "source/a.md#point-2")
    assert len(entries["A text."].extracted_comments) == 2
    assert entries["A point"].extracted_comments == ("Point 1 of 2, under “A heading”",)


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (References.SEGMENT, ("source/a.md#point-1",)),
        (References.LINE, ("source/a.md:7",)),
        (References.NONE, ()),
    ],
)
def test_references_are_what_the_project_asks_for(
    style: References, reference: tuple[str, ...]
) -> None:
    entries = template_entries(units(), "source/a.md", (), style)
    assert entries[3].references == reference


def test_a_name_with_blanks_is_one_word_of_a_reference() -> None:
    [entry, *_] = template_entries(units(), "source/a b.md", (), References.LINE)
    assert entry.references == ("\u2068source/a b.md\u2069:1",)


def test_a_note_stands_on_the_texts_that_it_is_about() -> None:
    notes = (Note("point", "of a list"), Note("none", "of nothing"))
    entries = template_entries(units(), "source/a.md", notes)
    noted = [entry.msgid for entry in entries if "Note: of a list" in entry.extracted_comments]
    assert noted == ["A point"]
    assert not any("of nothing" in str(entry.extracted_comments) for entry in entries)


def test_documents_that_share_a_template_share_entries() -> None:
    one = template_entries(units(), "source/a.md", ())
    other = template_entries(units("A text.\n\nAnother.\n"), "source/b.md", ())
    joined = joined_entries([one, other])
    assert [entry.msgid for entry in joined] == [
        *("A title", "A text.", "A heading", "A point", "Another."),
    ]
    assert joined[1].references == (*one[1].references, "source/b.md#paragraph-1")
    assert joined_entries([one]) == one
