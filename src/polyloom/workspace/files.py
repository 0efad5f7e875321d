"""Reading and writing whole files so that nothing of a person's is ever lost or half written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from polyloom.errors import UserError
from polyloom.workspace.paths import inside


class ChangedMeanwhileError(Exception):
    """The file on disk is no longer what was read: read it again, and do the work again."""


def read(root: Path, relative: str) -> bytes:
    """The bytes of a file. Raises UserError where it is missing, no file, or not readable."""
    try:
        return inside(root, relative).read_bytes()
    except OSError as error:
        raise _sentence(error, relative, "read") from None


def read_if_there(root: Path, relative: str) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    path = inside(root, relative)
    return read(root, relative) if path.exists() or path.is_symlink() else None


def write(root: Path, relative: str, data: bytes) -> bool:
    """Make the file hold ``data``; whether it had to be written.

    A file that holds it already is left alone. The file is replaced as a whole: whoever looks
    sees the old bytes or the new ones, also after a crash or on a full disk.
    """
    if read_if_there(root, relative) == data:
        return False
    _replace(inside(root, relative), relative, data)
    return True


def write_over(root: Path, relative: str, data: bytes, *, expected: bytes | None) -> bool:
    """Like ``write``, but only over the bytes that were read before (None: no file).

    Raises ChangedMeanwhileError where somebody else has written the file since.
    """
    if read_if_there(root, relative) != expected:
        raise ChangedMeanwhileError(relative)
    return write(root, relative, data)


def _replace(path: Path, relative: str, data: bytes) -> None:
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Through a symbolic link inside the project: the link stays, its target is written.
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else _default_mode()
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        _check_writable(target)
        Path(temporary).replace(target)
    except OSError as error:
        raise _sentence(error, relative, "write") from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()


def _check_writable(target: Path) -> None:
    """A read-only file stays as it is, though its folder would let it be replaced."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))


def _default_mode() -> int:
    umask = os.umask(0o022)
    os.umask(umask)
    return 0o666 & ~umask


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
