"""Programs by name: never from the current folder, never from the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polyloom.mt.api.program_search import (
    find_program,
    outside_of,
    search_path,
    system_search_path,
)


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("path", ["", ".", ":", "bin", "./bin:..", "~/bin"])
def test_folders_that_depend_on_the_current_one_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    program(tmp_path, "tool")
    program(tmp_path / "bin", "tool")
    monkeypatch.chdir(tmp_path)
    assert find_program("tool", search_path({"PATH": path}), {}) is None


def test_folders_of_the_project_can_be_left_out(tmp_path: Path) -> None:
    root = tmp_path / "project"
    inside, outside = program(root / "bin", "tool"), program(tmp_path / "bin", "tool")
    (tmp_path / "link").symlink_to(root / "bin")
    environment = {"PATH": f"{tmp_path}/link:{inside.parent}:{outside.parent}"}
    folders = search_path(environment)
    assert find_program("tool", folders, environment) == tmp_path / "link/tool"
    assert find_program("tool", outside_of(root, folders), environment) == outside


def test_the_systems_folders_and_those_that_the_person_adds(tmp_path: Path) -> None:
    mine = program(tmp_path / "mine", "lt-proc")
    path = f"{mine.parent}:/usr/bin"
    assert system_search_path({"PATH": path}) == (Path("/usr/bin"),)
    added = {"PATH": path, "POLYLOOM_PROGRAM_FOLDERS": str(mine.parent)}
    assert find_program("lt-proc", system_search_path(added), added) == mine


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/bin/sh", "./sh", "sh\0"])
def test_a_path_is_no_name(name: str) -> None:
    assert find_program(name, [Path("/bin")], os.environ) is None


def test_what_may_not_be_run_is_no_program(tmp_path: Path) -> None:
    program(tmp_path, "tool").chmod(0o644)
    (tmp_path / "folder").mkdir()
    assert find_program("tool", [tmp_path], {}) is None
    assert find_program("folder", [tmp_path], {}) is None


def test_endings_of_programs(tmp_path: Path) -> None:
    program(tmp_path, "tool.exe")
    assert find_program("tool", [tmp_path], {"PATHEXT": ".COM:.EXE"}) == tmp_path / "tool.exe"
