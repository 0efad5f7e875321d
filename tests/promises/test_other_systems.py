"""A whole round of work on a system that is no Unix, as near to it as can be had on one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.workspace import paths
from support.other_systems import WITHOUT_UNIX
from support.polyloom import Run, catalog_file, files, make_project, read

pytestmark = pytest.mark.slow


def run(root: Path, *arguments: str, code: int = 0) -> Run:
    """Run the program there; text without an encoding is an error, as it is none of UTF-8 there."""
    done = subprocess.run(
        [
            sys.executable,
            *("-X", "warn_default_encoding"),
            *("-m", "polyloom", "-C", str(root)),
            *arguments,
        ],
        capture_output=True,
        text=True,
        encoding="cp1252",
        env={
            **os.environ,
            "PYTHONPATH": str(WITHOUT_UNIX),
            "PYTHONWARNINGS": "error::EncodingWarning",
            "PYTHONUTF8": "0",
            "PYTHONIOENCODING": "cp1252",
        },
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


def test_it_is_no_unix() -> None:
    code = "import os, signal, threading; assert not hasattr(os, 'fork'); import fcntl"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(WITHOUT_UNIX)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No module named 'fcntl'" in done.stderr or "import of fcntl halted" in done.stderr


def test_a_whole_round(tmp_path: Path) -> None:
    root = tmp_path / "project"
    run(tmp_path, "init", "project", "--locale", "es", "--locale", "fr")
    make_project(tmp_path / "other")
    for number in range(3):
        folder = root / f"source/part {number}"
        folder.mkdir()
        text = (tmp_path / "other/source/statement.txt").read_bytes()
        (folder / "statement.txt").write_bytes(text + b"\nPart %d of all.\n" % number)
    run(root, "sync")
    assert "no template written" in run(root, "sync").out
    path = catalog_file(root, "es", "part 0/statement")
    with_work = path.read_text(encoding="utf-8").replace(
        'msgid "We affirm:"\nmsgstr ""', 'msgid "We affirm:"\nmsgstr "Afirmamos:"'
    )
    path.write_text(with_work, encoding="utf-8")
    run(root, "translate")
    drafts = [each for each in read(root, "es", "part 1/statement").entries if each.msgstr[0]]
    assert [each.msgid for each in drafts] == ["We affirm:"]
    run(root, "check")
    run(root, "format", "--check")
    run(root, "report")
    run(root, "report", "--html")
    run(root, "doctor")
    run(root, "new-locale", "it")
    with (root / "polyloom.toml").open("a", encoding="utf-8") as settings:
        settings.write("")
    source = root / "source/part 0/statement.txt"
    source.write_bytes(source.read_bytes().replace(b"We affirm:", b"We do affirm:"))
    run(root, "reword", "part 0/statement", "We affirm", "We do affirm")
    run(root, "sync")
    build = root / "polyloom.toml"
    build.write_text(
        build.read_text(encoding="utf-8").replace("minimum_coverage = 0.8", "minimum_coverage = 0"),
        encoding="utf-8",
    )
    run(root, "build")
    run(root, "merge-driver", *(str(path),) * 3)
    assert (root / "build/es/part 0/statement.txt").read_bytes().count(b"Afirmamos:") == 1
    # Paths in files are the same on every system, and nothing is left behind.
    assert b"source/part 0/statement.txt" in path.read_bytes().replace(b"\xe2\x81\xa8", b"")
    assert not [name for name in files(root) if ".tmp" in name]
    state = sorted(each.name for each in (root / paths.STATE).iterdir())
    assert "lock" in state
    assert list((root / ".polyloom/unfinished").iterdir()) == []


HOLDER = """
import sys
from pathlib import Path
from polyloom.workspace.lock import project_lock
with project_lock(Path(sys.argv[1]), "update", wait=0, notice=print):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_a_second_writer_waits_for_the_first(tmp_path: Path, ends: str) -> None:
    root = make_project(tmp_path / "project")
    environment = {**os.environ, "PYTHONPATH": str(WITHOUT_UNIX)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        waiting = run(root, "sync", "--wait", "0.1", code=1)
        assert f"polyloom update (process {holder.pid}) is at work here" in waiting.err
        if ends == "killed":
            holder.kill()
        else:
            holder.stdin.close()
        holder.wait()
    assert "waiting" not in run(root, "sync").err
