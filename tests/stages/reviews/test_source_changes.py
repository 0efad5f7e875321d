"""How a source has changed since it was translated or approved, and what a machine had drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.language.marked_runs import RunMark
from polyloom.po.provenance import DraftProvenance, provenance_comment
from polyloom.stages.offered_drafts import remember_drafts
from polyloom.stages.reviews.machine_original import committed_original, offered_original
from polyloom.stages.reviews.source_changes import (
    approved_version,
    earlier_source,
    source_changes,
)
from support.engine_runs import NOW
from support.git import Clone, make_clone
from support.polyloom import catalog_file, polyloom, read
from support.reviewed_projects import documents_of, reviewed_project, text_of, translate_entries

OLD = "There were 27 deaths in the whole country."
NEW = "There were 28 deaths in the whole country."
SAID = "Hubo 27 muertes en todo el país."
REFERENCE = "a.md#paragraph"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone in which a text was translated, approved, and changed since."""
    root = reviewed_project(tmp_path, {"a.md": f"# Title\n\n{OLD}\n"}, {OLD: SAID})
    clone = make_clone(root)
    by = ("--by", "Ana <ana@example.org>")
    assert polyloom(root, "approve", "es", REFERENCE + "-1", *by).code == 0
    clone.commit("translated")
    (root / "source/a.md").write_text(f"# Title\n\n{NEW}\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    return clone


def test_what_the_catalog_says_and_what_git_knows(clone: Clone) -> None:
    documents = documents_of(clone.root)
    text = text_of(documents, "a.md#paragraph-1")
    assert text.status.entry is not None
    (change,) = source_changes(text.status.entry)
    assert (change.old, change.new) == (OLD, NEW)
    assert [run.text for run in change.runs if run.mark] == ["27", "28"]
    assert earlier_source(documents.project, text) == (change,)
    # Another tool has dropped the lines that say it.
    path = catalog_file(clone.root, "es", "a")
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("#| ")]
    path.write_text("\n".join(lines), "utf-8")
    text = text_of(documents, "a.md#paragraph-1")
    assert text.status.entry is not None
    assert source_changes(text.status.entry) == ()
    assert earlier_source(documents.project, text) == (change,)


def test_what_was_approved_before(clone: Clone) -> None:
    documents = documents_of(clone.root)
    found = approved_version(documents.project, text_of(documents, "a.md#paragraph-1"))
    assert found is not None
    assert found.by == "Ana <ana@example.org>"
    assert [(each.old, each.new) for each in found.source] == [(OLD, NEW)]
    assert found.translation == ()
    assert approved_version(documents.project, text_of(documents, "a.md#title")) is None


def drafted(root: Path, source: str, draft: str) -> None:
    label = provenance_comment(DraftProvenance(source, draft, "apertium", NOW.date()))
    translate_entries(root, "a", {source: draft}, comments=(label,), flags=("fuzzy",))


@pytest.mark.parametrize("known_by", ["state", "git"])
def test_the_draft_beside_what_a_person_made_of_it(clone: Clone, known_by: str) -> None:
    root, documents = clone.root, documents_of(clone.root)
    drafted(root, "Title", "El título")
    clone.commit("drafted")
    if known_by == "state":
        remember_drafts(documents.project, "es", "a", read(root, "es", "a"))
    find = offered_original if known_by == "state" else committed_original
    # What is the machine's still has no original beside it.
    assert find(documents.project, text_of(documents, "a.md#title")) is None
    translate_entries(root, "a", {"Title": "Título"})
    found = find(documents.project, text_of(documents, "a.md#title"))
    assert found is not None
    assert found.label == "Draft by apertium, 2026-11-23"
    assert found.forms == ("El título",)
    marks = [(run.text, run.mark) for run in found.runs[0]]
    assert (("El título"), RunMark.REMOVED) in marks
    assert find(documents.project, text_of(documents, "a.md#paragraph-1")) is None
