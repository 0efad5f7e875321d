"""Which program is the editor of the person at the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.editor import editor_command, run_editor


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("mine", "editor", "vi"):
        (folder / name).write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"VISUAL": "mine -w", "EDITOR": "vi"}, ["mine", "-w"]),
        ({"VISUAL": " ", "EDITOR": "vi"}, ["vi"]),
        ({"EDITOR": "vi '-c set tw=0'"}, ["vi", "-c set tw=0"]),
        ({}, ["editor"]),
    ],
)
def test_visual_comes_before_editor(
    tmp_path: Path, programs: Path, variables: dict[str, str], words: list[str]
) -> None:
    command = editor_command(tmp_path / "project", {"PATH": str(programs), **variables})
    assert list(command) == [str(programs / words[0]), *words[1:]]


def test_a_path_names_a_program_too(tmp_path: Path, programs: Path) -> None:
    command = editor_command(tmp_path / "project", {"EDITOR": str(programs / "mine")})
    assert command == (str(programs / "mine"),)


def test_no_program_of_the_project_is_found_by_its_name(programs: Path) -> None:
    for variables in ({}, {"EDITOR": "mine"}):
        with pytest.raises(UserError):
            editor_command(programs.parent, {"PATH": str(programs), **variables})


def test_what_cannot_be_started_is_one_sentence(tmp_path: Path, programs: Path) -> None:
    assert run_editor([str(programs / "mine")], tmp_path / "a") == 7
    broken = programs / "broken"
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)
    with pytest.raises(UserError, match="cannot start the editor"):
        run_editor([str(broken)], tmp_path / "a")
