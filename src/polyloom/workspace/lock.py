"""A project's lock: only one command writes at a time."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.workspace.fault_sentences import fault_sentence
from polyloom.workspace.ownership import give_to_project
from polyloom.workspace.paths import STATE, path_inside
from polyloom.workspace.regular_files import NOT_THROUGH_LINKS, all_bytes, open_regular
from polyloom.workspace.temporary_files import remove_strays

_LOCK = f"{STATE}/lock"
_HOLDER = f"{STATE}/lock.holder"
# The folder is derived: git is told to look at nothing in it, itself included.
_IGNORE = f"{STATE}/.gitignore"
# Between two attempts to take the lock, in seconds.
_PAUSE = 0.05

# Locks an open file unless somebody else has; whether it did. Raises OSError.
_Take = Callable[[], bool]


@contextlib.contextmanager
def project_lock(
    root: Path, command: str, *, wait: float, notice: Callable[[str], None]
) -> Iterator[None]:
    """Hold the project's lock, so that no other writing command runs at the same time.

    Waits up to ``wait`` seconds for the holder, telling ``notice`` once who that is. Raises
    UserError when the time is up. The lock dies with its process, however that ends. What killed
    holders have left unfinished is removed.
    """
    with ExitStack() as held:
        try:
            make_state_folder(root)
            take = _lock_file(root, held)
            if not take():
                notice(message("waiting for {holder}", holder=_holder(root)))
                _wait_for(take, root, wait)
        except OSError as error:
            raise fault_sentence(error, message("cannot lock the project"), _LOCK) from None
        try:
            _note_holder(root, f"polyloom {command} (process {os.getpid()})")
            remove_strays(root)
            yield
        finally:
            _note_holder(root, "")


def make_state_folder(root: Path) -> None:
    """Make the project's state folder, of which git is told nothing. Raises OSError, UserError."""
    folder = path_inside(root, STATE)
    if folder.is_dir():
        return
    folder.mkdir(exist_ok=True)
    give_to_project(str(folder), str(root))
    with contextlib.suppress(OSError):
        _write(root, _IGNORE, "*\n")


def _lock_file(root: Path, held: ExitStack) -> _Take:
    """What takes the lock, which lasts until ``held`` is closed or the process ends."""
    handle = _open(root, _LOCK, os.O_RDWR | os.O_CREAT)
    held.callback(os.close, handle)
    try:
        import fcntl
    except ImportError:
        return _database_lock(root, held)

    def take() -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    return take


def _database_lock(root: Path, held: ExitStack) -> _Take:
    """Like ``_lock_file``, for a system that lacks flock(2), such as Windows.

    SQLite locks its files on every system that it knows, so that they are free again when their
    process has ended.
    """
    import sqlite3

    connection = sqlite3.connect(path_inside(root, f"{_LOCK}.sqlite"), timeout=0)
    held.callback(connection.close)

    def take() -> bool:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise OSError(None, str(error)) from None
        return True

    return take


def _wait_for(take: _Take, root: Path, wait: float) -> None:
    end = time.monotonic() + wait
    while not take():
        if time.monotonic() >= end:
            raise UserError(
                message(
                    "{holder} is at work here for more than {wait} seconds",
                    holder=_holder(root),
                    wait=f"{wait:g}",
                ),
                where=_LOCK,
                remedy=message("wait until it has finished, or stop it, and run the command again"),
            )
        time.sleep(_PAUSE)


def _holder(root: Path) -> str:
    try:
        return all_bytes(str(path_inside(root, _HOLDER))).decode() or message("another polyloom")
    except (OSError, UnicodeDecodeError):
        return message("another polyloom")


def _note_holder(root: Path, text: str) -> None:
    # Only for the message to others: the lock itself holds without it.
    with contextlib.suppress(OSError, UserError):
        _write(root, _HOLDER, text)


def _write(root: Path, relative: str, text: str) -> None:
    handle = _open(root, relative, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)


def _open(root: Path, relative: str, flags: int) -> int:
    """Open a file of the state folder. Raises OSError, and UserError where it leads out."""
    handle = open_regular(str(path_inside(root, relative)), flags | NOT_THROUGH_LINKS)
    give_to_project(handle, str(root))
    return handle
