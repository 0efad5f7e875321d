"""What a newcomer does first: clone, ``make build``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.programs import require_program
from support.shell import run_as_newcomer

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_make_build_is_all_it_takes(tmp_path: Path) -> None:
    git, make = require_program("git"), require_program("make")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    clone = tmp_path / "a clone"
    run_as_newcomer(git, "clone", "--quiet", str(ROOT), str(clone), folder=tmp_path)
    assert "make build" in run_as_newcomer(make, folder=clone)
    first = run_as_newcomer(make, "build", folder=clone)
    assert "build: 20 outputs in 5 locales, 20 written" in first
    assert (clone / "build/ar/peru-statement.html").is_file()
    assert run_as_newcomer(git, "status", "--porcelain", folder=clone) == ""
    second = run_as_newcomer(make, "build", folder=clone)
    assert "build: 20 outputs in 5 locales, none written" in second
