"""The order in which files are found."""

from __future__ import annotations

from pathlib import Path

from polyloom.workspace.files import files_below


def test_a_folder_s_files_stand_together(tmp_path: Path) -> None:
    paths = ["in/a/x.po", "in/a/y/z.po", "in/a!/x.po", "in/a-b.po", "in/a.po", "in/b.po"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    found = files_below(tmp_path, "in", ".po")
    assert sorted(paths) == sorted(found)
    assert found == sorted(paths, key=lambda path: path.split("/"))
