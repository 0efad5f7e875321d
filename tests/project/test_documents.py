"""Which files are documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.project import Grouping
from polyloom.project.documents import catalog_files, find_documents, has_documents


def put(root: Path, *paths: str) -> None:
    for path in paths:
        target = root / "source" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("Text.\n", encoding="utf-8")


def test_documents_in_order_of_their_paths(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.txt", "guide/intro.TXT", "z/y/x.text")
    found = find_documents(tmp_path)
    assert [(file.path, file.name, file.relative) for file in found.documents] == [
        ("a.txt", "a", "source/a.txt"),
        ("b.txt", "b", "source/b.txt"),
        ("guide/intro.TXT", "guide/intro", "source/guide/intro.TXT"),
        ("z/y/x.text", "z/y/x", "source/z/y/x.text"),
    ]
    assert (found.problems, found.passed_over) == ((), ())


def test_hidden_files_and_backups_are_none(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", "a.txt~", "#a.txt#", "~lock.txt", "a.txt.bak", ".git/x.txt")
    assert find_documents(tmp_path).documents == ()


def test_a_file_without_a_format_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "photo.jpeg")
    assert find_documents(tmp_path).passed_over == ("source/photo.jpeg",)


def test_two_documents_that_would_share_a_catalog_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a.text", "b.txt")
    found = find_documents(tmp_path)
    assert [file.name for file in found.documents] == ["b"]
    assert sorted(map(str, found.problems)) == [
        "source/a.text: it would share the catalog a.po with source/a.txt; rename one of them",
        "source/a.txt: it would share the catalog a.po with source/a.text; rename one of them",
    ]


def test_what_leads_out_of_the_project_is_left_out(tmp_path: Path) -> None:
    root = tmp_path / "project"
    put(root, "inside.txt")
    (tmp_path / "secret.txt").write_text("Secret.\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (root / "source/out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "source/folder").symlink_to(tmp_path / "folder")
    found = find_documents(root)
    assert [file.name for file in found.documents] == ["inside"]
    assert [problem.where for problem in found.problems] == ["source/folder", "source/out.txt"]
    assert {problem.what for problem in found.problems} == {"leads out of the project"}


def test_no_source_folder(tmp_path: Path) -> None:
    problem = find_documents(tmp_path).problems[0]
    assert str(problem) == "source: there is no folder for documents; make it: mkdir source"


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.DOCUMENT, {"a": 1, "guide/deep/c": 1, "guide/intro": 1, "guide/z": 1}),
        (Grouping.FOLDER, {"messages": 1, "guide/deep/messages": 1, "guide/messages": 2}),
        (Grouping.PROJECT, {"messages": 4}),
    ],
)
def test_what_has_a_catalog(tmp_path: Path, grouping: Grouping, expected: dict[str, int]) -> None:
    put(tmp_path, "a.txt", "guide/intro.txt", "guide/z.txt", "guide/deep/c.txt")
    found = catalog_files(find_documents(tmp_path).documents, grouping)
    assert {file.name: len(file.documents) for file in found} == expected
    assert all(has_documents(tmp_path, name, grouping) for name in expected)
    assert not has_documents(tmp_path, "other/messages", grouping)
