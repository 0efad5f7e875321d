"""Where a word stands in the documents of a locale."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.language.marked_runs import RunMark
from polyloom.project.configuration import load_project
from polyloom.stages.reviews.concordance import Concordance, SearchedSide, concordance
from polyloom.stages.reviews.translation_index import TranslationIndex
from support.reviewed_projects import reviewed_project

LONG = f"{'many words ' * 60}and the strike {'and more ' * 60}to the end."
DOCUMENTS = {
    "a.md": "# The strike in Peru\n\nNobody came.\n",
    "b.md": f"{LONG}\n\nThe *general* strike.\n",
}
KNOWN = {"The strike in Peru": "La huelga en Perú", "Nobody came.": "Nadie vino a la huelga."}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TranslationIndex:
    root: Path = reviewed_project(tmp_path_factory.mktemp("concordance"), DOCUMENTS, KNOWN)
    return TranslationIndex(load_project(root), "es")


def places(found: Concordance) -> list[str]:
    return [reference for line in found.lines for reference in line.references]


def test_in_sources_and_in_translations(index: TranslationIndex) -> None:
    found = concordance(index, "STRIKE", SearchedSide.SOURCE)
    assert places(found) == ["a.md#title", "b.md#paragraph-1", "b.md#paragraph-2"]
    found = concordance(index, "huelga en peru", SearchedSide.TRANSLATION)
    (line,) = found.lines
    assert [run.text for run in line.translation if run.mark is RunMark.FOUND] == ["huelga en Perú"]
    assert not any(run.mark for run in line.source)
    assert places(concordance(index, "peru")) == ["a.md#title"]
    assert places(concordance(index, "e")) == [
        "a.md#title", "a.md#paragraph-1", "b.md#paragraph-1", "b.md#paragraph-2"
    ]  # fmt: skip


def test_more_than_are_shown_are_counted(index: TranslationIndex) -> None:
    found = concordance(index, "strike", SearchedSide.SOURCE, most=2)
    assert (len(found.lines), found.more) == (2, 1)


def test_of_a_long_text_what_is_around_the_phrase(index: TranslationIndex) -> None:
    (line,) = concordance(index, "and the strike").lines
    shown = "".join(run.text for run in line.source)
    assert len(shown) < 600
    assert "words and the strike and more" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


@pytest.mark.parametrize("phrase", ["", "  \n", ".*", "(", "strike)"])
def test_a_phrase_is_no_pattern(index: TranslationIndex, phrase: str) -> None:
    assert concordance(index, phrase) == Concordance(phrase)
