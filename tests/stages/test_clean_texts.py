"""A text in which the check found nothing is not checked again where its catalog is another one."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from polyloom.checks import findings
from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.project.configuration import load_project
from polyloom.stages.check import check
from polyloom.stages.known_checks import CleanTexts
from polyloom.workspace.work_index import open_index
from support.polyloom import SPANISH, catalog_file, make_project, polyloom, translate_by_hand


def test_only_what_is_new_or_has_findings_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    first, second, *_ = SPANISH
    wrong = f"{SPANISH[first]} 77"
    translate_by_hand(root, "es", SPANISH | {first: wrong})
    polyloom(root, "check")
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace(SPANISH[second], "Otra cosa 88."), "utf-8")
    asked: list[str] = []
    problems = findings.translation_problems

    def noted(pair: TranslationPair) -> list[tuple[Check, Problem]]:
        asked.append(pair.translation)
        return problems(pair)

    monkeypatch.setattr(findings, "translation_problems", noted)
    project = load_project(root)
    found = check(project, ["es"], index=open_index(root, "en"))
    assert sorted(asked) == sorted([wrong, "Otra cosa 88."])
    asked.clear()
    assert found == check(project, ["es"])
    assert len(asked) == len(SPANISH)


def test_another_machine_knows_of_none() -> None:
    assert vars(pickle.loads(pickle.dumps(CleanTexts()))) == vars(CleanTexts())  # noqa: S301
