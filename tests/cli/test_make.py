"""The round of make holds together: each goal does its part whatever another one found."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from support.polyloom import SPANISH, make_project, polyloom, translate_by_hand
from support.programs import require_program

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the Makefile, in the environment of this very test run."""
    project = make_project(tmp_path / "a project", locales='"es"')
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, project)
    programs = project / ".venv/bin"
    programs.mkdir(parents=True)
    for program in ("python", "polyloom"):
        (programs / program).symlink_to(Path(sys.executable).parent / program)
    for stamp in (".ready", ".ready-dev"):
        (project / ".venv" / stamp).touch()
    return project


def make(root: Path, *goals: str) -> subprocess.CompletedProcess[str]:
    command = [require_program("make"), "--no-print-directory", *goals]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def last_line(said: str) -> str:
    """The last line that is not make's own."""
    lines = [line for line in said.splitlines() if not re.match(r"make(\[\d+\])?: ", line)]
    return lines[-1] if lines else ""


def with_error(root: Path) -> None:
    """A finished translation without its number."""
    assert polyloom(root, "sync").code == 0
    wrong = {"That the crisis has 28 causes in our country.": "Que la crisis tiene 27 causas."}
    translate_by_hand(root, "es", {**SPANISH, **wrong})


def test_the_report_is_printed_whatever_check_finds(root: Path) -> None:
    with_error(root)
    done = make(root, "check", "report")
    assert done.returncode != 0
    assert "error" in done.stdout
    assert "% of source words" in done.stdout


def test_a_build_that_is_fine_says_nothing_at_its_end(root: Path) -> None:
    done = make(root, "build")
    assert (done.returncode, "make build:" in done.stderr) == (0, False)


def test_a_build_ends_with_a_line_that_says_why_it_failed(root: Path) -> None:
    (root / "source/bad.txt").write_bytes(b"caf\xe9\n")
    done = make(root, "build")
    assert done.returncode != 0
    line = last_line(done.stderr)
    assert line.startswith("make build: sync: ")
    assert "source/bad.txt" in line
    assert " | build: " in line
    assert "% of source words" in done.stdout


def test_the_line_counts_errors(root: Path) -> None:
    with_error(root)
    done = make(root, "build")
    line = last_line(done.stderr)
    assert line.startswith(
        "make build: check: 1 error in 1 catalog, in finished translations; mend"
    )
    assert " | build: 1 finished translation published with 1 error; polyloom check shows" in line


def test_a_build_that_cannot_begin_says_so_too(root: Path) -> None:
    (root / "polyloom.toml").write_text("locales = 1\n", "utf-8")
    done = make(root, "build")
    assert done.returncode != 0
    assert last_line(done.stderr).startswith("make build: sync: polyloom.toml:1: locales must be")
    assert list(root.glob("tmp*")) == []


def test_serve_serves_what_is_there(root: Path) -> None:
    (root / "source/bad.txt").write_bytes(b"caf\xe9\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [require_program("make"), "serve", f"PORT={port}"]
    log = (root / "log").open("w")
    running = subprocess.Popen(
        command, cwd=root, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/report.html", running)
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()
        log.close()
    assert "make build: sync: " in (root / "log").read_text("utf-8")


def _answers(address: str, running: subprocess.Popen[bytes]) -> bool:
    for _ in range(600):
        if running.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(address) as page:  # noqa: S310
                return bool(page.read())
        except urllib.error.URLError:
            time.sleep(0.2)
    return False


def test_serve_without_anything_to_serve_says_so(root: Path) -> None:
    (root / "polyloom.toml").write_text("locales = 1\n", "utf-8")
    done = make(root, "serve")
    assert done.returncode != 0
    assert last_line(done.stderr).startswith("make serve: there is no build/ yet to look at")
