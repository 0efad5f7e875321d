"""A round in which no file has changed says what the last one said, and nothing is done for it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import Mock

import pytest
from msgspec.structs import replace

from polyloom.cli import pipeline
from polyloom.cli.main import main
from polyloom.workspace.known_runs import begin_of_run
from polyloom.workspace.place_states import PLACES
from support.polyloom import SPANISH, Run, make_project, polyloom, translate_by_hand

# Longer than a disk's times are apart.
REST = 0.06
WRONG = {"That the crisis has 28 causes in our country.": "Que la crisis tiene 82 causas."}
LOW = "[build]\nminimum_coverage = 0\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of which a round is known."""
    project = make_project(tmp_path / "project", locales='"es"', extra=LOW)
    polyloom(project, "sync")
    translate_by_hand(project, "es", SPANISH | WRONG)
    polyloom(project, "approve", "es", "statement#title", "--by", "Ana")
    make_known(project)
    return project


def round_of(
    root: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    reasons: Path | None = None,
) -> Run:
    """A round in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        # Is another one in each phase of a test.
        patched.delenv("PYTEST_CURRENT_TEST", raising=False)
        for name, value in (environment or {}).items():
            patched.setenv(name, value)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            words = ["--reasons", str(reasons)] if reasons else []
            code = main(["-C", str(root), *words, "pipeline", *options])
    return Run(code, out.getvalue(), err.getvalue())


def make_known(root: Path, *options: str) -> None:
    for _ in range(3):
        time.sleep(REST)
        round_of(root, *options)


def is_known(
    root: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    reasons: Path | None = None,
) -> bool:
    """Whether a round says what it does without any step."""
    with pytest.MonkeyPatch.context() as patched:
        rounds = Mock(wraps=pipeline._round)
        patched.setattr(pipeline, "_round", rounds)
        round_of(root, *options, environment=environment, reasons=reasons)
    return not rounds.called


def test_it_says_and_exits_as_the_steps_did(root: Path) -> None:
    assert is_known(root)
    known, new = round_of(root), round_of(root, "--no-index")
    assert known == new
    assert (known.code, known.err) == (1, new.err)
    assert "polyloom pipeline: check: 1 error in 1 catalog" in known.err


def test_whoever_asks_for_reasons_gets_those_of_the_steps(root: Path, tmp_path: Path) -> None:
    """``make build`` has them in another file each time."""
    for name in "abc":
        time.sleep(REST)
        assert "pipeline: check" not in round_of(root, reasons=tmp_path / name).err
    assert is_known(root, reasons=tmp_path / "d")
    (told,) = {(tmp_path / name).read_text("utf-8") for name in "abcd"}
    assert told.startswith("pipeline: check: 1 error in 1 catalog")
    assert not is_known(root)


def test_after_a_change_it_is_done_anew(root: Path) -> None:
    path = root / "build/es/statement.txt"
    built = path.read_bytes()
    path.write_bytes(built.replace(b"28", b"29"))
    assert not is_known(root)
    assert path.read_bytes() == built


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--json",), {}),
        ((), {"NO_COLOR": "1"}),
        *(
            pytest.param(options, environment, marks=pytest.mark.slow)
            for options, environment in (
                (("-q",), {}),
                (("-v",), {}),
                (("--lang", "es"), {}),
                (("--color", "always"), {}),
                (("--no-index",), {}),
                ((), {"SOURCE_DATE_EPOCH": "1795000000"}),
                ((), {"POLYLOOM_TRUST": "all"}),
            )
        ),
    ],
)
def test_where_it_is_asked_otherwise_it_is_done_anew(
    root: Path, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert not is_known(root, *options, environment=environment)
    # What the command line says was not for the one before.
    assert round_of(root, *options, environment=environment).out == (
        round_of(root, *options, "--no-index", environment=environment).out
    )


def test_shells_count_commands_for_themselves(root: Path) -> None:
    assert is_known(root, environment={"SHLVL": "7", "OLDPWD": "/", "_": "make"})


def test_new_dictionaries_are_asked(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("hunspell", reason="needs the extra “spelling”")
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    there = {"DICPATH": str(folder)}
    for _ in range(3):
        time.sleep(REST)
        round_of(root, environment=there)
    assert is_known(root, environment=there)
    (folder / "es_ES.aff").write_text("SET UTF-8\n")
    (folder / "es_ES.dic").write_text("1\nPerú\n")
    assert not is_known(root, environment=there)


@pytest.mark.parametrize("later", [True, False])
def test_what_has_just_changed_is_not_known(
    root: Path, monkeypatch: pytest.MonkeyPatch, later: bool
) -> None:
    """Another change at once may leave the same times."""
    path = root / "source/statement.txt"
    path.touch()
    moment = path.stat().st_ctime_ns + later * int(REST * 1e9)
    monkeypatch.setattr(
        pipeline,
        "begin_of_run",
        lambda *of_round: replace(begin_of_run(*of_round), moment=moment),
    )
    # The first one sees that the file is what it was, and may note its new times.
    for _ in range(2):
        round_of(root)
    assert is_known(root) is later


@pytest.mark.parametrize(
    "settings",
    [
        '[pretranslation]\nengines = ["memory", "apertium"]\n',
        '[execution]\nscheduler = "tcp://127.0.0.1:1"\n',
        "[engines.memory]\ntimeout = 3\n",
    ],
)
def test_what_asks_others_is_done_each_time(root: Path, settings: str) -> None:
    path = root / "polyloom.toml"
    path.write_text(path.read_text("utf-8") + settings, "utf-8")
    make_known(root)
    assert not is_known(root)


def test_what_could_not_be_done_is_tried_each_time(root: Path) -> None:
    (root / "source/bad.txt").write_bytes(b"caf\xe9\n")
    make_known(root)
    assert not is_known(root)


def test_a_clock_that_was_set_in_a_run_is_not_trusted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_known(root, "--json")
    now, passed = time.time_ns, iter(range(1_000_000))
    with monkeypatch.context() as patched:
        patched.setattr(time, "time_ns", lambda: now() + 100_000_000 * next(passed))
        round_of(root)
    assert not is_known(root)


def test_a_record_that_is_none_is_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"\xc1", b"\x92\x90\xc4\x00"):
        monkeypatch.setattr(pipeline, "recalled_run", lambda *_, data=data: data)
        assert (round_of(root).code, is_known(root)) == (1, False)


# Runs the program and prints, behind what it says, which files it looked at.
LOOKED_AT = """
import os, sys
seen = set()
def note(path):
    if isinstance(path, (str, bytes, os.PathLike)):
        seen.add(os.path.abspath(os.fsdecode(path)))
