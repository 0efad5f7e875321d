"""One writer at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from polyloom.errors import UserError
from polyloom.workspace.paths import STATE, inside

_LOCK = f"{STATE}/lock"
_HOLDER = f"{STATE}/lock.holder"


@contextlib.contextmanager
def project_lock(
    root: Path, command: str, *, wait: float, notice: Callable[[str], None]
) -> Iterator[None]:
    """Hold the project's lock, so that no other writing command runs at the same time.

    Waits up to ``wait`` seconds for the holder, telling ``notice`` once who that is. Raises
    UserError when the time is up. The lock dies with its process, however that ends.
    """
    from filelock import FileLock, Timeout

    folder = inside(root, STATE)
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(inside(root, _LOCK))
        with contextlib.suppress(Timeout):
            lock.acquire(timeout=0)
        if not lock.is_locked:
            notice(f"waiting for {_holder(root)}")
            lock.acquire(timeout=wait)
    except Timeout:
        raise UserError(
            f"{_holder(root)} is at work here for more than {wait:g} seconds",
            where=_LOCK,
            remedy="wait until it has finished, or stop it, and run the command again",
        ) from None
    except OSError as error:
        raise UserError(
            f"cannot lock the project: {(error.strerror or str(error)).lower()}",
            where=_LOCK,
            remedy="make the project's folder writable for you",
        ) from None
    try:
        _note_holder(root, f"polyloom {command} (process {os.getpid()})")
        yield
    finally:
        _note_holder(root, "")
        lock.release()


def _holder(root: Path) -> str:
    try:
        return inside(root, _HOLDER).read_text(encoding="utf-8") or "another polyloom"
    except OSError:
        return "another polyloom"


def _note_holder(root: Path, text: str) -> None:
    # Only for the message to others: the lock itself holds without it.
    with contextlib.suppress(OSError):
        inside(root, _HOLDER).write_text(text, encoding="utf-8")
