"""Moving a file to a name in one step that loses nothing of what has the name, where systems can.

Linux has renameat2(2), macOS renamex_np(2). Of other systems nothing is asked here.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_AT_FDCWD = -100
_LINUX_NOREPLACE, _LINUX_EXCHANGE = 1, 2
_MACOS_SWAP, _MACOS_EXCL = 2, 4
# What is reported where the system, or the disk's file system, cannot do it.
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}

# Renames the first path to the second. Raises OSError.
_Rename = Callable[[bytes, bytes], None]


def exchange(path: str, other: str) -> bool:
    """Exchange the names of two files in one step; whether this system can. Raises OSError."""
    return _done_by(_system_calls()[0], path, other)


def move_to_free_name(path: str, name: str) -> bool:
    """Move a file to a name that nothing has; whether this system can do it in one step.

    Raises FileExistsError where something has the name, and OSError.
    """
    return _done_by(_system_calls()[1], path, name)


def _done_by(rename: _Rename | None, path: str, other: str) -> bool:
    if rename is None:
        return False
    try:
        rename(os.fsencode(path), os.fsencode(other))
    except OSError as error:
        if error.errno in _UNABLE:
            return False
        raise
    return True


@lru_cache(maxsize=1)
def _system_calls() -> tuple[_Rename | None, _Rename | None]:
    """What exchanges two names, and what moves to a free one; None where the system cannot."""
    # On use: it takes some milliseconds, which a run that changes no catalog does not need.
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError, TypeError):
        return None, None
    if hasattr(library, "renameat2"):
        call = library.renameat2
        call.argtypes = (
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_uint,
        )

        def on_linux(flag: int) -> _Rename:
            return lambda old, new: _check(call(_AT_FDCWD, old, _AT_FDCWD, new, flag))

        return on_linux(_LINUX_EXCHANGE), on_linux(_LINUX_NOREPLACE)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return _macos_calls(library)
    return None, None


def _macos_calls(library: Any) -> tuple[_Rename, _Rename]:
    import ctypes

    call = library.renamex_np
    call.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)

    def with_flag(flag: int) -> _Rename:
        return lambda old, new: _check(call(old, new, flag))

    return with_flag(_MACOS_SWAP), with_flag(_MACOS_EXCL)


def _check(result: int) -> None:
    if result:
        import ctypes

        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
