"""A stage's work on many items: each is done again only if it must, and none is looked at then."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from polyloom.stages.recorded_work import Recording, map_unless_recorded
from polyloom.workspace.executors import SharedWork, no_inputs, on_this_machine
from polyloom.workspace.index_file import IndexFile
from polyloom.workspace.work_index import WorkIndex, WorkUnit

NAMES = ("bread", "land", "peace")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).write_text(name.upper(), "utf-8")
    (tmp_path / ".polyloom").mkdir()
    # What was written right before it is looked at is not recorded.
    time.sleep(0.06)
    return tmp_path


def unit(name: str) -> WorkUnit:
    return WorkUnit("read", name, (name,), b"")


def never(name: str) -> WorkUnit:
    raise AssertionError(name)


class Round:
    """A run over the files of a project: what came of it, and which files were worked on."""

    def __init__(
        self,
        root: Path,
        names: Sequence[str] = NAMES,
        unit: Callable[[str], WorkUnit] = unit,
        during: Callable[[str], object] = bool,
    ) -> None:
        self.done: list[str] = []
        index = WorkIndex(IndexFile(root), b"1.0")

        def read(name: str) -> str:
            self.done.append(name)
            text = (root / name).read_text("utf-8")
            during(name)
            return text

        def whole() -> WorkUnit:
            return WorkUnit("read all", "", (), repr(names).encode(), (index.group(names),))

        recording = Recording[str, str](
            unit,
            lambda _, data: data.decode() if (root / "peace").exists() else None,
            lambda text: text.encode() if text != "?" else None,
            whole=whole,
            inputs=lambda name: (name,),
        )
        work = SharedWork[str, str]("read", read, no_inputs)
        self.found = [*map_unless_recorded(index, on_this_machine, work, names, recording)]
        index.save()


def test_where_nothing_has_changed_no_single_item_is_asked_for(root: Path) -> None:
    assert Round(root).done == [*NAMES]
    again = Round(root, unit=never)
    assert (again.done, again.found) == ([], ["BREAD", "LAND", "PEACE"])


def test_what_has_changed_is_done_again_and_all_is_known_then(root: Path) -> None:
    Round(root)
    (root / "land").write_text("OTHER", "utf-8")
    time.sleep(0.06)
    again = Round(root)
    assert (again.done, again.found) == (["land"], ["BREAD", "OTHER", "PEACE"])
    assert Round(root, unit=never).found == again.found


def test_only_what_has_changed_is_asked_for(root: Path) -> None:
    def only_land(name: str) -> WorkUnit:
        return unit(name) if name == "land" else never(name)

    Round(root)
    (root / "land").write_text("OTHER", "utf-8")
    time.sleep(0.06)
    again = Round(root, unit=only_land)
    assert (again.done, again.found) == (["land"], ["BREAD", "OTHER", "PEACE"])
    (root / "land").unlink()
    with pytest.raises(FileNotFoundError):
        Round(root, unit=only_land)


def test_one_that_may_not_be_recorded_is_asked_for_alone(root: Path) -> None:
    (root / "land").write_text("?", "utf-8")
    time.sleep(0.06)
    Round(root)
    again = Round(root, unit=lambda name: unit(name) if name == "land" else never(name))
    assert (again.done, again.found) == (["land"], ["BREAD", "?", "PEACE"])


def test_other_items_are_not_taken_for_all(root: Path) -> None:
    Round(root)
    assert Round(root, names=NAMES[:2]).found == ["BREAD", "LAND"]
    assert Round(root, names=NAMES[::-1]).found == ["PEACE", "LAND", "BREAD"]


def test_a_result_that_holds_no_longer_is_made_again(root: Path) -> None:
    Round(root)
    (root / "peace").rename(root / "war")
    assert Round(root, names=("bread", "land")).done == ["bread", "land"]


def test_what_changes_during_the_work_is_no_part_of_all(root: Path) -> None:
    def change(name: str) -> None:
        (root / name).write_text("MEANWHILE", "utf-8")

    assert Round(root, during=change).found == ["BREAD", "LAND", "PEACE"]
    time.sleep(0.06)
    assert Round(root).found == ["MEANWHILE"] * 3


def test_with_one_that_may_not_be_recorded_not_all_is_known(root: Path) -> None:
    (root / "land").write_text("?", "utf-8")
    time.sleep(0.06)
    Round(root)
    assert Round(root).done == ["land"]
