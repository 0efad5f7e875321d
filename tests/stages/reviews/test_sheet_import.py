"""What readers say in review sheets ends in the ledgers, once, and of the text that they saw."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.review.ledger import ReviewAct, Verdict, read_ledger
from polyloom.review.returned_sheet import Remark, ReturnedSheet, text_mark
from polyloom.stages.reviews.review_acts import Reviewer
from polyloom.stages.reviews.review_sheets import review_sheet
from polyloom.stages.reviews.sheet_import import SheetReport, import_sheet, sheet_document
from polyloom.workspace.machine import random_id
from support.polyloom import entry, polyloom
from support.reviewed_projects import documents_of, reviewed_project, text_of, translate_entries

SOURCES = {"Strike": "Huelga", "We affirm.": "Afirmamos.", "It is time.": "Es hora."}
BY = "Ana <ana@example.org>"
NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    text = "# Strike\n\nWe affirm.\n\nIt is time.\n\nWe deny.\n"
    return reviewed_project(tmp_path, {"a.md": text}, SOURCES)


def remark(root: Path, reference: str, verdict: Verdict, text: str = "") -> Remark:
    found = text_of(documents_of(root), f"a.md#{reference}").status.entry
    assert found is not None
    return Remark(text_mark(found), reference, verdict, text)


def imported(root: Path, *remarks: Remark, by: str = BY) -> SheetReport:
    documents = documents_of(root)
    sheet = ReturnedSheet("Statements", "es", "a.md", by, remarks)
    document = documents.document(sheet_document(documents, sheet, "x.json"))
    return import_sheet(document, documents, sheet, Reviewer(by, NOW, random_id))


def acts(root: Path) -> tuple[ReviewAct, ...]:
    path = root / "locales/es/reviews/a.jsonl"
    return read_ledger(path.read_bytes()).acts if path.exists() else ()


def test_what_is_said_is_in_the_ledger_and_the_catalog(root: Path) -> None:
    report = imported(
        root,
        remark(root, "title", Verdict.APPROVE),
        remark(root, "title", Verdict.COMMENT, "Well done."),
        remark(root, "paragraph-1", Verdict.REJECT, "Too weak."),
        remark(root, "paragraph-2", Verdict.REJECT, "Too strong."),
        remark(root, "paragraph-3", Verdict.COMMENT, "When?"),
    )
    assert len(report.review.done) == 5
    assert (report.review.left_alone, report.changed, report.known) == ((), (), 0)
    assert {(act.verdict, act.text, act.by) for act in acts(root)} == {
        (Verdict.APPROVE, "", BY),
        (Verdict.COMMENT, "Well done.", BY),
        (Verdict.REJECT, "Too weak.", BY),
        (Verdict.REJECT, "Too strong.", BY),
        (Verdict.COMMENT, "When?", BY),
    }
    assert entry(root, "es", "We affirm.", "a").translator_comments == (
        " Polyloom: rejected: Too weak.",
    )
    assert entry(root, "es", "It is time.", "a").translator_comments == (
        " Polyloom: rejected: Too strong.",
    )


VERDICTS = st.sampled_from([Verdict.APPROVE, Verdict.COMMENT, Verdict.REJECT])
REMARKS = st.lists(
    st.tuples(
        st.sampled_from(["title", "paragraph-1", "paragraph-2", "paragraph-3"]),
        VERDICTS,
        st.sampled_from(["Sure?", "No.", "ليس صحيحا"]),
    ),
    max_size=5,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=REMARKS)
def test_a_sheet_that_is_imported_again_says_nothing_more(
    root: Path, said: list[tuple[str, Verdict, str]]
) -> None:
    remarks = [
        remark(root, where, verdict, "" if verdict is Verdict.APPROVE else text)
        for where, verdict, text in said
    ]
    imported(root, *remarks)
    before = acts(root)
    again = imported(root, *remarks, *remarks)
    assert acts(root) == before
    assert again.review.done == ()
    assert len({act.id for act in before}) == len(before)


def test_of_what_has_changed_since_a_comment_stays(root: Path) -> None:
    seen = [
        remark(root, "title", Verdict.APPROVE),
        remark(root, "title", Verdict.REJECT, "Say paro."),
        remark(root, "paragraph-1", Verdict.COMMENT, "Who?"),
        remark(root, "paragraph-2", Verdict.COMMENT, "Gone soon."),
    ]
    translate_entries(root, "a", {"Strike": "El paro"})
    text = "# Strike\n\nWe all affirm it once more.\n\nAnd more.\n"
    (root / "source/a.md").write_text(text, "utf-8")
    assert polyloom(root, "sync").code == 0
    report = imported(root, *seen)
    said = {act.text for act in acts(root)}
    assert said == {
        "(of an earlier version) Say paro.",
        "(of an earlier version) Who?",
        "(of an earlier version) Gone soon.",
    }
    assert {act.verdict for act in acts(root)} == {Verdict.COMMENT}
    assert set(report.changed) == {"a.md#title", "a.md#paragraph-1", "a.md#paragraph-2"}
    (left,) = report.review.left_alone
    assert (left.reference, left.reason) == (
        "a.md#title",
        "it has changed since the sheet was made",
    )
    assert imported(root, *seen).known == 3


def test_of_a_text_that_is_gone_nothing_is_said(root: Path) -> None:
    seen = remark(root, "paragraph-3", Verdict.COMMENT, "Really?")
    (root / "source/a.md").write_text("# Strike\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    report = imported(root, seen)
    assert [left.reason for left in report.review.left_alone] == ["the document has it no more"]
    assert acts(root) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"project": "Other"}, "it is a sheet of the project “Other”, and this one is"),
        ({"document": "b.md"}, "the project has no document “b.md”"),
        ({"document": "../a.md"}, "the project has no document “../a.md”"),
    ],
)
def test_a_sheet_of_something_else(root: Path, changed: dict[str, str], said: str) -> None:
    documents = documents_of(root)
    sheet = ReturnedSheet("Statements", "es", "a.md", BY, ())
    with pytest.raises(UserError) as caught:
        sheet_document(documents, replace(sheet, **changed), "x.json")
    assert caught.value.what.startswith(said)
    assert caught.value.where == "x.json"


def test_the_sheet_of_a_document_names_its_texts_as_they_are(root: Path) -> None:
    documents = documents_of(root)
    sheet = review_sheet(documents.document(documents.found.documents[0]))
    assert [each.mark for each in sheet.entries] == [
        remark(root, each.reference, Verdict.APPROVE).mark for each in sheet.entries
    ]
    assert all(each.mark in sheet.plain for each in sheet.entries)
    assert [each.questions for each in sheet.entries] == [(), (), (), ("not translated",)]
    assert sheet.facts == ("4 texts", "3 awaiting review", "1 not translated")
