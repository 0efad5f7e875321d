"""The index knows a result only as long as all that it was made from is what it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.workspace.index_file import INDEX, IndexFile
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import (
    NO_INDEX,
    FileGroup,
    WorkIndex,
    WorkUnit,
    program_identity,
)

INPUTS = ("source/a.txt", "locales/a.po", "locales/missing.po")
UNIT = WorkUnit("build", "a", INPUTS, b"settings")
HOUR = 3600 * 1_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("source/a.txt", "locales/a.po"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(f"text of {path}", "utf-8")
    (tmp_path / ".polyloom").mkdir()
    settle_down()
    return tmp_path


def settle_down() -> None:
    """Wait until what was written is no longer recent."""
    time.sleep(0.06)


def index_of(root: Path, identity: bytes = b"1.0") -> WorkIndex:
    return WorkIndex(IndexFile(root), identity)


def recalled(root: Path, unit: WorkUnit = UNIT, identity: bytes = b"1.0") -> bytes | None:
    """What a new run is told."""
    return index_of(root, identity).recall(unit)


def recorded(root: Path, unit: WorkUnit = UNIT, result: bytes = b"result") -> None:
    index = index_of(root)
    assert index.recall(unit) is None
    index.record(unit, result)
    index.settle([unit])
    index.save()


def test_what_is_recorded_is_told_to_the_next_run(root: Path) -> None:
    recorded(root)
    assert recalled(root) == b"result"


def test_without_an_index_nothing_is_known() -> None:
    NO_INDEX.record(UNIT, b"result")
    NO_INDEX.settle([UNIT])
    NO_INDEX.save()
    assert NO_INDEX.recall(UNIT) is None


@pytest.mark.parametrize("path", INPUTS)
def test_another_content_is_another_input(root: Path, path: str) -> None:
    recorded(root)
    (root / path).write_text("other text", "utf-8")
    assert recalled(root) is None


def test_a_file_that_is_gone_is_another_input(root: Path) -> None:
    recorded(root)
    (root / "source/a.txt").unlink()
    assert recalled(root) is None


def test_the_same_size_and_time_do_not_hide_another_content(root: Path) -> None:
    recorded(root)
    path = root / "source/a.txt"
    times = path.stat()
    path.write_text(path.read_text("utf-8").replace("text", "TEXT"), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert recalled(root) is None


@pytest.mark.parametrize("difference", [0, 1, HOUR, -HOUR])
def test_another_time_is_no_other_content(root: Path, difference: int) -> None:
    recorded(root)
    moment = time.time_ns() + difference
    os.utime(root / "source/a.txt", ns=(moment, moment))
    assert recalled(root) == b"result"


def test_a_clone_has_other_files_with_the_same_contents(root: Path, tmp_path: Path) -> None:
    recorded(root)
    clone = tmp_path.with_name("clone")
    shutil.copytree(root, clone, copy_function=shutil.copyfile)
    assert recalled(clone) == b"result"


@pytest.mark.parametrize(
    "other",
    [
        WorkUnit("build", "a", INPUTS, b"other settings"),
        WorkUnit("build", "a", INPUTS[:2], b"settings"),
        WorkUnit("build", "a", INPUTS[::-1], b"settings"),
        WorkUnit("build", "b", INPUTS, b"settings"),
        WorkUnit("check", "a", INPUTS, b"settings"),
        WorkUnit("build", "a", INPUTS, b"settings", (FileGroup(("locales/a.po",)),)),
    ],
)
def test_other_work_is_not_known(root: Path, other: WorkUnit) -> None:
    recorded(root)
    assert recalled(root, other) is None


def test_another_version_of_the_program_knows_nothing(root: Path) -> None:
    recorded(root)
    assert recalled(root, identity=b"1.1") is None
    assert recalled(root) == b"result"


def test_files_of_a_group_are_inputs_too(root: Path) -> None:
    unit = WorkUnit("update", "a", (), b"", (FileGroup(("source/a.txt", "locales/a.po")),))
    recorded(root, unit)
    again = WorkUnit("update", "a", (), b"", (FileGroup(("source/a.txt", "locales/a.po")),))
    assert recalled(root, again) == b"result"
    (root / "locales/a.po").write_text("other", "utf-8")
    assert recalled(root, again) is None


def test_what_changes_during_the_work_is_not_recorded(root: Path) -> None:
    index = index_of(root)
    assert index.recall(UNIT) is None
    (root / "source/a.txt").write_text("saved meanwhile", "utf-8")
    index.record(UNIT, b"result")
    index.settle([UNIT])
    index.save()
    assert recalled(root) is None


def test_what_the_work_has_read_is_not_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = replace(UNIT, inputs=INPUTS[:1], groups=(FileGroup(INPUTS[:1]),))
    index = index_of(root)
    assert (index.recall_whole(unit), index.recall(unit)) == (None, None)
    with monkeypatch.context() as patch:
        patch.setattr("polyloom.workspace.file_digests.all_bytes", None)
        index.take_digest(INPUTS[0], sha256((root / INPUTS[0]).read_bytes()).digest())
        index.record(unit, b"result")
        index.settle([unit])
    index.save()
    assert recalled(root, unit) == b"result"


def test_what_the_work_has_read_is_not_believed_of_what_was_changed_since(root: Path) -> None:
    index = index_of(root)
    assert index.recall(UNIT) is None
    index.take_digest(INPUTS[0], sha256((root / INPUTS[0]).read_bytes()).digest())
    (root / INPUTS[0]).write_text("saved meanwhile", "utf-8")
    index.record(UNIT, b"result")
    index.settle([UNIT])
    index.save()
    assert recalled(root) is None


def test_what_was_written_right_before_the_work_is_not_recorded(root: Path) -> None:
    # Somebody could write it once more within the same tick of the clock, and nothing would show.
    (root / "source/a.txt").write_text("just saved", "utf-8")
    recorded(root)
    assert recalled(root) is None


def test_whole_seconds_are_taken_for_a_disk_that_knows_no_others(root: Path) -> None:
    moment = time.time_ns() // 1_000_000_000 * 1_000_000_000
    os.utime(root / "source/a.txt", ns=(moment, moment))
    settle_down()
    recorded(root)
    assert recalled(root) is None


def test_links_are_never_believed(root: Path) -> None:
    (root / "target.txt").write_text("text", "utf-8")
    (root / "source/a.txt").unlink()
    (root / "source/a.txt").symlink_to(root / "target.txt")
    settle_down()
    recorded(root)
    assert recalled(root) is None


def test_outputs_are_looked_at(root: Path) -> None:
    digest = sha256((root / "source/a.txt").read_bytes()).hexdigest()
    assert index_of(root).holds("source/a.txt", digest)
    assert not index_of(root).holds("locales/a.po", digest)
    assert not index_of(root).holds("build/none.txt", digest)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"\0" * 9000])
def test_a_damaged_file_is_made_anew(root: Path, damage: bytes) -> None:
    recorded(root)
    (root / INDEX).write_bytes(damage)
    assert recalled(root) is None
    recorded(root)
    assert recalled(root) == b"result"


def test_no_row_is_believed_that_was_torn_apart(root: Path) -> None:
    recorded(root, result=b"r" * 3000)
    path = root / INDEX
    path.write_bytes(path.read_bytes().replace(b"r" * 200, b"r" * 199 + b"s", 1))
    assert recalled(root) is None


def test_the_form_of_another_version_is_made_anew(root: Path) -> None:
    connection = sqlite3.connect(root / INDEX)
    connection.execute("CREATE TABLE work (other TEXT)")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    recorded(root)
    assert recalled(root) == b"result"


def test_without_a_state_folder_nothing_is_made(root: Path) -> None:
    (root / ".polyloom").rmdir()
    recorded(root)
    assert recalled(root) is None
    assert not (root / ".polyloom").exists()


@pytest.mark.parametrize("link", [True, False])
def test_an_index_that_is_no_file_is_left_alone(root: Path, link: bool) -> None:
    target = root / "elsewhere"
    if link:
        target.write_bytes(b"somebody's")
        (root / INDEX).symlink_to(target)
    else:
        (root / INDEX).mkdir()
    recorded(root)
    assert recalled(root) is None
    assert not link or target.read_bytes() == b"somebody's"


def test_a_read_only_disk_has_an_index_that_is_only_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source").mkdir()
        (root / ".polyloom").mkdir()
        (root / "source/a.txt").write_text("text", "utf-8")
        settle_down()
        unit = WorkUnit("build", "a", ("source/a.txt",), b"")
        recorded(root, unit)
        before = (root / INDEX).read_bytes()
        for path, mode in ((INDEX, 0o444), (".polyloom", 0o555), (".", 0o555)):
            (root / path).chmod(mode)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            index = index_of(root)
            assert index.recall(unit) == b"result"
            other = WorkUnit("build", "b", ("source/a.txt",), b"")
            assert index.recall(other) is None
            index.record(other, b"result")
            index.settle([other])
            index.save()
        finally:
            if is_root:
                os.seteuid(0)
            (root).chmod(0o755)
            (root / ".polyloom").chmod(0o755)
        assert (root / INDEX).read_bytes() == before


def test_two_runs_that_save_lose_nothing_of_each_other(root: Path) -> None:
    one, other = index_of(root), index_of(root)
    second = WorkUnit("build", "b", INPUTS[:1], b"settings")
    for index, unit in ((one, UNIT), (other, second)):
        assert index.recall(unit) is None
        index.record(unit, b"result")
        index.settle([unit])
    one.save()
    other.save()
    assert recalled(root) == recalled(root, second) == b"result"


@pytest.mark.slow
def test_a_run_does_not_wait_long_for_one_that_saves(root: Path) -> None:
    recorded(root)
    with sqlite3.connect(root / INDEX) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert recalled(root) is None
        index = index_of(root)
        index.recall(UNIT)
        index.record(UNIT, b"other")
        index.settle([UNIT])
        index.save()
    holder.close()
    assert recalled(root) == b"result"


def test_another_package_is_another_program(tmp_path: Path) -> None:
    module = tmp_path / "room/module.py"
    module.parent.mkdir()
    module.write_text("answer = 41\n", "utf-8")
    before = program_identity(tmp_path, "en")
    (tmp_path / "room/__pycache__").mkdir()
    (tmp_path / "room/__pycache__/module.pyc").write_bytes(b"made of it")
    assert program_identity(tmp_path, "en") == before
    assert program_identity(tmp_path, "es") != before
    module.write_text("answer = 42\n", "utf-8")
    assert program_identity(tmp_path, "en") != before


def test_a_name_that_is_not_utf_8_is_no_input_that_is_known(root: Path) -> None:
    recorded_with = FileGroup(("source/a.txt", "locales/\udcff.po"))
    unit = WorkUnit("update", "a", (), b"", (recorded_with,))
    recorded(root, unit)
    assert recalled(root, unit) is None


def test_locales_are_listed_anew_once_work_was_done(root: Path) -> None:
    index = index_of(root)

    def listed(folder: str = "locales") -> list[str]:
        return index.files_in_locales(root, folder, ".po")

    assert listed() == ["locales/a.po"]
    (root / "locales/es").mkdir()
    (root / "locales/es/b.po").touch()
    assert listed() == ["locales/a.po"]
    assert listed("locales/es") == ["locales/es/b.po"], "a folder that was not there is looked into"
    index.recall(UNIT)
    index.settle([replace(UNIT, inputs=("source/a.txt", "locales/a.po"))])
    assert listed() == ["locales/a.po"], "of these none was made"
    index.settle([UNIT])
    assert listed() == ["locales/a.po", "locales/es/b.po"]
    assert listed("locales/es") == ["locales/es/b.po"]
    assert NO_INDEX.files_in_locales(root, "locales", ".po") == listed()


def test_of_the_results_of_parts_only_those_are_written_that_changed(root: Path) -> None:
    group = FileGroup(INPUTS)
    whole = WorkUnit("build all", "es", (), b"", (group,))

    def record(rows: list[bytes | None]) -> None:
        index = index_of(root)
        index.recall_whole(whole)
        index.record_whole(whole, KnownParts(rows), {})
        index.settle([])
        index.save()

    def numbers() -> dict[tuple[str, str], int]:
        with sqlite3.connect(root / INDEX) as connection:
            found = connection.execute("SELECT stage, name, rowid FROM work").fetchall()
        connection.close()
        return {(stage, name): number for stage, name, number in found}

    rows: list[bytes | None] = [b"result"] * 200
    record(rows)
    before = numbers()
    rows[70] = b"another"
    record(rows)
    after = numbers()
    assert {name for name, number in after.items() if before.get(name) != number} == {
        ("build all", "es"),
        ("build all: es", "1"),
    }
    assert index_of(root).recall_whole(whole) == KnownParts(rows)
    record(rows[:10])
    assert numbers().keys() == {("build all", "es"), ("build all: es", "0")}
    assert index_of(root).recall_whole(whole) == KnownParts(rows[:10])


def test_parts_that_are_recorded_twice_in_a_run_are_those_of_the_second_time(root: Path) -> None:
    whole = WorkUnit("build all", "es", (), b"", (FileGroup(INPUTS),))
    index = index_of(root)
    assert index.recall_whole(whole) is None
    for rows in ([b"one"] * 99, [b"two"] * 70 + [b"one"] * 29, [b"one"] * 99):
        index.record_whole(whole, KnownParts(rows), {})
        index.settle([])
        assert index.recall_whole(whole) == KnownParts(rows)
    index.save()
    assert index_of(root).recall_whole(whole) == KnownParts([b"one"] * 99)
