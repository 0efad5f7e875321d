"""Reading and writing whole files so that nothing of a person's is ever lost or half written."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from polyloom.errors import UserError
from polyloom.workspace.paths import inside


class ChangedMeanwhileError(Exception):
    """The file on disk is no longer what was read: read it again, and do the work again."""


def read(root: Path, relative: str) -> bytes:
    """The bytes of a file. Raises UserError where it is missing, no file, or not readable."""
    return _read(inside(root, relative), relative)


def read_if_there(root: Path, relative: str) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    return _read_if_there(inside(root, relative), relative)


def write(root: Path, relative: str, data: bytes) -> bool:
    """Make the file hold ``data``; whether it had to be written.

    A file that holds it already is left alone. The file is replaced as a whole: whoever looks
    sees the old bytes or the new ones, also after a crash, a power failure or on a full disk.
    """
    path = inside(root, relative)
    if _holds(path, relative, data):
        return False
    _replace(path, relative, data, durable=True)
    return True


def write_derived(root: Path, relative: str, data: bytes) -> bool:
    """Like ``write``, for what the next run makes again from its sources: templates and outputs.

    Nobody waits for the disk: a power failure soon after may leave the file empty or cut off. Its
    bytes are then not ``data``, and whoever derives it again replaces it.
    """
    path = inside(root, relative)
    if _holds(path, relative, data):
        return False
    _replace(path, relative, data, durable=False)
    return True


def write_over(root: Path, relative: str, data: bytes, *, expected: bytes | None) -> bool:
    """Like ``write``, but only over the bytes that were read before (None: no file).

    Raises ChangedMeanwhileError where somebody else has written the file since.
    """
    path = inside(root, relative)
    if _read_if_there(path, relative) != expected:
        raise ChangedMeanwhileError(relative)
    if data == expected:
        return False
    _replace(path, relative, data, durable=True)
    return True


def remove(root: Path, relative: str, *, expected: bytes) -> None:
    """Remove a file that holds the bytes that were read before, and folders that it leaves empty.

    Raises ChangedMeanwhileError where somebody else has written the file since.
    """
    path = inside(root, relative)
    if _read_if_there(path, relative) != expected:
        raise ChangedMeanwhileError(relative)
    try:
        path.unlink()
    except OSError as error:
        raise _sentence(error, relative, "remove") from None
    with contextlib.suppress(OSError):
        for folder in path.parents:
            if folder == root:
                break
            folder.rmdir()


def _read(path: Path, relative: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _sentence(error, relative, "read") from None


def _read_if_there(path: Path, relative: str) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.is_symlink():
            raise _sentence(error, relative, "read") from None
        return None
    except OSError as error:
        raise _sentence(error, relative, "read") from None


def _holds(path: Path, relative: str, data: bytes) -> bool:
    """Whether the file is there and has these bytes; one of another length is not read."""
    try:
        if not path.is_symlink() and path.stat().st_size != len(data):
            return False
    except FileNotFoundError:
        return False
    except OSError:
        pass
    return _read_if_there(path, relative) == data


def _replace(path: Path, relative: str, data: bytes, *, durable: bool) -> None:
    try:
        # Through a symbolic link inside the project: the link stays, its target is written.
        target = path.resolve() if path.is_symlink() else path
        mode = _mode(target)
        temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}")
        with contextlib.ExitStack() as undo:
            # First of all: an interruption may come right behind any step.
            undo.callback(temporary.unlink, missing_ok=True)
            handle = _create(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if mode is not None:
                    os.fchmod(handle, mode)
                if durable:
                    file.flush()
                    os.fsync(handle)
            temporary.replace(target)
            undo.pop_all()
    except OSError as error:
        raise _sentence(error, relative, "write") from None


def _mode(target: Path) -> int | None:
    """The permissions of a file, None where there is none.

    A read-only file stays as it is, though its folder would let it be replaced.
    """
    try:
        mode = target.stat().st_mode & 0o777
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))
    return mode


def _create(path: Path) -> int:
    """A new file, open for writing, with its folders and the permissions that the umask leaves."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o666)


_REMEDIES = {
    "FileNotFoundError": "look for a wrong name or a broken link",
    "IsADirectoryError": "a file should stand here: move the folder away",
    "NotADirectoryError": "a folder should stand here: move the file away",
    "FileExistsError": "a folder should stand here: move the file away",
    "PermissionError": "make it accessible to you (chmod, or ask its owner)",
}


def _sentence(error: OSError, relative: str, verb: str) -> UserError:
    remedy = _REMEDIES.get(type(error).__name__, "free some space, or look at the disk")
    reason = (error.strerror or str(error)).lower()
    return UserError(f"cannot {verb} it: {reason}", where=relative, remedy=remedy)
