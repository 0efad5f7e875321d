"""How a place looks: another way after anything that a run could read otherwise."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.workspace.place_states import PLACES, last_change, place_state

SECOND = 1_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("source/a.txt", "source/deep/b.txt", "locales/es/LC_MESSAGES/a.po"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"Bread is dear.\n")
    (tmp_path / "polyloom.toml").write_bytes(b"source_locale = 'en'\n")
    return tmp_path


def states(root: Path) -> list[bytes | None]:
    return [
        None if (state := place_state(root, place)) is None else state.digest for place in PLACES
    ]


def edited_in_place(path: Path) -> None:
    """A letter is another one; size and time are what they were."""
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"e", b"a"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced(path: Path) -> None:
    """Another file of the same bytes and times has the name."""
    times, other = path.stat(), path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter": lambda root: edited_in_place(root / "source/a.txt"),
    "a letter of a deep file": lambda root: edited_in_place(root / "source/deep/b.txt"),
    "a letter of the settings": lambda root: edited_in_place(root / "polyloom.toml"),
    "a letter of a catalog": lambda root: edited_in_place(root / "locales/es/LC_MESSAGES/a.po"),
    "another file": lambda root: replaced(root / "source/a.txt"),
    "a new file": lambda root: (root / "source/deep/c.txt").write_bytes(b""),
    "a file less": lambda root: (root / "source/a.txt").unlink(),
    "another name": lambda root: (root / "source/a.txt").rename(root / "source/c.txt"),
    "another folder": lambda root: (root / "source/a.txt").rename(root / "source/deep/a.txt"),
    "a new folder": lambda root: (root / "locales/es/LC_MESSAGES/b.po").mkdir(),
    "a new place": lambda root: (root / "build").mkdir(),
    "a place less": lambda root: (root / "polyloom.toml").unlink(),
    "a time": lambda root: os.utime(root / "source/a.txt", ns=(0, 0)),
    "a mode": lambda root: (root / "source/a.txt").chmod(0o600),
    "a link": lambda root: (root / "source/link.txt").symlink_to("a.txt"),
    "a place behind a link": lambda root: (root / "build").symlink_to("source"),
    "a pipe": lambda root: os.mkfifo(root / "source/pipe"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_another_one_after_a_change(root: Path, change: str) -> None:
    before = states(root)
    assert states(root) == before
    time.sleep(0.02)
    CHANGES[change](root)
    assert states(root) != before


@pytest.mark.parametrize("change", ["a link", "a place behind a link", "a pipe"])
def test_what_is_no_file_has_no_state(root: Path, change: str) -> None:
    CHANGES[change](root)
    assert None in states(root)


def test_a_folder_that_cannot_be_looked_into_has_none(root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("this user may look into every folder")
    (root / "source/deep").chmod(0)
    assert place_state(root, "source") is None
    (root / "source/deep").chmod(0o700)


def test_a_name_that_is_not_utf_8_has_none(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root / "source") + b"/\xe9.txt")).touch()
    except OSError:
        pytest.skip("this disk takes no such name")
    assert place_state(root, "source") is None


def test_it_says_until_when_it_may_hide_something(root: Path) -> None:
    state = place_state(root, "source")
    assert state is not None
    latest = max(path.stat().st_ctime_ns for path in (root / "source").rglob("*"))
    assert latest < state.changeable_until < latest + SECOND
    # A disk whose times are whole seconds may have two seconds of one time.
    os.utime(root / "source/a.txt", ns=(5 * SECOND, 5 * SECOND))
    state = place_state(root, "source")
    assert state is not None
    assert state.changeable_until > time.time_ns() + SECOND
    os.utime(root / "source/a.txt", ns=(10**19, 9 * 10**18))
    state = place_state(root, "source")
    assert state is not None
    assert state.changeable_until > 9 * 10**18


def test_what_is_new_in_a_place_is_its_last_change(root: Path) -> None:
    before = last_change(root, "source")
    time.sleep(0.02)
    edited_in_place(root / "source/deep/b.txt")
    assert last_change(root, "source") == before
    replaced(root / "source/a.txt")
    assert last_change(root, "source") > before
    assert last_change(root, "build") == 0
