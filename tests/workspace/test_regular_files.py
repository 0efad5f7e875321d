"""What is no regular file is refused by name, and never waited for."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.files import read, read_if_there, remove, write, write_derived, write_over
from polyloom.workspace.lock import project_lock
from polyloom.workspace.response_store import open_response_store

MOVE = "; move it away: a file should stand here"


@contextmanager
def no_file(path: Path, kind: str) -> Iterator[None]:
    path.parent.mkdir(exist_ok=True, parents=True)
    if kind == "a named pipe":
        os.mkfifo(path)
        yield
    elif kind == "a socket":
        with socket.socket(socket.AF_UNIX) as listening:
            here = Path.cwd()
            os.chdir(path.parent)
            listening.bind(path.name)
            os.chdir(here)
            yield
    else:
        try:
            os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
            path.open("rb").close()
        except PermissionError:
            pytest.skip("only root makes devices, and not everywhere")
        yield


ACTIONS: dict[str, Callable[[Path], object]] = {
    "read": lambda root: read(root, "a/x.po"),
    "read if there": lambda root: read_if_there(root, "a/x.po"),
    "write": lambda root: write(root, "a/x.po", b"text"),
    "write nothing": lambda root: write(root, "a/x.po", b""),
    "write derived": lambda root: write_derived(root, "a/x.po", b"text"),
    "write over": lambda root: write_over(root, "a/x.po", b"text", expected=b"old"),
    "remove": lambda root: remove(root, "a/x.po", expected=b"old"),
}


@pytest.mark.parametrize("kind", ["a named pipe", "a socket", "a device"])
@pytest.mark.parametrize("action", ACTIONS)
def test_it_is_refused_by_name(tmp_path: Path, kind: str, action: str) -> None:
    with no_file(tmp_path / "a/x.po", kind):
        with pytest.raises(UserError) as caught:
            ACTIONS[action](tmp_path)
        assert caught.value.where == "a/x.po"
        assert str(caught.value).endswith(f": it is {kind}, no file{MOVE}")
        assert not (tmp_path / "a/x.po").is_file()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_link_that_leads_back_to_itself_is_one_sentence(tmp_path: Path, action: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.po").symlink_to("y.po")
    (tmp_path / "a/y.po").symlink_to("x.po")
    with pytest.raises(UserError, match="too many levels of symbolic links; remove the link"):
        ACTIONS[action](tmp_path)


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "remove"])
def test_a_name_that_is_too_long_is_one_sentence(tmp_path: Path, action: str) -> None:
    name = "x" * 260
    actions: dict[str, Callable[[], object]] = {
        "read": lambda: read(tmp_path, name),
        "read if there": lambda: read_if_there(tmp_path, name),
        "write": lambda: write(tmp_path, name, b"text"),
        "write nothing": lambda: write(tmp_path, name, b""),
        "write derived": lambda: write_derived(tmp_path, name, b"text"),
        "write over": lambda: write_over(tmp_path, name, b"text", expected=None),
    }
    with pytest.raises(UserError, match="file name too long; give it a shorter name"):
        actions[action]()


def test_names_as_long_as_the_system_can_hold_are_written(tmp_path: Path) -> None:
    name = "x" * 252 + ".po"
    assert write_over(tmp_path, name, b"one", expected=None)
    assert write_over(tmp_path, name, b"two", expected=b"one")
    assert read(tmp_path, name) == b"two"


@pytest.mark.parametrize("kind", ["a named pipe", "a socket", "a device"])
def test_a_lock_that_is_no_file(tmp_path: Path, kind: str) -> None:
    with no_file(tmp_path / ".polyloom/lock", kind):
        with (
            pytest.raises(UserError) as caught,
            project_lock(tmp_path, "sync", wait=0, notice=print),
        ):
            pass
        assert str(caught.value).startswith(".polyloom/lock: cannot lock the project: it is")


@pytest.mark.parametrize("kind", ["a named pipe", "a socket"])
def test_a_name_of_the_holder_that_is_no_file_hinders_nobody(tmp_path: Path, kind: str) -> None:
    with (
        no_file(tmp_path / ".polyloom/lock.holder", kind),
        project_lock(tmp_path, "sync", wait=0, notice=print),
        pytest.raises(UserError, match="another polyloom is at work here"),
        project_lock(tmp_path, "sync", wait=0, notice=lambda _: None),
    ):
        pass


@pytest.mark.parametrize("name", ["lock", "lock.holder", "answers.sqlite"])
def test_no_file_is_written_through_a_link_in_the_state_folder(tmp_path: Path, name: str) -> None:
    """A repository may bring the folder, with links to files that are no state."""
    (tmp_path / ".polyloom").mkdir()
    (tmp_path / "work.po").write_bytes(b"a person's work")
    (tmp_path / ".polyloom" / name).symlink_to("../work.po")
    with (
        contextlib.suppress(UserError),
        project_lock(tmp_path, "sync", wait=0, notice=print),
        open_response_store(tmp_path),
    ):
        pass
    assert (tmp_path / "work.po").read_bytes() == b"a person's work"


@pytest.mark.parametrize("kind", ["a named pipe", "a socket"])
def test_answers_that_are_no_file(tmp_path: Path, kind: str) -> None:
    with (
        no_file(tmp_path / ".polyloom/answers.sqlite", kind),
        pytest.raises(UserError, match=r"the answers of engines cannot be kept: .*it is a"),
        open_response_store(tmp_path),
    ):
        pass
