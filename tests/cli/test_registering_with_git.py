"""How git is told to merge catalogs by entry, and what init, doctor and make say and do of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.stages.doctor import BROKEN, GOOD, MISSING, diagnose_git
from polyloom.workspace.git import driver_command, register_driver, registered_driver
from support.git import make_clone
from support.polyloom import (
    SPANISH,
    catalog_file,
    make_project,
    polyloom,
    translate_by_hand,
)
from support.programs import require_program

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-P", "-m", "polyloom")


@pytest.fixture(autouse=True)
def _found_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def test_registering_once_is_enough(tmp_path: Path) -> None:
    clone = make_clone(tmp_path, registered=False)
    assert register_driver(tmp_path, PROGRAM)
    assert not register_driver(tmp_path, PROGRAM)
    assert registered_driver(tmp_path) == driver_command(PROGRAM)
    assert clone.git("config", "merge.polyloom.name").out == "gettext catalogs, merged by entry\n"


def test_outside_of_a_clone_nothing_is_registered(tmp_path: Path) -> None:
    run = polyloom(tmp_path, "merge-driver", "--register")
    assert (run.code, run.out) == (0, "")
    assert run.err == "no clone of git here: nothing to register\n"
    assert diagnose_git(tmp_path, PROGRAM).status == MISSING


def test_without_git_nothing_is_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_clone(tmp_path, registered=False)
    monkeypatch.setenv("PATH", "/nowhere")
    run = polyloom(tmp_path, "--quiet", "merge-driver", "--register")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert diagnose_git(tmp_path, PROGRAM).status == MISSING


def test_init_shows_a_command_that_works_from_any_folder(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "it's a clone", registered=False)
    (clone.root / ".gitattributes").unlink()
    run = polyloom(clone.root, "init", "letters")
    (command,) = (line.strip() for line in run.err.split("\n") if "git config" in line)
    subprocess.run(["sh", "-c", command], cwd=clone.root, check=True)
    diagnosis = diagnose_git(clone.root / "letters", PROGRAM)
    assert (diagnosis.status, diagnosis.remedy) == (GOOD, "")
    assert diagnosis.detail.startswith("merges catalogs by entry, with: ")


def test_init_adds_to_the_attributes_that_are_there(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.png binary", encoding="utf-8")
    polyloom(tmp_path, "init", ".")
    assert (tmp_path / ".gitattributes").read_text(encoding="utf-8") == (
        "*.png binary\nlocales/**/*.po merge=polyloom\nlocales/**/*.pot merge=polyloom\n"
        "locales/rewordings.jsonl merge=union\nlocales/*/reviews/**/*.jsonl merge=union\n"
    )


def test_doctor_says_what_is_missing_and_what_is_broken(tmp_path: Path) -> None:
    clone = make_clone(tmp_path, registered=False)
    make_project(tmp_path)
    unregistered = diagnose_git(tmp_path, PROGRAM)
    assert (unregistered.status, unregistered.detail) == (
        MISSING,
        "merges catalogs line by line in this clone",
    )
    assert unregistered.remedy.startswith("git config merge.polyloom.driver '")
    register_driver(tmp_path, ("/not/there/polyloom",))
    assert diagnose_git(tmp_path, PROGRAM).status == BROKEN
    assert polyloom(tmp_path, "doctor").code == 1
    register_driver(tmp_path, PROGRAM)
    run = polyloom(tmp_path, "doctor")
    assert f"ok      git: merges catalogs by entry, with: {sys.executable}" in run.out
    clone.write(".gitattributes", "")
    assert ".gitattributes" in diagnose_git(tmp_path, PROGRAM).detail


def test_make_registers_in_a_clone_and_is_quiet_elsewhere(tmp_path: Path) -> None:
    make = require_program("make")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    # The environment of this very test run stands in for the one that make would set up.
    programs = tmp_path / ".venv/bin"
    programs.mkdir(parents=True)
    for program in ("python", "polyloom"):
        (programs / program).symlink_to(Path(sys.executable).parent / program)
    for stamp in (".ready", ".ready-dev"):
        (tmp_path / ".venv" / stamp).touch()
    for _ in range(2):
        done = subprocess.run(
            [make, "--no-print-directory", "merge-driver"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        if registered_driver(tmp_path):
            break
        make_clone(tmp_path, registered=False)
    registered = (str(programs / "polyloom"),)
    assert registered_driver(tmp_path) == driver_command(registered)
    assert diagnose_git(tmp_path, registered).status == GOOD


def test_the_driver_needs_three_files(tmp_path: Path) -> None:
    run = polyloom(tmp_path, "merge-driver", "base.po", "ours.po")
    assert run.code == 2
    assert run.err.count("\n") == 1


def test_what_is_not_there_is_one_sentence_and_ours_stays(tmp_path: Path) -> None:
    ours = tmp_path / "ours.po"
    ours.write_bytes(b'msgid "a"\nmsgstr ""\n')
    run = polyloom(tmp_path, "merge-driver", "/dev/null", "ours.po", "theirs.po", "x/y.po")
    assert run.code == 1
    assert run.err == (
        "polyloom: theirs.po: cannot read it: no such file or directory; "
        "look for a wrong name or a broken link\n"
    )
    assert ours.read_bytes() == b'msgid "a"\nmsgstr ""\n'


def test_json_names_what_a_person_must_choose(tmp_path: Path) -> None:
    for name, text in (("base", ""), ("ours", "one"), ("theirs", "two")):
        (tmp_path / name).write_text(f'msgid "a"\nmsgstr "{text}"\n', encoding="utf-8")
    run = polyloom(tmp_path, "merge-driver", "base", "ours", "theirs", "x.po", "--json")
    assert run.json == {
        "path": "x.po",
        "contested": [{"line": 3, "msgctxt": None, "msgid": "a"}],
    }


def test_doctor_runs_no_driver_but_its_own(tmp_path: Path) -> None:
    """The configuration may have come with the folder, as where somebody has unpacked it."""
    clone = make_clone(tmp_path, registered=False)
    make_project(tmp_path)
    clone.git("config", "merge.polyloom.driver", f"touch {tmp_path}/pwned")
    diagnosis = diagnose_git(tmp_path, PROGRAM)
    assert diagnosis.status == MISSING
    assert diagnosis.detail.startswith("merges catalogs with another program than this one: touch ")
    assert not (tmp_path / "pwned").exists()


def test_git_is_taken_from_no_folder_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = make_clone(tmp_path, registered=False)
    below = tmp_path / "below"
    for folder in (tmp_path, tmp_path / "bin", below):
        folder.mkdir(exist_ok=True)
        (folder / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(below)
    monkeypatch.setenv("PATH", f".:{tmp_path}/bin:{tmp_path}:{below}:{os.environ['PATH']}")
    for folder in (tmp_path, below):
        register_driver(folder, PROGRAM)
    assert not (tmp_path / "pwned").exists()
    assert "merge-driver" in (clone.root / ".git/config").read_text(encoding="utf-8")


def test_git_runs_nothing_that_the_clone_names(tmp_path: Path) -> None:
    clone = make_clone(tmp_path, registered=False)
    make_project(tmp_path)
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n", encoding="utf-8")
    evil.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "alias.config", "alias.check-attr"):
        clone.git("config", key, f"!{evil}" if key.startswith("alias") else str(evil))
    clone.git("config", "core.hooksPath", str(tmp_path))
    assert polyloom(tmp_path, "merge-driver", "--register").code == 0
    assert polyloom(tmp_path, "doctor").code == 0
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("blame", "es", "statement#title"),
        ("approve", "es", "statement#title"),
        ("check", "--since", "HEAD"),
    ],
)
def test_nor_does_it_for_histories(tmp_path: Path, words: tuple[str, ...]) -> None:
    clone = make_clone(tmp_path / "clone", registered=False)
    root = clone.root
    make_project(root / "new", locales='"es"', extra="[review]\nown_work = false\n")
    for path in sorted((root / "new").iterdir()):
        path.rename(root / path.name)
    (root / "new").rmdir()
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", SPANISH)
    clone.write(".gitattributes", "*.po diff=evil filter=evil\n")
    clone.commit("translated")
    change = catalog_file(root, "es").read_text("utf-8").replace("Afirmamos:", "Afirmamos 7:")
    catalog_file(root, "es").write_text(change, "utf-8")
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\ncat\n", encoding="utf-8")
    evil.chmod(0o755)
    for key in (
        *("diff.evil.textconv", "diff.evil.command", "diff.external", "gpg.program"),
        *("core.fsmonitor", "core.pager", "filter.evil.smudge", "filter.evil.clean"),
    ):
        clone.git("config", key, str(evil))
    clone.git("config", "log.showSignature", "true")
    run = polyloom(root, *words, *(("--by", "Ben") if words[0] == "approve" else ()))
    assert run.code == 0, run.err
    assert not (tmp_path / "pwned").exists()


def test_what_a_killed_merge_leaves_is_ignored_in_this_clone(tmp_path: Path) -> None:
    clone = make_clone(tmp_path, registered=False)
    excluded = tmp_path / ".git/info/exclude"
    excluded.write_text("*.orig", encoding="utf-8")
    for _ in range(2):
        assert polyloom(tmp_path, "merge-driver", "--register").code == 0
        assert excluded.read_text(encoding="utf-8") == "*.orig\n.polyloom-*.tmp\n"
    (tmp_path / ".polyloom-0123456789abcdef.tmp").write_text("x", encoding="utf-8")
    assert ".polyloom-" not in clone.git("status", "--short").out


def test_git_is_told_nothing_to_ignore_that_it_ignores(tmp_path: Path) -> None:
    make_clone(tmp_path, registered=False)
    polyloom(tmp_path, "init", ".")
    excluded = tmp_path / ".git/info/exclude"
    excluded.parent.mkdir(exist_ok=True)
    excluded.write_text("", encoding="utf-8")
    polyloom(tmp_path, "merge-driver", "--register")
    assert excluded.read_text(encoding="utf-8") == ""


def test_no_list_outside_of_the_clone_is_written(tmp_path: Path) -> None:
    make_clone(tmp_path / "clone", registered=False)
    outside = tmp_path / "outside"
    outside.write_text("", encoding="utf-8")
    excluded = tmp_path / "clone/.git/info/exclude"
    excluded.parent.mkdir(exist_ok=True)
    excluded.unlink(missing_ok=True)
    excluded.symlink_to(outside)
    run = polyloom(tmp_path / "clone", "merge-driver", "--register")
    assert (run.code, outside.read_text(encoding="utf-8")) == (0, "")
    assert "info/exclude: leads out of the project" in run.err
