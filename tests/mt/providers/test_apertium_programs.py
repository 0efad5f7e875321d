"""Whatever a mode's file says, only Apertium's own programs are run, with its own data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polyloom.memory.exact_matches import build_memory
from polyloom.mt.api.engine_contract import EngineContext, EngineFailure, EngineSettings
from polyloom.mt.providers.apertium import ENGINE
from polyloom.mt.providers.apertium.modes import installed_modes, mode_programs
from polyloom.mt.providers.apertium.program_rules import (
    SYSTEM_DATA,
    ForbiddenProgram,
    allowed_programs,
)
from support.programs import require_apertium


def test_every_mode_of_the_system_is_allowed() -> None:
    require_apertium()
    folder = Path(SYSTEM_DATA[0])
    for mode in installed_modes(folder):
        programs = mode_programs(mode.path.read_text("utf-8"))
        allowed = allowed_programs(programs, folder, os.environ)
        assert all(program.command[0].startswith("/usr/") for program in allowed)
        assert [each.command[1:] for each in allowed] == [each.command[1:] for each in programs]


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("./ap/evil.sh 'x'", "names the program ./ap/evil.sh by its path"),
        ("/bin/sh -c 'touch pwned'", "names the program /bin/sh by its path"),
        ("../lt-proc a.bin", "by its path"),
        ("sh -c 'touch pwned'", "names sh, which is no program of Apertium's"),
        ("lt-proc a.bin | tee b.bin", "names tee, which"),
        ("env lt-proc a.bin", "names env, which"),
        ("apertium-evil a.bin", "needs the program apertium-evil, which is in none of the system"),
        ("lt-proc /etc/passwd", "gives a program /etc/passwd, which leads out of the data folder"),
        ("lt-proc ../secret", "gives a program ../secret, which leads out"),
        ("lt-proc link/passwd", "gives a program link/passwd, which leads out"),
        ("lt-proc -e../secret", "gives a program -e../secret, which leads out"),
        ("lt-proc --file=/etc/passwd", "leads out"),
        ("lt-proc 'a\x1b[2Jb/../../..'", r"gives a program a\\x1b\[2Jb/"),
        ("'lt-proc", "cannot be understood"),
        ("lt-proc a.bin |", "cannot be understood"),
    ],
)
def test_what_a_mode_may_not_ask_for(tmp_path: Path, mode: str, reason: str) -> None:
    require_apertium()
    evil = tmp_path / "bin/apertium-evil"
    for folder in ("modes", "bin"):
        (tmp_path / folder).mkdir()
    evil.write_text("#!/bin/sh\n", encoding="utf-8")
    evil.chmod(0o755)
    (tmp_path / "link").symlink_to("/etc")
    (tmp_path / "modes/eng-spa.mode").write_text(mode, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{evil.parent}:{os.environ['PATH']}"}
    settings = EngineSettings(options={"data": str(tmp_path)})
    with pytest.raises(EngineFailure, match=reason) as caught:
        ENGINE.open(EngineContext("en", "es", build_memory([]), settings, environment))
    assert str(caught.value).startswith("Apertium's mode eng-spa ")


def test_a_mode_that_is_no_file_does_not_hang(tmp_path: Path) -> None:
    require_apertium()
    (tmp_path / "modes").mkdir()
    os.mkfifo(tmp_path / "modes/eng-spa.mode")
    settings = EngineSettings(options={"data": str(tmp_path)})
    with pytest.raises(EngineFailure, match="cannot be read: it is no regular file"):
        ENGINE.open(EngineContext("en", "es", build_memory([]), settings, dict(os.environ)))


def test_a_folder_that_the_person_adds_counts(tmp_path: Path) -> None:
    mine = tmp_path / "lt-proc"
    mine.write_text("#!/bin/sh\n", encoding="utf-8")
    mine.chmod(0o755)
    programs = mode_programs("lt-proc a.bin")
    with pytest.raises(ForbiddenProgram):
        allowed_programs(programs, tmp_path, {"PATH": str(tmp_path)})
    environment = {"PATH": "", "POLYLOOM_PROGRAM_FOLDERS": str(tmp_path)}
    (program,) = allowed_programs(programs, tmp_path, environment)
    assert program.command == (str(mine), "-z", "a.bin")
