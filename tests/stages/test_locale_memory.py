"""The memory of a locale is the same, whether its catalogs are read or the index has them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from polyloom.memory.exact_matches import TranslationMemory
from polyloom.project.configuration import load_project
from polyloom.stages import locale_memory
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit, open_index
from support.polyloom import catalog_file, make_project, polyloom


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    (root / "source/more.txt").write_text("Land for all.\n\nPeace.\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    translate(root, "more", "Tierra para todos.")
    # What was written right before it is looked at is not recorded.
    time.sleep(0.06)
    return root


def translate(root: Path, name: str, first: str) -> None:
    path = catalog_file(root, "es", name)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('msgid "Land for all."\nmsgstr ""', f'msgid "Land for all."\nmsgstr "{first}"')
    )


def memory(root: Path, *, is_indexed: bool = True) -> TranslationMemory:
    project = load_project(root)
    index = open_index(root, "en") if is_indexed else NO_INDEX
    found = locale_memory.locale_memory(project, "es", index)
    index.save()
    return found


def test_catalogs_that_stay_are_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = memory(root)
    match = first.look_up("Land for all.")
    assert match is not None
    assert (match.text, match.document) == ("Tierra para todos.", "more")
    assert first == memory(root, is_indexed=False)

    def no_reading(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(locale_memory, "read", no_reading)
    assert memory(root) == first


def test_a_changed_catalog_is_read(root: Path) -> None:
    memory(root)
    path = catalog_file(root, "es", "more")
    path.write_text(path.read_text("utf-8").replace("Tierra para", "Tierra, para"), "utf-8")
    match = memory(root).look_up("Land for all.")
    assert match is not None
    assert match.text == "Tierra, para todos."


def test_catalogs_with_names_that_are_not_utf_8_are_read(root: Path) -> None:
    other = catalog_file(root, "es", "other\udcff")
    try:
        other.write_bytes(catalog_file(root, "es", "more").read_bytes())
    except OSError:
        pytest.skip("this disk has no such names")
    assert memory(root) == memory(root) == memory(root, is_indexed=False)


def test_one_row_has_the_memory_of_catalogs_that_stay(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = memory(root)
    asked: list[str] = []
    recall = WorkIndex.recall

    def noted(self: WorkIndex, unit: WorkUnit) -> bytes | None:
        asked.append(unit.name)
        return recall(self, unit)

    monkeypatch.setattr(WorkIndex, "recall", noted)
    assert memory(root) == first
    assert asked == []
    path = catalog_file(root, "es", "more")
    path.write_text(path.read_text("utf-8").replace("Tierra para", "Tierra, para"), "utf-8")
    changed = memory(root)
    assert asked == [path.relative_to(root).as_posix()]
    assert changed == memory(root, is_indexed=False)
