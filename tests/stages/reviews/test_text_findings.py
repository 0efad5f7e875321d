"""What the checks find in one translation, saved or not, and what it would become."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.stages.reviews.document_findings import document_findings
from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments
from polyloom.stages.reviews.text_findings import text_findings
from support.polyloom import polyloom
from support.reviewed_projects import documents_of, reviewed_project, text_of

SOURCE = "The crisis has 28 causes, they say."
TITLE = "National crisis"


@pytest.fixture
def documents(tmp_path: Path) -> ReviewedDocuments:
    text = f"# {TITLE}\n\n{SOURCE}\n"
    root = reviewed_project(tmp_path, {"a.md": text}, {SOURCE: "La crisis tiene  27 causas."})
    return documents_of(root)


def test_findings_with_what_the_translation_would_become(documents: ReviewedDocuments) -> None:
    text = text_of(documents, "a.md#paragraph-1")
    found = {
        each.finding.check: each for each in text_findings(documents.document(text.file), text)
    }
    assert {"numbers", "extra-numbers", "double-spaces"} <= found.keys()
    assert found["numbers"].corrected == ()
    fixes = [each.corrected for each in found.values() if each.corrected]
    assert ("La crisis tiene 27 causas.",) in fixes


def test_an_edit_that_is_not_saved(documents: ReviewedDocuments) -> None:
    text = text_of(documents, "a.md#paragraph-1")
    document = documents.document(text.file)
    assert text_findings(document, text, ["La crisis tiene 28 causas."]) == ()
    (found,) = text_findings(document, text, ["La crisis tiene 28 causas, dicen.\n\n- 28"])[-1:]
    assert found.finding.check
    assert text_findings(document, text, [""]) == ()
    # What was asked has changed nothing.
    assert text_of(documents, "a.md#paragraph-1") == text


def test_a_finding_that_is_accepted_says_so_until_the_text_changes(
    documents: ReviewedDocuments,
) -> None:
    root = documents.project.root
    by = ("--by", "Ana <ana@example.org>")
    assert polyloom(root, "accept", "es", "a.md#paragraph-1", "numbers", *by).code == 0
    text = text_of(documents, "a.md#paragraph-1")
    document = documents.document(text.file)

    def accepted(forms: list[str] | None = None) -> dict[str, bool]:
        found = text_findings(document, text, forms)
        return {each.finding.check: each.is_accepted for each in found}

    assert accepted()["numbers"]
    assert not accepted(["La crisis tiene 26 causas."])["numbers"]
    assert accepted(list(text.status.entry.msgstr if text.status.entry else ()))["numbers"]


def test_of_all_texts_of_a_document_what_nobody_accepted(documents: ReviewedDocuments) -> None:
    text = text_of(documents, "a.md#paragraph-1")
    document = documents.document(text.file)
    wanted = tuple(each.finding for each in text_findings(document, text))
    assert document_findings(document) == {text.key: wanted}
