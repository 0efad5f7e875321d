"""Python on Linux as it is on Windows, as near as can be had: found on PYTHONPATH, it is imported
by every interpreter at its start.

Modules, functions and constants that Python's library reference says only Unix has are gone, text
is not UTF-8 unless it is asked for, and a file that is open is neither moved nor removed.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

MODULES = ("crypt", "fcntl", "grp", "nis", "pty", "pwd", "resource", "spwd", "syslog", "termios")
# It is there, but has none of the functions of a C library.
LIBRARIES = ("ctypes",)
# Without what the module subprocess itself needs on Linux.
OS_NAMES = re.findall(
    r"\w+",
    """
    fork forkpty register_at_fork posix_spawn posix_spawnp wait wait3 wait4 waitid nice
    getuid geteuid getgid getegid getresuid getgroups setuid setgid setgroups setsid getpgid
    getpgrp killpg getloadavg uname sysconf confstr
    chown fchown lchown lchmod mkfifo mknod chroot fchdir sync statvfs fstatvfs
    getxattr setxattr listxattr removexattr pread pwrite readv writev sendfile splice
    posix_fadvise posix_fallocate fdatasync lockf pipe2 memfd_create copy_file_range
    sched_getaffinity sched_setaffinity sched_yield openpty ttyname ctermid
    O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_NOCTTY O_SYNC O_DSYNC O_PATH O_NOATIME O_TMPFILE
    """,
)
SIGNAL_NAMES = re.findall(
    r"\w+",
    """
    pthread_sigmask pthread_kill sigwait sigpending sigtimedwait siginterrupt setitimer getitimer
    alarm pause set_wakeup_fd SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
    SIGHUP SIGKILL SIGPIPE SIGALRM SIGCHLD SIGUSR1 SIGUSR2 SIGQUIT SIGSTOP SIGCONT SIGWINCH
    """,
)
OPEN_FILES = "/proc/self/fd"


def _is_open(path: Any) -> bool:
    place = os.path.realpath(os.fsdecode(path))
    for number in os.listdir(OPEN_FILES):
        with contextlib.suppress(OSError):
            if os.readlink(f"{OPEN_FILES}/{number}") == place:
                return True
    return False


def _refusing_open_files(act: Callable[..., None]) -> Callable[..., None]:
    def refusing(*paths: Any, **more: Any) -> None:
        # Relative to an open folder nothing is on Windows.
        assert "dir_fd" not in more
        for path in paths:
            if _is_open(path):
                raise PermissionError(13, "The process cannot access the file: it is used", path)
        act(*paths, **more)

    return refusing


def _rename(source: Any, target: Any) -> None:
    if os.path.lexists(target):
        raise FileExistsError(17, "Cannot create a file when that file already exists", target)
    os.replace(source, target)


for module in (*MODULES, *LIBRARIES):
    sys.modules[module] = None  # type: ignore[assignment]
for owner, names in ((os, OS_NAMES), (signal, SIGNAL_NAMES)):
    for name in names:
        if hasattr(owner, name):
            delattr(owner, name)
if sys.version_info < (3, 13):
    del os.fchmod
os.replace = _refusing_open_files(os.replace)
os.unlink = os.remove = _refusing_open_files(os.unlink)
os.rename = _rename  # type: ignore[assignment]
