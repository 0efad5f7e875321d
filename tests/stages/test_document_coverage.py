"""The report says the same, whether the build has counted for it or it counts itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from polyloom.project.configuration import load_project
from polyloom.stages import report as subject
from polyloom.stages.build import BuildReport, build
from polyloom.stages.report import CoverageReport, report_coverage
from polyloom.workspace.work_index import NO_INDEX, open_index
from support.polyloom import SPANISH, catalog_file, make_project, polyloom, translate_by_hand

LOCALES = ("es", "fr")


def project_folder(folder: Path, settings: str = "") -> Path:
    root = make_project(folder / "project", locales='"es", "fr"')
    configuration = root / "polyloom.toml"
    configuration.write_text(f"{configuration.read_text('utf-8')}\n{settings}\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", SPANISH)
    # What was written right before it is looked at is not recorded.
    time.sleep(0.06)
    return root


def built(root: Path) -> BuildReport:
    index = open_index(root, "en")
    report = build(load_project(root), LOCALES, index=index)
    index.save()
    return report


def reported(root: Path, *, is_indexed: bool = True) -> CoverageReport:
    index = open_index(root, "en") if is_indexed else NO_INDEX
    return report_coverage(load_project(root), LOCALES, index=index)


def test_what_was_built_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project_folder(tmp_path)
    expected = reported(root, is_indexed=False)
    built(root)

    def no_reading(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subject, "load_units", no_reading)
    assert reported(root) == expected


def test_what_has_changed_since_is_counted(tmp_path: Path) -> None:
    root = project_folder(tmp_path)
    built(root)
    before = reported(root)
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("#. ", "#, fuzzy\n#. ", 1), "utf-8")
    after = reported(root)
    assert after == reported(root, is_indexed=False)
    assert after != before


@pytest.mark.parametrize("policy", ["remove", "keep"])
def test_what_is_not_published_is_said_with_its_reason(tmp_path: Path, policy: str) -> None:
    root = project_folder(tmp_path)
    built(root)
    configuration = root / "polyloom.toml"
    settings = f'[build]\nbelow_coverage = "{policy}"\nminimum_coverage = 1.0\n'
    configuration.write_text(f"{configuration.read_text('utf-8')}\n{settings}", "utf-8")
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("#. ", "#, fuzzy\n#. ", 1), "utf-8")
    time.sleep(0.06)
    built(root)
    after = reported(root)
    assert after == reported(root, is_indexed=False)
    assert not after.locales[0].documents[0].published


def test_what_is_recorded_of_a_build_is_what_the_next_one_says(tmp_path: Path) -> None:
    root = project_folder(tmp_path)
    first = built(root)
    again = built(root)
    assert [each.coverage for each in first.documents] != [None, None]
    assert [each.coverage for each in again.documents] == [None, None]
