"""Replacing a file as a whole, and only what was read of it.

Whoever looks sees the old bytes or the new ones, also after a crash or a power failure. What
another program saves while this one writes is found, be it in the last moment, and stays.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable

from msgspec import Struct

from polyloom.workspace.name_exchange import exchange, move_to_free_name
from polyloom.workspace.ownership import copy_access, give_to_project, make_folders
from polyloom.workspace.regular_files import (
    all_bytes,
    has_content,
    need_regular,
    open_regular,
    write_all,
)
from polyloom.workspace.temporary_files import forget_places, temporary_path

# How often a new file is written again whose folder or which itself somebody has removed.
_ATTEMPTS = 3

# Moves the temporary file (the first path) to its name (the second); whether it is certain that
# nothing is left under the first one. Raises OSError.
Move = Callable[[str, str], bool]


class ChangedMeanwhileError(Exception):
    """The file on disk is no longer what was read: read it again, and do the work again."""


class NewContent(Struct, frozen=True):
    """The bytes that a file below ``root`` is to have.

    ``durable``: they are on the disk before the file has its name.
    """

    root: str
    data: bytes
    durable: bool


def replace_file(target: str, content: NewContent, move: Move) -> None:
    """Write a temporary file with the owner and rights of ``target``, and ``move`` it there.

    Raises OSError where that cannot be done; the target is then as it was. Raises what ``move``
    raises.
    """
    beside = False
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _replace_once(target, content, move, beside=beside)
        except FileNotFoundError:
            # Its folder has been removed, or a run that tidies up took the file for a killed one's.
            if attempt == _ATTEMPTS:
                raise
            forget_places()
        except OSError as error:
            # Another disk than that of the state folder.
            if error.errno != errno.EXDEV or beside:
                raise
            beside = True
        else:
            return


def move_over_anything(temporary: str, target: str) -> bool:
    """Move a file to a name, whatever has it."""
    os.replace(temporary, target)
    return True


def move_over_nothing(temporary: str, target: str) -> bool:
    """Move a file to a name that nothing has. Raises ChangedMeanwhileError where something has."""
    try:
        if move_to_free_name(temporary, target):
            return True
    except FileExistsError:
        raise ChangedMeanwhileError(target) from None
    if os.path.lexists(target):
        raise ChangedMeanwhileError(target)
    os.replace(temporary, target)
    return True


def move_over(expected: bytes, data: bytes) -> Move:
    """What moves a file that holds ``data`` over one that holds ``expected``.

    It raises ChangedMeanwhileError where the one in its place turns out to be another; that one
    then keeps its name. Where the system cannot exchange two names, what is saved in the
    instant between the last look and the move is not seen.
    """

    def move(temporary: str, target: str) -> bool:
        if not _holds(target, expected):
            raise ChangedMeanwhileError(target)
        try:
            is_moved = exchange(temporary, target)
            is_other = is_moved and not _holds(temporary, expected)
        except FileNotFoundError:
            raise ChangedMeanwhileError(target) from None
        except KeyboardInterrupt:
            # It may have come behind the exchange.
            if not (_holds(temporary, expected) or _holds(temporary, data)):
                _put_back(temporary, target, data)
            raise
        if is_other:
            _put_back(temporary, target, data)
            raise ChangedMeanwhileError(target)
        if not is_moved:
            os.replace(temporary, target)
        return not is_moved

    return move


def _put_back(out: str, target: str, put: bytes) -> None:
    """Give the file ``out`` the name again that it had, in which now stands what holds ``put``.

    What somebody has saved there since is later still: it stays in its place.
    """
    while True:
        latest = _content(out)
        exchange(out, target)
        if latest is None or _holds(out, put):
            return
        put = latest


def _holds(path: str, data: bytes) -> bool:
    try:
        return has_content(path, data)
    except OSError:
        return False


def _content(path: str) -> bytes | None:
    try:
        return all_bytes(path)
    except OSError:
        return None


def _replace_once(target: str, content: NewContent, move: Move, *, beside: bool) -> None:
    found = _replaceable(target)
    temporary = temporary_path(content.root, os.path.dirname(target), beside=beside)
    nothing_left = False
    try:
        _write_new(temporary, target, found, content)
        nothing_left = move(temporary, target)
    finally:
        # What came out of an exchange, or is left of an attempt; an interruption may come
        # right behind any step.
        if not nothing_left:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


def _replaceable(target: str) -> os.stat_result | None:
    """What the system says of a file that may be replaced, None where there is none.

    A read-only file stays as it is, though its folder would let it be replaced. Raises OSError.
    """
    try:
        found = os.stat(target)
    except (FileNotFoundError, NotADirectoryError):
        return None
    need_regular(found.st_mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    return found


def _write_new(
    temporary: str, target: str, found: os.stat_result | None, content: NewContent
) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = open_regular(temporary, flags)
    except FileNotFoundError:
        make_folders(os.path.dirname(temporary), content.root)
        handle = open_regular(temporary, flags)
    try:
        write_all(handle, content.data)
        if found is None:
            give_to_project(handle, content.root)
        else:
            copy_access(target, found, handle)
        if content.durable:
            os.fsync(handle)
    finally:
        os.close(handle)
