"""Reading and writing whole files so that nothing of a person's is ever lost or half written.

Absolute paths are text here: a project has thousands of files, and making a ``Path`` of each takes
as long as reading it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from polyloom.errors import UserError
from polyloom.workspace.paths import text_path_inside

Seen = TypeVar("Seen")

_CHUNK = 1 << 20


class ChangedMeanwhileError(Exception):
    """The file on disk is no longer what was read: read it again, and do the work again."""


def read(root: Path, relative: str) -> bytes:
    """The bytes of a file. Raises UserError where it is missing, no file, or not readable."""
    return _read(text_path_inside(root, relative), relative)


def read_if_there(root: Path, relative: str) -> bytes | None:
    """The bytes of a file, None where there is none. Raises UserError where it is not readable."""
    return _read_if_there(text_path_inside(root, relative), relative)


def write(root: Path, relative: str, data: bytes) -> bool:
    """Make the file hold ``data``; whether it had to be written.

    A file that holds it already is left alone. The file is replaced as a whole: whoever looks
    sees the old bytes or the new ones, also after a crash, a power failure or on a full disk.
    Raises UserError where it cannot be written; it is then as it was.
    """
    path = text_path_inside(root, relative)
    if _already_holds(path, relative, data):
        return False
    _replace(path, relative, data, durable=True)
    return True


def write_derived(root: Path, relative: str, data: bytes) -> bool:
    """Like ``write``, for what the next run makes again from its sources: templates and outputs.

    Nobody waits for the disk: a power failure soon after may leave the file empty or cut off. Its
    bytes are then not ``data``, and whoever derives it again replaces it.
    """
    path = text_path_inside(root, relative)
    if _already_holds(path, relative, data):
        return False
    _replace(path, relative, data, durable=False)
    return True


def write_over(root: Path, relative: str, data: bytes, *, expected: bytes | None) -> bool:
    """Like ``write``, but only over the bytes that were read before (None: no file).

    Raises ChangedMeanwhileError where somebody else has written the file since.
    """
    path = text_path_inside(root, relative)
    if not _has_bytes(path, relative, expected):
        raise ChangedMeanwhileError(relative)
    if data == expected:
        return False
    _replace(path, relative, data, durable=True)
    return True


def remove(root: Path, relative: str, *, expected: bytes) -> None:
    """Remove a file that holds the bytes that were read before, and folders that it leaves empty.

    Raises ChangedMeanwhileError where somebody else has written the file since.
    """
    path = text_path_inside(root, relative)
    if not _has_bytes(path, relative, expected):
        raise ChangedMeanwhileError(relative)
    try:
        Path(path).unlink()
    except OSError as error:
        raise fault_sentence(error, "cannot remove it", relative) from None
    with contextlib.suppress(OSError):
        for folder in Path(path).parents:
            if folder == root:
                break
            folder.rmdir()


def _read(path: str, relative: str) -> bytes:
    try:
        return _all_bytes(path)
    except OSError as error:
        raise fault_sentence(error, "cannot read it", relative) from None


def _read_if_there(path: str, relative: str) -> bytes | None:
    return _if_file_exists(path, relative, _all_bytes)


def _if_file_exists(path: str, relative: str, look_at: Callable[[str], Seen]) -> Seen | None:
    """What ``look_at`` gives for a file, or None where there is none. Raises UserError."""
    try:
        return look_at(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if os.path.islink(path):
            raise fault_sentence(error, "cannot read it", relative) from None
        return None
    except OSError as error:
        raise fault_sentence(error, "cannot read it", relative) from None


def _all_bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def _already_holds(path: str, relative: str, data: bytes) -> bool:
    """Whether the file is there and has these bytes; one of another length is not read."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return False
    except OSError:
        pass
    else:
        if not stat.S_ISLNK(found.st_mode) and found.st_size != len(data):
            return False
    return _has_bytes(path, relative, data)


def _has_bytes(path: str, relative: str, data: bytes | None) -> bool:
    """Whether the file has these bytes (None: there is no file), of which no copy is made."""
    if data is None:
        return _if_file_exists(path, relative, os.stat) is None
    return bool(_if_file_exists(path, relative, lambda path: _reads_as(path, data)))


def _reads_as(path: str, data: bytes) -> bool:
    position = 0
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            if data[position : position + len(piece)] != piece:
                return False
            position += len(piece)
    return position == len(data)


def _replace(path: str, relative: str, data: bytes, *, durable: bool) -> None:
    try:
        # Through a symbolic link inside the project: the link stays, its target is written.
        target = os.path.realpath(path) if os.path.islink(path) else path
        mode = _permissions(target)
        folder, name = os.path.split(target)
        temporary = f"{folder}/.{name}.{os.urandom(8).hex()}"
        try:
            handle = _create_new(temporary)
            with open(handle, "wb") as file:
                file.write(data)
                if mode is not None:
                    os.fchmod(handle, mode)
                if durable:
                    file.flush()
                    os.fsync(handle)
            os.replace(temporary, target)
        except BaseException:
            # An interruption may come right behind any step.
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise fault_sentence(error, "cannot write it", relative) from None


def _permissions(target: str) -> int | None:
    """The permissions of a file, None where there is none.

    A read-only file stays as it is, though its folder would let it be replaced.
    """
    try:
        mode = os.stat(target).st_mode & 0o777
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", target)
    return mode


def _create_new(path: str) -> int:
    """A new file, open for writing, with its folders and the permissions that the umask leaves."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return os.open(path, flags, 0o666)


_REMEDIES = {
    "FileNotFoundError": "look for a wrong name or a broken link",
    "IsADirectoryError": "a file should stand here: move the folder away",
    "NotADirectoryError": "a folder should stand here: move the file away",
    "FileExistsError": "a folder should stand here: move the file away",
    "PermissionError": "make it accessible to you (chmod, or ask its owner)",
}


def fault_sentence(error: OSError, what: str, relative: str) -> UserError:
    """What to say of a fault that the system reports of a file: ``what``, why, and the remedy."""
    remedy = _REMEDIES.get(type(error).__name__, "free some space, or look at the disk")
    reason = (error.strerror or str(error)).lower()
    return UserError(f"{what}: {reason}", where=relative, remedy=remedy)
