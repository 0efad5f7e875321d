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
from typing import NamedTuple, TypeVar

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.workspace.fault_sentences import fault_sentence
from polyloom.workspace.paths import text_path_inside
from polyloom.workspace.regular_files import all_bytes, has_content
from polyloom.workspace.replacement import (
    ChangedMeanwhileError,
    Move,
    NewContent,
    move_over,
    move_over_anything,
    move_over_nothing,
    replace_file,
)

__all__ = [
    "ChangedMeanwhileError",
    "FileSignature",
    "FolderListing",
    "file_signature",
    "file_signatures",
    "files_below",
    "read",
    "read_at",
    "read_if_there",
    "remove",
    "write",
    "write_at",
    "write_derived",
    "write_first",
    "write_over",
]

Seen = TypeVar("Seen")


def read(root: Path, relative: str) -> bytes:
    """The bytes of a file. Raises UserError where it is missing, no file, or not readable."""
    return _read(text_path_inside(root, relative), relative)


def read_if_there(root: Path, relative: str) -> bytes | None:
    """The bytes of a file, None where there is none. Raises UserError where it is not readable."""
    return _read_if_there(text_path_inside(root, relative), relative)


def files_below(root: Path, folder: str, suffix: str) -> list[str]:
    """The paths of the files in a folder and those in it that end in ``suffix``, in order.

    Links to folders are not followed. What cannot be looked into is passed over.
    """
    return FolderListing(root, folder).files(folder, suffix)


class FolderListing:
    """The files in a folder and those in it, as they were at one moment."""

    def __init__(self, root: Path, folder: str) -> None:
        self._files: dict[str, list[str]] = {}
        folders = [folder]
        # Grows on the way.
        for below in folders:
            files = self._files[below] = []
            with contextlib.suppress(OSError), os.scandir(f"{root}/{below}") as entries:
                for entry in entries:
                    path = f"{below}/{entry.name}"
                    (folders if entry.is_dir(follow_symlinks=False) else files).append(path)
        self._found: dict[tuple[str, str], list[str]] = {}

    def has(self, folder: str) -> bool:
        """Whether there is such a folder, not behind a link."""
        return folder in self._files

    def files(self, folder: str, suffix: str) -> list[str]:
        """What ``files_below`` gives for a folder that there is."""
        found = self._found.get((folder, suffix))
        if found is None:
            below = f"{folder}/"
            some = [
                path
                for each, files in self._files.items()
                if each == folder or each.startswith(below)
                for path in files
                if path.endswith(suffix)
            ]
            # What is in a folder stands together, whatever signs come before the slash.
            some.sort(key=lambda path: path.replace("/", "\0"))
            found = self._found[folder, suffix] = some
        return [*found]


class FileSignature(NamedTuple):
    """What tells a file from the one that was there before, as a rule, without reading it."""

    number: int
    size: int
    nanoseconds: int


def file_signature(root: Path, relative: str) -> FileSignature | None:
    """The signature of a file; None where there is none, or none that can be looked at."""
    try:
        seen = os.stat(text_path_inside(root, relative))
    except (OSError, UserError):
        return None
    return FileSignature(seen.st_ino, seen.st_size, seen.st_mtime_ns)


def file_signatures(root: Path, folder: str, suffix: str) -> dict[str, FileSignature]:
    """The signatures of ``files_below``, by their paths; what has gone meanwhile is left out."""
    found = {}
    for path in files_below(root, folder, suffix):
        with contextlib.suppress(OSError):
            seen = os.stat(f"{root}/{path}")
            found[path] = FileSignature(seen.st_ino, seen.st_size, seen.st_mtime_ns)
    return found


def write(root: Path, relative: str, data: bytes) -> bool:
    """Make the file hold ``data``; whether it had to be written.

    A file that holds it already is left alone. The file is replaced as a whole: whoever looks
    sees the old bytes or the new ones, also after a crash, a power failure or on a full disk.
    Raises UserError where it cannot be written; it is then as it was.
    """
    path = text_path_inside(root, relative)
    if _already_holds(path, relative, data):
        return False
    _replace(root, path, relative, data, move_over_anything, durable=True)
    return True


