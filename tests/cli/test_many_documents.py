"""So many documents that several processes share them: all is as if one had done it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.project.configuration import load_project
from polyloom.stages.build import BuildReport, build
from polyloom.stages.extract import ExtractReport, extract
from polyloom.workspace.workers import Item, Result, map_in_processes
from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

NOW = datetime(2026, 11, 23, tzinfo=UTC)
COUNT = 60


def in_two_processes(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    return map_in_processes(work, items, patience=0)


def add_documents(root: Path, count: int) -> None:
    """Documents of different sizes and formats, every tenth of them broken."""
    for number in range(count):
        text = "A title\n\n" + f"Paragraph {number}.\n\n" * (1 + number * 7 % 50)
        broken = b"\xff" if number % 10 == 3 else b""
        suffix = ("txt", "md", "html")[number % 3]
        (root / f"source/document-{number:03}.{suffix}").write_bytes(text.encode() + broken)


def extracted_and_built(root: Path) -> tuple[ExtractReport, BuildReport, list[str]]:
    project = load_project(root)
    told: list[str] = []

    def progress(done: int, total: int, what: str) -> None:
        told.append(f"{done}/{total} {what}")

    extracted = extract(project, now=NOW, progress=progress)
    return extracted, build(project, ["es", "fr"], progress=progress), told


def sentences(problems: Sequence[UserError]) -> list[str]:
    return [str(problem) for problem in problems]


def test_reports_files_and_progress_are_those_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_project(tmp_path / "one", extra="[build]\nminimum_coverage = 0\n")
    add_documents(one, COUNT)
    polyloom(one, "sync")
    translate_by_hand(one, "es", {**SPANISH, "We affirm:": "***"})
    for template in (one / "locales").glob("*.pot"):
        template.unlink()
    two = shutil.copytree(one, tmp_path / "two")

    done = []
    monkeypatch.setattr("polyloom.workspace.workers._processors", lambda: 2)
    for root, each in ((one, map), (two, in_two_processes)):
        monkeypatch.setattr("polyloom.stages.extract.map_in_processes", each)
        monkeypatch.setattr("polyloom.stages.build.map_in_processes", each)
        done.append(extracted_and_built(root))
    (extracted, built, told), (extracted_by_two, built_by_two, told_by_two) = done

    assert len(extracted.documents) == 1 + COUNT - COUNT // 10
    assert extracted_by_two.documents == extracted.documents
    assert len(extracted.problems) == COUNT // 10
    assert sentences(extracted_by_two.problems) == sentences(extracted.problems)
    assert [finding.check for finding in built.findings] == ["structure"]
    assert built_by_two.findings == built.findings
    assert built_by_two.documents == built.documents
    assert sentences(built_by_two.problems) == sentences(built.problems)
    assert told_by_two == told
    assert files(two) == files(one)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("count", [1, 60])
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
