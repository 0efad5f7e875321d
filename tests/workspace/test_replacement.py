"""What somebody saves while a file is replaced stays, whenever that is."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.workspace import replacement
from polyloom.workspace.files import ChangedMeanwhileError, write_over
from polyloom.workspace.name_exchange import exchange, move_to_free_name

OLD, NEW, EDIT, LATER = b"what was read", b"what is written", b"an edit", b"a later edit"


def save_as_a_new_file(path: Path, data: bytes) -> None:
    """Save as most editors do."""
    beside = path.with_name("editor's copy")
    beside.write_bytes(data)
    beside.replace(path)


def save_in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@pytest.fixture(params=[save_as_a_new_file, save_in_place])
def save(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    chosen: Callable[[Path, bytes], None] = request.param
    return chosen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.po"
    path.write_bytes(OLD)
    return path


def on_exchange(monkeypatch: pytest.MonkeyPatch, *events: Callable[[], None]) -> None:
    """What others do right before each exchange of names: behind the last look at the file."""
    left = [*events]

    def late(one: str, other: str) -> bool:
        if left:
            left.pop(0)()
        return exchange(one, other)

    monkeypatch.setattr(replacement, "exchange", late)


def test_an_edit_between_the_last_look_and_the_move_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, bytes], None]
) -> None:
    on_exchange(monkeypatch, lambda: save(path, EDIT))
    with pytest.raises(ChangedMeanwhileError):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [("a.po", EDIT)]


def test_of_several_edits_the_last_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, bytes], None]
) -> None:
    on_exchange(monkeypatch, lambda: save(path, EDIT), lambda: save(path, LATER))
    with pytest.raises(ChangedMeanwhileError):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [("a.po", LATER)]


def test_an_editor_that_is_half_way_through_saving_finishes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = None

    def begin() -> None:
        nonlocal editor
        editor = path.open("wb", buffering=0)
        editor.write(EDIT[:3])

    on_exchange(monkeypatch, begin)
    with pytest.raises(ChangedMeanwhileError):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert editor is not None
    editor.write(EDIT[3:])
    editor.close()
    assert path.read_bytes() == EDIT


def test_a_file_that_is_removed_in_the_last_moment_stays_removed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_exchange(monkeypatch, path.unlink)
    with pytest.raises(ChangedMeanwhileError):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_takes_the_name_in_the_last_moment_keeps_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take() -> None:
        path.unlink()
        path.mkdir()
        (path / "inside").write_bytes(EDIT)

    on_exchange(monkeypatch, take)
    with pytest.raises(ChangedMeanwhileError):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert (path / "inside").read_bytes() == EDIT
    assert [each.name for each in path.parent.iterdir()] == ["a.po"]


@pytest.mark.parametrize("when", ["before", "behind"])
def test_an_interruption_at_the_exchange_keeps_the_edit(
    path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def interrupted(one: str, other: str) -> bool:
        monkeypatch.setattr(replacement, "exchange", exchange)
        path.write_bytes(EDIT)
        if when == "behind":
            exchange(one, other)
        raise KeyboardInterrupt

    monkeypatch.setattr(replacement, "exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_over(path.parent, "a.po", NEW, expected=OLD)
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [("a.po", EDIT)]


def test_a_file_that_appears_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(one: str, other: str) -> bool:
        Path(other).write_bytes(EDIT)
        return move_to_free_name(one, other)

    monkeypatch.setattr(replacement, "move_to_free_name", late)
    with pytest.raises(ChangedMeanwhileError):
        write_over(tmp_path, "new.po", NEW, expected=None)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("new.po", EDIT)]


def test_without_an_exchange_of_names_the_file_is_looked_at_again_before_the_move(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacement, "exchange", lambda *_: False)
    monkeypatch.setattr(replacement, "move_to_free_name", lambda *_: False)
    assert write_over(path.parent, "a.po", NEW, expected=OLD)
    assert write_over(path.parent, "b.po", NEW, expected=None)
    synced = os.fsync

    def saved_meanwhile(handle: int) -> None:
        synced(handle)
        path.write_bytes(EDIT)
        (path.parent / "c.po").write_bytes(EDIT)

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    for name, expected in (("a.po", NEW), ("c.po", None)):
        with pytest.raises(ChangedMeanwhileError):
            write_over(path.parent, name, LATER, expected=expected)
        assert (path.parent / name).read_bytes() == EDIT
    assert sorted(each.name for each in path.parent.iterdir()) == ["a.po", "b.po", "c.po"]


def test_a_temporary_file_that_is_tidied_away_is_written_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[str] = []
    replace = os.replace

    def tidied(one: str, other: str) -> None:
        if not removed:
            removed.append(one)
            Path(one).unlink()
        replace(one, other)

    monkeypatch.setattr(os, "replace", tidied)
    content = replacement.NewContent(str(path.parent), NEW, durable=False)
    replacement.replace_file(str(path), content, replacement.move_over_anything)
    assert path.read_bytes() == NEW
    assert removed


def test_edits_at_any_time_are_never_lost(path: Path) -> None:
    """An editor saves what it holds as often as it can while the program adds its own lines.

    It does not read again what it saves over: where two names are exchanged and exchanged back,
    who reads in that instant has what is taken back.
    """
    edits = [b"edit %d\n" % number for number in range(300)]
    is_over = threading.Event()

    def edit() -> None:
        for count in range(1, len(edits) + 1):
            save_as_a_new_file(path, b"".join(edits[:count]))
        is_over.set()

    path.write_bytes(b"")
    editor = threading.Thread(target=edit)
    editor.start()
    added = 0
    while not is_over.is_set() or not added:
        before = path.read_bytes()
        try:
            write_over(path.parent, "a.po", before + b"program\n", expected=before)
        except ChangedMeanwhileError:
            continue
        added += 1
    editor.join()
    lines = path.read_bytes().splitlines(keepends=True)
    assert [line for line in lines if line.startswith(b"edit")] == edits
