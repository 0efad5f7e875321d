"""Files are opened so that only a regular one is read or written, and none is waited for.

A pipe would be waited for until somebody writes into it, and a device may have no end.
"""

from __future__ import annotations

import errno
import os
import stat

from polyloom.messages import message, translatable
from polyloom.workspace.fault_sentences import IrregularFileError

_CHUNK = 1 << 20
_SMALL = 1 << 16
# What a system does not have, it does not need.
_FLAGS = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
# A link is not followed where the system can refuse to.
NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)

_KINDS = {
    stat.S_IFIFO: translatable("a named pipe"),
    stat.S_IFSOCK: translatable("a socket"),
    stat.S_IFCHR: translatable("a device"),
    stat.S_IFBLK: translatable("a device"),
}
_OTHER_KIND = translatable("something else")
# What opening a pipe without a reader, a socket, or a device without its hardware ends in.
_NOBODY_THERE = {errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP}


def open_regular(path: str, flags: int = os.O_RDONLY) -> int:
    """Open a regular file, which is made if ``flags`` say so. Raises OSError, also for all else."""
    try:
        handle = os.open(path, flags | _FLAGS, 0o666)
    except OSError as error:
        if error.errno in _NOBODY_THERE:
            need_regular(os.stat(path).st_mode)
        raise
    try:
        need_regular(os.fstat(handle).st_mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def need_regular(mode: int) -> None:
    """Raises OSError where a file's ``st_mode`` is of a folder, a pipe, a socket or a device."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise IrregularFileError(message(_KINDS.get(stat.S_IFMT(mode), _OTHER_KIND)))


def all_bytes(path: str) -> bytes:
    """The bytes of a regular file. Raises OSError."""
    handle = open_regular(path)
    try:
        # Most files are small: there is no room made for more, nor an object for the file.
        pieces = [os.read(handle, _SMALL)]
        while piece := os.read(handle, _CHUNK if len(pieces) > 1 else _SMALL):
            pieces.append(piece)
    finally:
        os.close(handle)
    return b"".join(pieces)


def write_all(handle: int, data: bytes) -> None:
    """Write bytes to an open file or pipe. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def has_content(path: str, data: bytes) -> bool:
    """Whether a regular file has these bytes, of which no copy is made. Raises OSError."""
    position = 0
    with open(open_regular(path), "rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            if data[position : position + len(piece)] != piece:
                return False
            position += len(piece)
    return position == len(data)
