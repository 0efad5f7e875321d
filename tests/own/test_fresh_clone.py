"""What a newcomer does first: clone, ``make build``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support.programs import require_program

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str, folder: Path) -> str:
    # As a newcomer's shell: nothing of this test run's environment but the way to the network.
    hidden = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_make_build_is_all_it_takes(tmp_path: Path) -> None:
    git, make = require_program("git"), require_program("make")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    clone = tmp_path / "a clone"
    run(git, "clone", "--quiet", str(ROOT), str(clone), folder=tmp_path)
    assert "make build" in run(make, folder=clone)
    first = run(make, "build", folder=clone)
    assert "build: 20 outputs in 5 locales, 20 written" in first
    assert (clone / "build/ar/peru-statement.html").is_file()
    assert run(git, "status", "--porcelain", folder=clone) == ""
    second = run(make, "build", folder=clone)
    assert "build: 20 outputs in 5 locales, none written" in second
