"""Many documents, shared by several processes: all is as if one had done it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.project.configuration import load_project
from polyloom.stages.build import BuildReport, build
from polyloom.stages.extract import ExtractReport, extract
from polyloom.workspace.executors import Executor, Item, Result, SharedWork
from polyloom.workspace.workers import map_in_processes
from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

NOW = datetime(2026, 11, 23, tzinfo=UTC)
COUNT = 60


def in_this_process(work: SharedWork[Item, Result], items: Sequence[Item], /) -> Iterator[Result]:
    return map(work.do, items)


def in_two_processes(work: SharedWork[Item, Result], items: Sequence[Item], /) -> Iterator[Result]:
    return map_in_processes(work.do, items, patience=0)


def add_documents(root: Path, count: int) -> None:
    """Documents of different sizes and formats, every tenth of them broken."""
    for number in range(count):
        text = "A title\n\n" + f"Paragraph {number}.\n\n" * (1 + number * 7 % 50)
        broken = b"\xff" if number % 10 == 3 else b""
        suffix = ("txt", "md", "html")[number % 3]
        (root / f"source/document-{number:03}.{suffix}").write_bytes(text.encode() + broken)


def extracted_and_built(
    root: Path, executor: Executor
) -> tuple[ExtractReport, BuildReport, list[str]]:
    project = load_project(root)
    told: list[str] = []

    def progress(done: int, total: int, what: str) -> None:
        told.append(f"{done}/{total} {what}")

    extracted = extract(project, now=NOW, progress=progress, executor=executor)
    return extracted, build(project, ["es", "fr"], progress=progress, executor=executor), told


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
    for root, each in ((one, in_this_process), (two, in_two_processes)):
        done.append(extracted_and_built(root, each))
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
