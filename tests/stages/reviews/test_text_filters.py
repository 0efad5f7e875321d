"""Which texts a filter wants, and how it is written in an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.checks.check_table import CHECKS
from polyloom.errors import ConfigurationError, UserError
from polyloom.stages.reviews.document_checks import DocumentChecks
from polyloom.stages.reviews.text_filters import (
    TextCondition,
    TextFilter,
    filter_of_query,
    filter_query,
    filtered_texts,
    readable_documents,
)
from support.polyloom import catalog_file, polyloom
from support.reviewed_projects import documents_of, reviewed_project, translate_entries

MACHINE = (" Draft by apertium, 2026-11-23",)
A = "# Title\n\nIn Lima.\n\nIn Cusco.\n\nIn Puno, on 3 May.\n\nIn Ica.\n"
B = "# Other title\n\nIn Lima again.\n"

FILTERS = st.builds(
    TextFilter,
    st.frozensets(st.sampled_from(TextCondition)),
    st.frozensets(st.sampled_from([*(check.name for check in CHECKS), "structure"])),
    st.text(max_size=9),
    st.text(max_size=9) | st.sampled_from(["a&b=c", "%41", "+ +", "é", "is=draft"]),
)


@given(FILTERS)
def test_an_address_says_the_filter(wanted: TextFilter) -> None:
    query = filter_query(wanted)
    assert filter_of_query(query) == wanted
    assert filter_query(filter_of_query(query)) == query
    assert query.isascii()


@pytest.mark.parametrize(
    ("query", "what", "remedy"),
    [
        ("is=drafft", "there is no filter “is=drafft”", "did you mean draft? use one of untrans"),
        ("chek=a", "there is no filter “chek”", "did you mean check? use one of is, check, sour"),
        ("check=numbrs", "there is no check of single texts “numbrs”", "did you mean numbers? use"),
        (f"is={'x' * 99}", f"there is no filter “is={'x' * 57}…”", "use one of untranslated, dra"),
        (f"source={'x' * 9000}", "the address has 9007 characters of filters", "ask for less"),
    ],
)
def test_an_unknown_filter_is_answered_with_those_that_there_are(
    query: str, what: str, remedy: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        filter_of_query(query)
    assert caught.value.what == what
    assert caught.value.remedy.startswith(remedy)


def test_other_keys_of_an_address_are_passed_over_where_they_are_named() -> None:
    found = filter_of_query("page=2&is=draft", others=("page",))
    assert found == TextFilter(frozenset({TextCondition.DRAFT}))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = reviewed_project(tmp_path_factory.mktemp("filters"), {"a.md": A, "b.md": B})
    translate_entries(root, "a", {"Title": "Título"})
    translate_entries(root, "a", {"In Lima.": "En Lima."}, comments=MACHINE)
    translate_entries(root, "a", {"In Cusco.": "En Cusco."}, comments=MACHINE, flags=("fuzzy",))
    translate_entries(root, "a", {"In Puno, on 3 May.": "En Puno, el 4 de mayo."})
    translate_entries(root, "b", {"Other title": "Otro título"})
    by = ("--by", "Ana <ana@example.org>")
    assert polyloom(root, "approve", "es", "a.md#title", *by).code == 0
    assert polyloom(root, "comment", "es", "b.md#title", "Sure?", *by).code == 0
    assert polyloom(root, "reject", "es", "b.md#title", "no", *by).code == 0
    return root


def wanted(root: Path, query: str) -> list[str]:
    problems: list[UserError] = []
    documents = readable_documents(documents_of(root), problems)
    found = filtered_texts(documents, filter_of_query(query), DocumentChecks())
    references = [text.reference for text in found]
    assert problems == []
    return references


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is=untranslated", ["a.md#paragraph-4", "b.md#paragraph-1"]),
        ("is=draft", ["a.md#paragraph-2", "b.md#title"]),
        ("is=machine", ["a.md#paragraph-1", "a.md#paragraph-2"]),
        ("is=unread", ["a.md#paragraph-1"]),
        ("is=awaiting", ["a.md#paragraph-1", "a.md#paragraph-3"]),
        ("is=rejected", ["b.md#title"]),
        ("is=approved", ["a.md#title"]),
        ("is=commented", ["b.md#title"]),
        ("is=findings", ["a.md#paragraph-3"]),
        ("check=numbers", ["a.md#paragraph-3"]),
        ("check=urls", []),
        ("source=lima", ["a.md#paragraph-1", "b.md#paragraph-1"]),
        ("translation=titulo", ["a.md#title", "b.md#title"]),
        ("is=approved&is=rejected", ["a.md#title", "b.md#title"]),
        ("is=approved&is=rejected&translation=OTRO", ["b.md#title"]),
        ("is=outdated", []),
    ],
)
def test_what_stands_so(root: Path, query: str, found: list[str]) -> None:
    assert wanted(root, query) == found


def test_the_filter_that_says_nothing_wants_all(root: Path) -> None:
    assert len(wanted(root, "")) == 7


def test_a_catalog_that_cannot_be_read_is_told_and_the_others_are_looked_through(
    tmp_path: Path,
) -> None:
    root = reviewed_project(tmp_path, {"a.md": A, "b.md": B})
    catalog_file(root, "es", "a").write_text('msgid "x', "utf-8")
    problems: list[UserError] = []
    documents = readable_documents(documents_of(root), problems)
    found = filtered_texts(documents, TextFilter(), DocumentChecks())
    assert [text.reference for text in found] == ["b.md#title", "b.md#paragraph-1"]
    assert [problem.where.partition(":")[0] for problem in problems] == [
        "locales/es/LC_MESSAGES/a.po"
    ]
