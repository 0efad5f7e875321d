"""What several processes find is what one finds, in the same order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.polyloom import catalog_file, make_project, polyloom

DOCUMENTS = 120


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many documents, some of them translated with findings, and one catalog that is broken."""
    project = make_project(tmp_path_factory.mktemp("many") / "project")
    for number in range(DOCUMENTS):
        text = f"Report {number}\n\nWe ask for {number} houses.\n\nWe ask for {number} schools.\n"
        (project / f"source/report-{number:03}.txt").write_text(text, encoding="utf-8")
    assert polyloom(project, "sync").code == 0
    for number in range(0, DOCUMENTS, 3):
        path = catalog_file(project, "es", f"report-{number:03}")
        text = path.read_text(encoding="utf-8").replace(
            f'msgid "We ask for {number} houses."\nmsgstr ""',
            f'msgid "We ask for {number} houses."\nmsgstr "Pedimos casas"',
        )
        path.write_text(text, encoding="utf-8")
    catalog_file(project, "fr", "report-050").write_text("msgid", encoding="utf-8")
    return project


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors cannot be chosen here")
@pytest.mark.parametrize("command", ["check", "report", "build", "format"])
def test_reports_are_the_same(root: Path, command: str) -> None:
    def on_one_processor() -> None:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    def run(prepare: Callable[[], None] | None) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "polyloom", "-C", str(root), command, "--json"],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=prepare,
        )
        return done.returncode, done.stdout, done.stderr

    alone, shared = run(on_one_processor), run(None)
    assert alone == shared
    assert alone[0] == 1
    assert "report-050.po:1: " in alone[2]
