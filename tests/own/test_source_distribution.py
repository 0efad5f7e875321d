"""The source distribution: all that is committed, and it builds and tests itself."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from polyloom import __version__
from support.programs import require_program
from support.shell import run_as_newcomer

ROOT = Path(__file__).resolve().parents[2]
NAME = f"polyloom-{__version__}"
# What it can do without git: documentation, this repository's own project, examples in docstrings.
PART = ["tests/own", "tests/docs", "tests/language", "src/polyloom/language"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory"]
    subprocess.run([*build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return folder / f"{NAME}.tar.gz"


def test_it_has_every_file_that_is_committed(archive: Path) -> None:
    git = require_program("git")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    committed = {name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file()}
    with tarfile.open(archive) as packed:
        names = {name.removeprefix(f"{NAME}/") for name in packed.getnames()}
    assert sorted(committed - names) == []
    assert [name for name in names if name.startswith((".venv", "build/", ".polyloom"))] == []


@pytest.mark.slow
def test_it_builds_and_tests_itself(archive: Path, tmp_path: Path) -> None:
    make = require_program("make")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    folder = tmp_path / NAME
    built = run_as_newcomer(make, "build", folder=folder)
    assert "build: 20 outputs in 5 locales, 20 written" in built
    run_as_newcomer(make, ".venv/.ready-dev", folder=folder)
    python = str(folder / ".venv/bin/python")
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow and not alone"]
    said = run_as_newcomer(python, *tests, *PART, folder=folder)
    assert "this is no git checkout" in said
