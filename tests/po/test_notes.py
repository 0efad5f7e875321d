from __future__ import annotations

import textwrap

import pytest

from polyloom.model import Entry
from polyloom.po.notes import (
    change_note,
    has_translation_of_other_side,
    lost_forms,
    previous_catalog,
    suggestion_notes,
    translation_in_other_catalog,
    translation_of_other_side,
    was_finished_before_change,
    with_previous_catalog,
    without_change_note,
    without_passing_notes,
)

PLURAL = Entry("day", ('un "día"', " ", "días"), msgid_plural="days")


def noted(*comments: str) -> Entry:
    return Entry("a", ("A",), translator_comments=comments)


def test_a_change_of_a_finished_translation_is_told_from_one_under_a_draft() -> None:
    finished = change_note("numbers", finished=True)
    assert finished == " Polyloom: the source changed: numbers"
    assert was_finished_before_change(noted(" x", finished))
    assert not was_finished_before_change(noted(change_note("numbers", finished=False)))


def test_suggestions_are_quoted_once_each() -> None:
    notes = suggestion_notes([Entry("a", ('so "ja"',)), Entry("b", ("", 'so "ja"', "n\n"))])
    assert notes == (' Polyloom: perhaps "so \\"ja\\""', ' Polyloom: perhaps "n\\n"')


def test_the_previous_catalog_is_noted_replaced_and_forgotten() -> None:
    one = with_previous_catalog(noted(" mine"), "letters/june")
    assert one.translator_comments == (" mine", " Polyloom: from the catalog letters/june")
    assert previous_catalog(one) == "letters/june"
    assert previous_catalog(with_previous_catalog(one, "other")) == "other"
    assert with_previous_catalog(one, "") == noted(" mine")
    assert previous_catalog(noted(" from the catalog x")) == ""


def test_passing_notes_go_and_kept_translations_and_peoples_comments_stay() -> None:
    kept = (
        *lost_forms(PLURAL, ("días",)),
        *translation_in_other_catalog("june", PLURAL, ()),
        *translation_of_other_side(PLURAL, ()),
        " Polyloom is nice",
    )
    passing = (change_note("wording", finished=True), *suggestion_notes([PLURAL]))
    assert without_passing_notes((*passing, *kept, *passing)) == kept


def test_lost_forms_have_their_number() -> None:
    assert lost_forms(PLURAL, ("días",)) == (' msgstr[0] "un \\"día\\""',)


def test_what_another_catalog_has_otherwise_is_kept_once() -> None:
    twice = Entry("a", ("x", "x", "y"), msgid_plural="b")
    assert translation_in_other_catalog("june", twice, ("y",)) == (
        ' Translated otherwise in june: "x"',
    )


def test_the_other_side_of_a_merge_is_kept_by_form() -> None:
    kept = translation_of_other_side(PLURAL, ("días",))
    assert kept == (' The other side of a merge has: msgstr[0] "un \\"día\\""',)
    (singular,) = translation_of_other_side(Entry("a", ("A",)), ())
    assert singular == ' The other side of a merge has: msgstr "A"'
    assert has_translation_of_other_side(noted(*kept))
    assert not has_translation_of_other_side(noted(" mine"))


DETAILS = [
    "numbers (28 → 31), names (Lima → Arequipa, Cusco → Puno, Tacna → Ica), links",
    "negation (+not, +never, +nobody in the whole of the country), numbers (1 → 2), wording",
    "numbers (" + "1984 → 1985, " * 5 + "1…)",
]
PERSONS = (" (mine)", " another, of a person", ' "quoted"')


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize("detail", DETAILS)
def test_a_note_is_short_enough_not_to_be_broken(detail: str, finished: bool) -> None:
    note = change_note(detail, finished=finished)
    assert len(f"#{note}") <= 76
    assert without_passing_notes((" x", note, *PERSONS)) == (" x", *PERSONS)
    assert without_change_note((note, *PERSONS)) == PERSONS


@pytest.mark.parametrize("width", [76, 78])
@pytest.mark.parametrize("detail", DETAILS)
def test_notes_that_were_broken_into_lines_go_as_a_whole(detail: str, width: int) -> None:
    long = f"Polyloom: the source changed under a draft: {detail}"
    lines = [f" {line}" for line in textwrap.wrap(long, width - 2)]
    assert len(lines) > 1
    assert without_passing_notes((*lines, *PERSONS)) == PERSONS
    assert without_change_note((" x", *lines, *PERSONS)) == (" x", *PERSONS)


@pytest.mark.parametrize("width", [40, 76, 78])
def test_suggestions_that_were_broken_into_lines_go_as_a_whole(width: int) -> None:
    (suggestion,) = suggestion_notes([Entry("a", ('Ha dicho: "así es", y más. ' * 20,))])
    lines = [
        f" {line}" for line in textwrap.wrap(suggestion.strip(), width, break_long_words=False)
    ]
    assert without_passing_notes((*lines, *PERSONS)) == PERSONS
    # One that has lost its end takes nothing else with it.
    assert set(PERSONS) <= set(without_passing_notes((*lines[:1], *PERSONS)))
