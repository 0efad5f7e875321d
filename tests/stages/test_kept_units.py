"""The units of large documents are the same from the index as from the document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.project import Project
from polyloom.project.configuration import load_project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.stages import kept_units as subject
from polyloom.stages.extract import extract
from polyloom.stages.inputs import units_of
from polyloom.stages.kept_units import keep_segments, kept_units, segments_to_keep
from polyloom.workspace.files import read
from polyloom.workspace.work_index import open_index
from support.polyloom import make_project

PAGE = "# A title\n\nOne *text*. Two <!-- x -->.\n\n- a point\n\n| a | b |\n|---|---|\n| c | d |\n"


@pytest.fixture(autouse=True)
def _every_document_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_LARGE", 1)


def indexed_document(folder: Path) -> tuple[Path, Project, DocumentFile, bytes]:
    """The only document of a project with an index, and where the project is."""
    root = make_project(folder / "project")
    (root / ".polyloom").mkdir()
    (file,) = find_documents(root).documents
    return root, load_project(root), file, read(root, file.relative)


@pytest.mark.parametrize(
    ("name", "text", "extra"),
    [
        ("statement.txt", "A title\n\nOne. Two.\n", ""),
        ("statement.txt", "A title\n\nOne. Two.\n",
         '[documents."statement.txt"]\nsegment_by = "sentence"\n'),
        ("statement.md", PAGE, ""),
        ("statement.md", "\ufeff# A\u2028 title\r\n\r\nText\r\n", ""),
        ("statement.html", "<h1>A title</h1><p>One <b>text</b></p>", ""),
    ],
)  # fmt: skip
def test_what_is_kept_is_what_is_found(tmp_path: Path, name: str, text: str, extra: str) -> None:
    root = make_project(tmp_path / "project", extra=extra)
    (root / ".polyloom").mkdir()
    (root / "source/statement.txt").unlink()
    (root / "source" / name).write_bytes(text.encode())
    project = load_project(root)
    (file,) = find_documents(root).documents
    data = read(root, file.relative)
    found = [kept_units(open_index(root, "en"), project, file, data) for _ in range(2)]
    assert found == [units_of(project, file, data)] * 2
    assert (root / ".polyloom/index").exists()


def test_other_settings_and_another_text_are_others(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    index = open_index(root, "en")
    (file,) = find_documents(root).documents
    for text in (b"One. Two.\n", b"One. Three.\n"):
        for extra in ("paragraph", "sentence"):
            configuration = root / "polyloom.toml"
            table = f'[documents."statement.txt"]\nsegment_by = "{extra}"\n'
            configuration.write_text(f'source_locale = "en"\nlocales = ["es"]\n{table}')
            project = load_project(root)
            assert kept_units(index, project, file, text) == units_of(project, file, text)


def test_extract_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, project, file, data = indexed_document(tmp_path)
    expected = units_of(project, file, data)
    extract(project, now=datetime(2026, 1, 1, tzinfo=UTC), index=open_index(root, "en"))
    monkeypatch.setattr(subject, "units_of", lambda *_: pytest.fail("it was taken apart again"))
    assert kept_units(open_index(root, "en"), project, file, data) == expected


def test_what_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    root, project, file, data = indexed_document(tmp_path)
    units = units_of(project, file, data)
    kept = segments_to_keep(project, file, units)
    assert kept is not None
    index = open_index(root, "en")
    keep_segments(index, replace(kept, segments=b"\x01"))
    assert [kept_units(index, project, file, data) for _ in range(2)] == [units] * 2
