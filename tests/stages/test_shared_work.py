"""Many documents, shared by several processes: all is as if one had done it."""

from __future__ import annotations

import shutil
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
