"""A file's stamp: what tells a file, without reading it, from what it was at another time.

The rule is git's for “racily clean” entries of its index: a stamp stands for a content only if the
file was last changed well before it was looked at. Whoever writes it afterwards makes another one.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

# Size, time of the last change of the content, of the last change of the inode; inode.
_STAMP = struct.Struct("=qqqQ")
_SECOND = 1_000_000_000
# In nanoseconds, how long two changes may have one time: a kernel's clock has ticks of up to 10 ms,
# and the disks whose times are whole seconds have two of them.
_TICK = 50_000_000
_COARSE_TICK = 2 * _SECOND
_BIGGEST_INODE = (1 << 64) - 1


def stamp_of(found: os.stat_result) -> bytes:
    """The stamp of a regular file."""
    return _STAMP.pack(
        found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _BIGGEST_INODE
    )


def longest_tick(times: Iterable[int]) -> int:
    """How long two changes may have one time on a disk that gives these, all in nanoseconds."""
    return _COARSE_TICK if [time for time in times if not time % _SECOND] else _TICK
