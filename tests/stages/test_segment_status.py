"""The status of a segment: what the catalog says of it, and what it does not say."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import TranslationUnits, translation_units
from polyloom.model import Entry, Freshness, Origin, Previous, State
from polyloom.po.notes import change_note
from polyloom.po.provenance import DraftProvenance, provenance_comment
from polyloom.stages.segment_status import segment_statuses

TEXT = "A title\n\nA text of some words.\n"


def units() -> TranslationUnits:
    return translation_units(segment(TEXT.encode(), "plaintext"), DocumentOptions(), "en")


def draft_by(engine: str) -> Entry:
    made = DraftProvenance("A title", "Un título", engine, date(2026, 11, 26))
    comment = provenance_comment(made)
    return Entry("A title", ("Un título",), flags=("fuzzy",), translator_comments=(comment,))


NOTE = change_note("numbers (28 → 27)", finished=True)
UNDER_DRAFT = change_note("wording", finished=False)
FINISHED = Entry("A title", ("Un título",))


@pytest.mark.parametrize(
    ("entry", "state", "origin", "freshness"),
    [
        (None, State.UNTRANSLATED, None, Freshness.CURRENT),
        (Entry("A title"), State.UNTRANSLATED, None, Freshness.CURRENT),
        (FINISHED, State.TRANSLATED, Origin.PERSON, Freshness.CURRENT),
        (replace(FINISHED, flags=("fuzzy",)), State.DRAFT, Origin.PERSON, Freshness.CURRENT),
        (draft_by("apertium"), State.DRAFT, Origin.MACHINE, Freshness.CURRENT),
        (draft_by("memory"), State.DRAFT, Origin.MEMORY, Freshness.CURRENT),
        # A person has accepted the draft as it is, or has changed it.
        (
            replace(draft_by("apertium"), flags=()),
            State.TRANSLATED,
            Origin.MACHINE,
            Freshness.CURRENT,
        ),
        (
            replace(draft_by("apertium"), flags=(), msgstr=("El título",)),
            State.TRANSLATED,
            Origin.PERSON,
            Freshness.CURRENT,
        ),
        (
            replace(draft_by("apertium"), msgstr=("El título",)),
            State.DRAFT,
            Origin.PERSON,
            Freshness.CURRENT,
        ),
        (
            replace(FINISHED, flags=("fuzzy",), previous=Previous("The title")),
            State.DRAFT,
            Origin.PERSON,
            Freshness.OUTDATED,
        ),
        # A tool has dropped “#|” (msgattrib --clear-previous), or put blanks before comments.
        (
            replace(FINISHED, flags=("fuzzy",), translator_comments=(NOTE,)),
            State.DRAFT,
            Origin.PERSON,
            Freshness.OUTDATED,
        ),
        (
            replace(FINISHED, flags=("fuzzy",), translator_comments=(" Ana", f"  {UNDER_DRAFT}")),
            State.DRAFT,
            Origin.PERSON,
            Freshness.OUTDATED,
        ),
        # A tool has emptied the draft, or a person has finished it.
        (
            Entry("A title", translator_comments=(NOTE,), previous=Previous("The title")),
            State.UNTRANSLATED,
            None,
            Freshness.CURRENT,
        ),
        (
            replace(FINISHED, translator_comments=(NOTE,), previous=Previous("The title")),
            State.TRANSLATED,
            Origin.PERSON,
            Freshness.CURRENT,
        ),
    ],
)
def test_what_an_entry_says(
    entry: Entry | None, state: State, origin: Origin | None, freshness: Freshness
) -> None:
    translations = {} if entry is None else {entry.key: entry}
    title, text = segment_statuses(units(), translations)
    assert title.entry is entry
    assert (title.state, title.origin, title.freshness) == (state, origin, freshness)
    assert (text.entry, text.state, text.origin) == (None, State.UNTRANSLATED, None)


def test_without_a_catalog_nothing_is_translated() -> None:
    assert [each.state for each in segment_statuses(units(), None)] == [State.UNTRANSLATED] * 2
