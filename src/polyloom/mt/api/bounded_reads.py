"""Reading files whose names a project gives, so that none of them can hang or fill the memory."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from io import FileIO
from pathlib import Path

from polyloom.messages import message

# The largest file that is digested, in bytes.
_MOST_DIGESTED = 256_000_000


def read_start(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file. Raises OSError, also where it is no regular file."""
    with _opened(path) as file:
        return file.read(most)


def content_digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits.

    Raises OSError, also where it is no regular file or has more than 256 megabytes.
    """
    with _opened(path) as file:
        if os.fstat(file.fileno()).st_size > _MOST_DIGESTED:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(path: Path) -> FileIO:
    """A file open for reading. Raises OSError, also where it is a pipe, a device or a folder."""
    # Opening a pipe would wait for somebody who writes.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, message("it is no regular file"))
        return FileIO(handle)
    except BaseException:
        os.close(handle)
        raise