sys.addaudithook(
    lambda event, parts: event in ("open", "os.listdir", "os.scandir") and note(parts[0])
)
for name in ("stat", "lstat", "access"):
    def look(path, *more, plain=getattr(os, name), **options):
        note(path)
        return plain(path, *more, **options)
    setattr(os, name, look)
from polyloom.cli.main import main
code = main(sys.argv[1:])
print("LOOKED AT", *sorted(seen), sep="\\n")
"""


def test_a_round_looks_at_nothing_else_in_the_project(root: Path) -> None:
    """What it does look at is what has to be the same for the next one."""
    (root / "locales/rewordings.jsonl").write_text("")
    for options in ((), ("--no-index",)):
        done = subprocess.run(
            [sys.executable, "-c", LOOKED_AT, "-C", str(root), "pipeline", *options],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )
        looked = done.stdout.split("LOOKED AT\n")[1].splitlines()
        inside = {path.removeprefix(f"{root}/") for path in looked if path.startswith(f"{root}/")}
        assert inside >= {"polyloom.toml", "source/statement.txt", "build/report.html"}
        others = {path for path in inside if not is_in_a_place(path)}
        assert others <= OF_RUNS, others


# Of the state folder, what tells nothing of the project; and the folder.
OF_RUNS = {
    ".polyloom",
    ".polyloom/.gitignore",
    ".polyloom/index",
    ".polyloom/index-journal",
    ".polyloom/lock",
    ".polyloom/lock.holder",
    ".polyloom/unfinished",
    ".polyloom/unfinished/folders",
}


def is_in_a_place(path: str) -> bool:
    return any(f"{path}/".startswith(f"{place}/") for place in PLACES)
