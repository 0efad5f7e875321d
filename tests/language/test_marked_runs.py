"""Runs are together the texts that they are of, whatever is marked in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.marked_runs import (
    MarkedRun,
    RunMark,
    difference_runs,
    folded,
    folded_phrase,
    found_runs,
    runs_with_spans,
    term_runs,
)

TEXTS = st.text(st.sampled_from("ab1 .,-é中“”ß\n\u0301и"), max_size=30) | st.text(max_size=12)


def joined(runs: tuple[MarkedRun, ...], *without: RunMark) -> str:
    return "".join(run.text for run in runs if run.mark not in without)


@given(TEXTS, TEXTS)
def test_differences_are_both_texts(old: str, new: str) -> None:
    runs = difference_runs(old, new)
    assert joined(runs, RunMark.REMOVED) == new
    assert "".join(joined(runs, RunMark.ADDED).split()) == "".join(old.split())
    assert all(run.text for run in runs)
    assert all(one.mark != other.mark for one, other in pairwise(runs))


@given(TEXTS)
def test_of_one_text_nothing_is_marked(text: str) -> None:
    assert difference_runs(text, text) == ((MarkedRun(text),) if text else ())


@given(TEXTS, st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=5))
def test_spans_leave_the_text_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(max(start, 0), min(end, len(text))) for start, end in spans]
    runs = runs_with_spans(text, inside, RunMark.FOUND)
    assert joined(runs) == text


@given(TEXTS, TEXTS)
def test_what_is_found_is_the_phrase(text: str, phrase: str) -> None:
    wanted = folded_phrase(phrase)
    runs = found_runs(text, wanted)
    assert joined(runs) == text
    for run in runs:
        assert not run.mark or wanted in folded(run.text)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("In 1984 they came", "In 1985 they came", "In [1984]{1985} they came"),
        ("they all came", "they came", "they[ all] came"),
        ("they came", "they all came", "they{ all} came"),
        ("工人罢工", "工人的罢工", "工人{的}罢工"),
        ("Ya es hora.", "Ya es hora!", "Ya es hora[.]{!}"),
        ("", "new", "{new}"),
        ("old", "", "[old]"),
    ],
)
def test_words_that_went_and_came(old: str, new: str, shown: str) -> None:
    brackets = {RunMark.NONE: "{}", RunMark.REMOVED: "[{}]", RunMark.ADDED: "{{{}}}"}
    runs = difference_runs(old, new)
    assert "".join(brackets[run.mark].format(run.text) for run in runs) == shown


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("La huelga de Perú", "peru", ["Perú"]),
        ("La huelga de Peru\u0301 es", "PERÚ", ["Peru\u0301"]),
        ("STRASSE und Straße", "straße", ["STRASSE", "Straße"]),
        ("Чай и мёд", "чаи", []),
        ("a.b axb", "a.b", ["a.b"]),
        ("over\ntwo  lines", "over two", ["over\ntwo"]),
        ("工人罢工", "罢", ["罢"]),
        ("aaa", "aa", ["aa"]),
        ("anything", "  ", []),
    ],
)
def test_letter_case_and_latin_diacritics_make_no_difference(
    text: str, phrase: str, found: list[str]
) -> None:
    runs = found_runs(text, folded_phrase(phrase))
    assert [run.text for run in runs if run.mark is RunMark.FOUND] == found


def test_terms_are_whole_words_as_they_are_written() -> None:
    runs = term_runs("Perú Libre and Perúa, perú and Perú.", ["Perú", "Perú Libre", " "])
    assert [run.text for run in runs if run.mark is RunMark.TERM] == ["Perú Libre", "Perú"]
    assert term_runs("Perú", []) == (MarkedRun("Perú"),)
