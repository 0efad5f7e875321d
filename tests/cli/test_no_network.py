"""No text leaves the machine unless the project names an engine that needs a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.polyloom import files, make_project, polyloom, read
from support.programs import require_apertium, require_program

pytestmark = pytest.mark.slow

CONNECTION = re.compile(r"connect\(\d+, \{sa_family=AF_INET6?[^}]*\}")


ENGINES = '[pretranslation]\nengines = ["memory", "apertium"]\n'


def test_the_pipeline_connects_to_nothing(tmp_path: Path) -> None:
    strace = require_program("strace")
    require_apertium()
    root = make_project(tmp_path / "project", locales='"es", "it"', extra=ENGINES)
    trace = tmp_path / "trace"
    for command in ("sync", "translate", "check", "build", "report", "doctor"):
        done = subprocess.run(
            [
                *(strace, "-f", "-e", "trace=connect,sendto", "-o", str(trace)),
                *(sys.executable, "-m", "polyloom", "-C", str(root), command),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert CONNECTION.findall(trace.read_text(encoding="utf-8", errors="replace")) == []
    assert all(entry.msgstr[0] for locale in ("es", "it") for entry in read(root, locale).entries)


def test_an_engine_out_of_reach_leaves_entries_empty_and_says_so(tmp_path: Path) -> None:
    extra = '[pretranslation]\nengines = ["memory", "google"]\ntimeout = 5\n'
    root = make_project(tmp_path / "project", extra=extra)
    polyloom(root, "sync")
    before = files(root)
    # Nothing listens there: the engine's way to the network ends on this machine.
    nowhere = dict.fromkeys(("https_proxy", "HTTPS_PROXY"), "http://127.0.0.1:9")
    run = polyloom(root, "translate", environment={**nowhere, "POLYLOOM_TRUST": "all"})
    assert run.code == 1
    assert "engine google for es: " in run.err
    assert "engine google for fr: " in run.err
    assert "left alone for the rest of this run" in run.err
    assert run.out == "translate: 0 drafts made, 14 entries left empty\n"
    assert files(root) == before
