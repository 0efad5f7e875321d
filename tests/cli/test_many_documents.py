"""Runs over many documents that are stopped in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.polyloom import make_project, polyloom

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("count", [1, pytest.param(60, marks=pytest.mark.slow)])
def test_a_stopped_run_leaves_no_half_file_and_the_next_one_carries_on(
    tmp_path: Path, how: signal.Signals, count: int
) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    text = "A title\n\n" + "A paragraph of some words.\n\n- A point\n\n" * 300
    for number in range(200):
        (root / f"source/document-{number:03}.md").write_text(f"{text}{number}\n")
    with subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "extract"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        wait_for_templates(root, count)
        process.send_signal(how)
        _, said = process.communicate()
    assert b"Traceback" not in said
    # Whoever is left of the run holds its lock: this waits for it.
    run = polyloom(root, "extract", "--wait", "20")
    assert run.code == 0
    templates = sorted((root / "locales").glob("*.pot"))
    assert len(templates) == 201
    assert all(path.read_bytes().endswith(b'msgstr ""\n') for path in templates)
    # What is killed while it writes has no time to tidy up; nobody takes that for a template.
    assert len(list((root / "locales").glob(".*"))) <= (how is signal.SIGKILL)


def wait_for_templates(root: Path, count: int) -> None:
    end = time.monotonic() + 120
    while len(list(root.glob("locales/*.pot"))) < count:
        assert time.monotonic() < end, "too few templates were written"
        time.sleep(0.01)
