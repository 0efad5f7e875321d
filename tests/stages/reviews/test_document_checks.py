"""Which checks find something in a document's texts, from the index and without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.stages import known_checks
from polyloom.stages.reviews import document_checks as subject
from polyloom.stages.reviews.document_checks import ChecksByText, DocumentChecks
from polyloom.stages.reviews.document_findings import document_findings
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedDocuments
from polyloom.workspace.work_index import open_index
from support.polyloom import polyloom
from support.reviewed_projects import reviewed_project, translate_entries

CRISIS, POINT, FINE = "The crisis has 28 causes.", "We say no.", "All is well."
TEXT = f"Title\n\n{CRISIS}\n\n1) {POINT}\n\n2) {FINE}\n"
NUMBERS = frozenset({"numbers", "extra-numbers"})
BY = ("--by", "Ana <ana@example.org>")


class Asked:
    """How often texts were checked, and documents woven."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.checked: list[str] = []
        self.woven = 0
        check, weave = vars(known_checks)["entry_problems"], vars(subject)["structure_findings"]

        def checking(entry, context):  # type: ignore[no-untyped-def]
            self.checked.append(entry.msgid)
            return check(entry, context)

        def weaving(document):  # type: ignore[no-untyped-def]
            self.woven += 1
            return weave(document)

        monkeypatch.setattr(known_checks, "entry_problems", checking)
        monkeypatch.setattr(subject, "structure_findings", weaving)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    translations = {CRISIS: "La crisis tiene 27 causas.", POINT: "***",
                    FINE: "Todo va bien."}  # fmt: skip
    root = reviewed_project(tmp_path, {"a.txt": TEXT}, translations)
    (root / ".polyloom").mkdir(exist_ok=True)
    return root


def document_of(root: Path) -> ReviewedDocument:
    found = find_documents(root)
    documents = ReviewedDocuments(load_project(root), found, "es")
    return documents.document(found.documents[0])


def expected(document: ReviewedDocument) -> ChecksByText:
    """What the checks find now, of which the index knows nothing."""
    found = document_findings(document)
    return {key: frozenset(each.check for each in findings) for key, findings in found.items()}


def test_what_check_has_found_is_not_looked_for_again(root: Path, asked: Asked) -> None:
    assert polyloom(root, "check").code == 1
    document = document_of(root)
    found = DocumentChecks(open_index(root, "en")).of(document)
    assert found == expected(document)
    assert found[None, CRISIS] == NUMBERS
    assert "structure" in found[None, POINT]
    assert (asked.checked, asked.woven) == ([], 0)


def test_only_what_has_changed_since_is_looked_at(root: Path, asked: Asked) -> None:
    assert polyloom(root, "check").code == 1
    translate_entries(root, "a", {CRISIS: "La crisis tiene 28 causas."})
    document = document_of(root)
    assert DocumentChecks(open_index(root, "en")).of(document) == expected(document)
    assert asked.checked == [CRISIS]
    # It is known to whoever comes next.
    assert DocumentChecks(open_index(root, "en")).of(document) == expected(document)
    assert (asked.checked, asked.woven) == ([CRISIS], 1)


def test_what_is_accepted_may_be_taken_back(root: Path, asked: Asked) -> None:
    place = "a.txt#paragraph-1"
    for check in NUMBERS:
        assert polyloom(root, "accept", "es", place, check, *BY).code == 0
    assert polyloom(root, "check").code == 1
    assert (None, CRISIS) not in DocumentChecks(open_index(root, "en")).of(document_of(root))
    for ledger in root.rglob("*.jsonl"):
        ledger.unlink()
    found = DocumentChecks(open_index(root, "en")).of(document_of(root))
    assert found[None, CRISIS] == NUMBERS
    assert asked.checked == []


def test_other_settings_are_looked_at_anew(root: Path, asked: Asked) -> None:
    assert polyloom(root, "check").code == 1
    path = root / "polyloom.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[pretranslation]\ndo_not_translate = ["well"]\n')
    document = document_of(root)
    assert DocumentChecks(open_index(root, "en")).of(document) == expected(document)
    assert {*asked.checked} == {CRISIS, POINT, FINE}


def test_without_an_index_what_has_not_changed_is_kept_in_mind(root: Path, asked: Asked) -> None:
    found = find_documents(root)
    documents = ReviewedDocuments(load_project(root), found, "es")
    (file,) = found.documents
    checks = DocumentChecks()
    first = checks.of(documents.document(file))
    documents.renew(documents.project, found)
    assert checks.of(documents.document(file)) is first
    translate_entries(root, "a", {FINE: "***", POINT: "Decimos que no."})
    documents.renew(documents.project, found)
    changed = documents.document(file)
    asked.checked.clear()
    assert checks.of(changed) == expected(changed)
    assert "structure" in checks.of(changed)[None, FINE]
    assert {*asked.checked} == {FINE, POINT}
    # A few translations are tried alone.
    assert asked.woven == 1


def test_what_is_damaged_in_the_index_is_found_again(root: Path) -> None:
    document, index = document_of(root), open_index(root, "en")
    DocumentChecks(index).of(document)
    texts, woven = (index._file.work(stage) for stage in ("checked texts", "woven texts"))  # type: ignore[union-attr]
    assert texts.keys() == woven.keys() == {"es a.txt"}
    for stage, rows in (("checked texts", texts), ("woven texts", woven)):
        for name, (key, _) in rows.items():
            index._file.save({}, {(stage, name): (key, b"\x01")})  # type: ignore[union-attr]
    assert DocumentChecks(open_index(root, "en")).of(document) == expected(document)
