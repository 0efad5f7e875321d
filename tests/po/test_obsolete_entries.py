from __future__ import annotations

import pytest

from polyloom.model import Entry
from polyloom.po.notes import change_note
from polyloom.po.obsolete_entries import has_work, obsolete_entry

CHANGED = change_note("wording", finished=True)


@pytest.mark.parametrize(
    ("entry", "work"),
    [
        (Entry("a", ("A",)), True),
        (Entry("a", ("A",), flags=("fuzzy",)), True),
        (Entry("a", ("", "B"), msgid_plural="b"), True),
        (Entry("a", translator_comments=(" mine",)), True),
        (Entry("a", (" \n",)), False),
        (Entry("a", translator_comments=(' Polyloom: perhaps "A"',)), False),
    ],
)
def test_what_must_not_be_lost(entry: Entry, work: bool) -> None:
    assert has_work(entry) is work


def test_what_is_said_of_its_place_goes() -> None:
    entry = Entry("a", ("A",), extracted_comments=("Title",), references=("a.txt#title",))
    assert obsolete_entry(entry) == Entry("a", ("A",), obsolete=True)


def test_passing_notes_stay_on_drafts_alone() -> None:
    finished = Entry("a", ("A",), translator_comments=(" mine", CHANGED))
    assert obsolete_entry(finished).translator_comments == (" mine",)
    draft = Entry("a", ("A",), translator_comments=(" mine", CHANGED), flags=("fuzzy",))
    assert obsolete_entry(draft).translator_comments == (" mine", CHANGED)
