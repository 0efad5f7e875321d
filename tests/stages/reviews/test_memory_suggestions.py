"""What the memory suggests for a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.language.marked_runs import RunMark
from polyloom.project.configuration import load_project
from polyloom.stages.reviews.memory_suggestions import MOST_SUGGESTIONS, memory_suggestions
from polyloom.stages.reviews.occurrences import occurrences
from polyloom.stages.reviews.translation_index import TranslationIndex
from support.polyloom import catalog_file
from support.reviewed_projects import documents_of, reviewed_project, text_of, translate_entries

DOCUMENTS = {
    "a.md": "# Strike\n\nThe workers struck on 12 May in Lima.\n\nWe affirm.\n",
    "b.md": "# Strike\n\nThe workers struck on 14 May in Cusco.\n\nWe affirm.\n",
}
KNOWN = {"The workers struck on 14 May in Cusco.": "Hubo huelga el 14 de mayo en Cusco."}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return reviewed_project(tmp_path, DOCUMENTS, KNOWN)


def index_of(root: Path) -> TranslationIndex:
    return TranslationIndex(load_project(root), "es")


def test_a_similar_text_with_what_differs(root: Path) -> None:
    text = text_of(documents_of(root), "a.md#paragraph-1")
    (found,) = memory_suggestions(index_of(root), text)
    assert found.forms == ("Hubo huelga el 12 de mayo en Cusco.",)
    assert found.is_adapted
    assert 0.6 < found.score < 1
    assert found.references == ("b.md#paragraph-1",)
    assert found.catalog == "b"
    assert [run.text for run in found.runs if run.mark is RunMark.REMOVED] == ["14", "Cusco"]
    assert [run.text for run in found.runs if run.mark is RunMark.ADDED] == ["12", "Lima"]


def test_the_same_text_comes_first_and_the_own_translation_never(root: Path) -> None:
    translate_entries(root, "b", {"We affirm.": "Afirmamos."})
    documents = documents_of(root)
    (found,) = memory_suggestions(index_of(root), text_of(documents, "a.md#paragraph-2"))
    assert (found.forms, found.score, found.is_adapted) == (("Afirmamos.",), 1.0, False)
    assert found.runs == ((("We affirm."), RunMark.NONE),)
    assert memory_suggestions(index_of(root), text_of(documents, "b.md#paragraph-2")) == ()


def test_drafts_are_not_suggested_and_obsolete_ones_are(root: Path) -> None:
    translate_entries(root, "b", {"We affirm.": "Afirmo."}, flags=("fuzzy",))
    text = text_of(documents_of(root), "a.md#paragraph-2")
    assert memory_suggestions(index_of(root), text) == ()
    path = catalog_file(root, "es", "b")
    kept = path.read_text("utf-8") + '\n#~ msgid "We affirm."\n#~ msgstr "Lo afirmamos."\n'
    kept = kept.replace('msgid "We affirm."\nmsgstr "Afirmo."', 'msgid "We"\nmsgstr ""', 1)
    path.write_text(kept, "utf-8")
    (found,) = memory_suggestions(index_of(root), text)
    assert found.forms == ("Lo afirmamos.",)
    assert found.is_obsolete


def test_a_catalog_that_is_written_is_read_again(root: Path) -> None:
    index, documents = index_of(root), documents_of(root)
    text = text_of(documents, "a.md#paragraph-2")
    assert memory_suggestions(index, text) == ()
    translate_entries(root, "b", {"We affirm.": "Afirmamos."})
    index.renew(load_project(root))
    assert [each.forms for each in memory_suggestions(index, text)] == [("Afirmamos.",)]
    catalog_file(root, "es", "b").write_text("nonsense", "utf-8")
    index.renew(load_project(root))
    assert memory_suggestions(index, text) == ()
    catalog_file(root, "es", "b").unlink()
    index.renew(load_project(root))
    assert memory_suggestions(index, text_of(documents, "a.md#paragraph-1")) == ()


def test_nine_at_most_the_best_first(tmp_path: Path) -> None:
    words = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    texts = [" ".join([*words[:12], "and", word]) + "." for word in words]
    documents = {"a.md": "\n\n".join([*texts, "one two three four five six seven eight"]) + "\n"}
    root = reviewed_project(tmp_path, documents, {text: f"Es {text}" for text in texts[1:]})
    found = memory_suggestions(index_of(root), text_of(documents_of(root), "a.md#paragraph-1"))
    assert len(found) == MOST_SUGGESTIONS
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)


def test_occurrences_are_the_other_places_of_the_source(root: Path) -> None:
    translate_entries(root, "b", {"Strike": "Huelga"})
    (found,) = occurrences(index_of(root), text_of(documents_of(root), "a.md#title"))
    assert found.references == ("b.md#title",)
    assert (found.forms, found.state) == (("Huelga",), "translated")