def write_derived(root: Path, relative: str, data: bytes) -> bool:
    """Like ``write``, for what the next run makes again from its sources: templates and outputs.

    Nobody waits for the disk: a power failure soon after may leave the file empty or cut off. Its
    bytes are then not ``data``, and whoever derives it again replaces it.
    """
    path = text_path_inside(root, relative)
    if _already_holds(path, relative, data):
        return False
    _replace(root, path, relative, data, move_over_anything, durable=False)
    return True


def write_at(path: Path, data: bytes) -> bool:
    """Like ``write_derived``, at a path that somebody gave by hand: it may be outside the project.

    Raises UserError also where its folder is not there or cannot be looked into.
    """
    folder = path.parent
    try:
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_folder = False
    except OSError as error:
        raise fault_sentence(error, message("cannot look into the folder"), str(folder)) from None
    if not is_folder:
        raise UserError(
            message("there is no such folder"), where=str(folder), remedy=message("make it")
        )
    if path.name in ("", ".."):
        raise UserError(message("is a folder"), where=str(path), remedy=message("name a file"))
    return write_derived(Path(os.path.realpath(folder)), path.name, data)


def read_at(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file that somebody named: it may be outside the project.

    Raises UserError where it is missing, no file, or not readable.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UserError(message("is no file"), where=str(path), remedy=message("name a file"))
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise fault_sentence(error, message("cannot read it"), str(path)) from None


def write_over(root: Path, relative: str, data: bytes, *, expected: bytes | None) -> bool:
    """Like ``write``, but only over the bytes that were read before (None: no file).

    Raises ChangedMeanwhileError where somebody else has written the file since, up to the moment
    in which it is replaced.
    """
    path = text_path_inside(root, relative)
    if not _has_bytes(path, relative, expected):
        raise ChangedMeanwhileError(relative)
    if data == expected:
        return False
    move = move_over_nothing if expected is None else move_over(expected, data)
    _replace(root, path, relative, data, move, durable=True)
    return True


def write_first(root: Path, relative: str, data: bytes) -> None:
    """Like ``write_over`` where there is no file, but the disk may have the bytes later.

    Whoever writes many files waits for all of them at once (``sync_files``).
    """
    path = text_path_inside(root, relative)
    _replace(root, path, relative, data, move_over_nothing, durable=False)


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
        raise fault_sentence(error, message("cannot remove it"), relative) from None
    with contextlib.suppress(OSError):
        for folder in Path(path).parents:
            if folder == root:
                break
            folder.rmdir()


def _read(path: str, relative: str) -> bytes:
    try:
        return all_bytes(path)
    except OSError as error:
        raise fault_sentence(error, message("cannot read it"), relative) from None


def _read_if_there(path: str, relative: str) -> bytes | None:
    return _if_file_exists(path, relative, all_bytes)


def _if_file_exists(path: str, relative: str, look_at: Callable[[str], Seen]) -> Seen | None:
    """What ``look_at`` gives for a file, or None where there is none. Raises UserError."""
    try:
        return look_at(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if os.path.islink(path):
            raise fault_sentence(error, message("cannot read it"), relative) from None
        return None
    except OSError as error:
        raise fault_sentence(error, message("cannot read it"), relative) from None


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
    return bool(_if_file_exists(path, relative, lambda path: has_content(path, data)))


def _replace(
    root: Path, path: str, relative: str, data: bytes, move: Move, *, durable: bool
) -> None:
    try:
        # Through a symbolic link inside the project: the link stays, its target is written.
        target = os.path.realpath(path) if os.path.islink(path) else path
        replace_file(target, NewContent(os.fspath(root), data, durable), move)
    except OSError as error:
        raise fault_sentence(error, message("cannot write it"), relative) from None
