"""A project's lock: only one command writes at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from polyloom.errors import UserError
from polyloom.workspace.files import fault_sentence
from polyloom.workspace.paths import STATE, path_inside

_LOCK = f"{STATE}/lock"
_HOLDER = f"{STATE}/lock.holder"
# Between two attempts to take the lock, in seconds.
_PAUSE = 0.05


@contextlib.contextmanager
def project_lock(
    root: Path, command: str, *, wait: float, notice: Callable[[str], None]
) -> Iterator[None]:
    """Hold the project's lock, so that no other writing command runs at the same time.

    Waits up to ``wait`` seconds for the holder, telling ``notice`` once who that is. Raises
    UserError when the time is up. The lock dies with its process, however that ends.
    """
    with contextlib.ExitStack() as held:
        try:
            path_inside(root, STATE).mkdir(exist_ok=True)
            file = held.enter_context(path_inside(root, _LOCK).open("ab"))
            if not _take(file):
                notice(f"waiting for {_holder(root)}")
                _wait_for(file, root, wait)
        except OSError as error:
            raise fault_sentence(error, "cannot lock the project", _LOCK) from None
        try:
            _note_holder(root, f"polyloom {command} (process {os.getpid()})")
            yield
        finally:
            _note_holder(root, "")


def _take(file: BinaryIO) -> bool:
    """Lock the file if nobody else has; closing it, or the end of the process, unlocks it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_for(file: BinaryIO, root: Path, wait: float) -> None:
    end = time.monotonic() + wait
    while not _take(file):
        if time.monotonic() >= end:
            raise UserError(
                f"{_holder(root)} is at work here for more than {wait:g} seconds",
                where=_LOCK,
                remedy="wait until it has finished, or stop it, and run the command again",
            )
        time.sleep(_PAUSE)


def _holder(root: Path) -> str:
    try:
        return path_inside(root, _HOLDER).read_text(encoding="utf-8") or "another polyloom"
    except OSError:
        return "another polyloom"


def _note_holder(root: Path, text: str) -> None:
    # Only for the message to others: the lock itself holds without it.
    with contextlib.suppress(OSError):
        path_inside(root, _HOLDER).write_text(text, encoding="utf-8")
