"""Removing outputs: only files that still are what a build wrote, and none behind a link."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from polyloom.messages import message
from polyloom.workspace.fault_sentences import fault_sentence
from polyloom.workspace.paths import BUILD

_CHUNK = 1 << 20


class OutputPresence(StrEnum):
    """What there is of an output that was once written."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"


def output_digest(data: bytes) -> str:
    """The SHA-256 of an output's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def output_presence(root: Path, relative: str, digest: str) -> OutputPresence:
    """Whether a file below the build folder still has the bytes of that digest.

    A link, or what stands behind one, and what is no regular file, is none of ours and counts as
    changed. Raises UserError for a file that cannot be read.
    """
    try:
        if not _is_regular_file(root, relative):
            return OutputPresence.CHANGED
        found = _digest_of(f"{root}/{relative}")
    except (FileNotFoundError, NotADirectoryError):
        return OutputPresence.MISSING
    except OSError as error:
        raise fault_sentence(error, message("cannot read it"), relative) from None
    return OutputPresence.INTACT if found == digest else OutputPresence.CHANGED


def remove_output(root: Path, relative: str, digest: str) -> OutputPresence:
    """Remove a file below the build folder if it is intact, and the folders that it leaves empty.

    What there was of it is returned. Raises UserError for a file that cannot be removed.
    """
    presence = output_presence(root, relative, digest)
    if presence is not OutputPresence.INTACT:
        return presence
    try:
        (root / relative).unlink()
    except OSError as error:
        raise fault_sentence(error, message("cannot remove it"), relative) from None
    with contextlib.suppress(OSError):
        for folder in Path(relative).parents:
            if folder.as_posix() == BUILD:
                break
            (root / folder).rmdir()
    return presence


def are_one_file(root: Path, one: str, other: str) -> bool:
    """Whether two names stand for one file, as where a system tells no case apart."""
    with contextlib.suppress(OSError):
        return os.path.samestat(os.lstat(f"{root}/{one}"), os.lstat(f"{root}/{other}"))
    return False


def day_written(root: Path, relative: str) -> date | None:
    """The day (UTC) on which a file was written last; None where that cannot be told."""
    with contextlib.suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(os.lstat(f"{root}/{relative}").st_mtime, UTC).date()
    return None


def _is_regular_file(root: Path, relative: str) -> bool:
    """Whether it is one, and no link leads to it from the root on. Raises OSError."""
    place = str(root)
    *folders, name = relative.split("/")
    for folder in folders:
        place = f"{place}/{folder}"
        if not stat.S_ISDIR(os.lstat(place).st_mode):
            if stat.S_ISLNK(os.lstat(place).st_mode):
                return False
            raise NotADirectoryError(place)
    return stat.S_ISREG(os.lstat(f"{place}/{name}").st_mode)


def _digest_of(path: str) -> str:
    found = hashlib.sha256()
    with Path(path).open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            found.update(piece)
    return found.hexdigest()
