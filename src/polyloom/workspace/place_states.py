"""How the files look, without reading one, that a run over all of a project may read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.msgpack import Encoder

from polyloom.workspace.file_stamps import longest_tick
from polyloom.workspace.paths import ANSWERS, BUILD, CONFIGURATION, DRAFTS, LOCALES, SOURCE

# All that a run over a project reads of it, or looks for: files, and folders. The rest of the state
# folder are the index, the lock, and what only single commands read. What people change most often
# comes first.
PLACES = (CONFIGURATION, SOURCE, LOCALES, BUILD, DRAFTS, ANSWERS)

# The digest of a place where nothing is.
_NOTHING = b"nothing"

# A file or a folder: its name, mode, size, the times of the last change of its content and of its
# inode, and its inode.
_Seen = tuple[str, int, int, int, int, int]


class PlaceState(Struct, frozen=True):
    """How a file looks, or a folder with all in it.

    ``digest`` is of all that is seen without reading a file. ``changeable_until`` is the moment up
    to which something may have been changed that is not seen, in nanoseconds.
    """

    digest: bytes
    changeable_until: int = 0

    @property
    def is_there(self) -> bool:
        """Whether there is anything at that place."""
        return self.digest != _NOTHING


def place_state(root: Path, place: str) -> PlaceState | None:
    """How a place in a project looks now. None where that cannot be told.

    So it is where there is a link, or anything else that is neither a file nor a folder, where a
    folder cannot be looked into, and where a name is not UTF-8.
    """
    try:
        top = _seen(place, os.lstat(f"{root}/{place}"))
    except (FileNotFoundError, NotADirectoryError):
        return PlaceState(_NOTHING)
    except OSError:
        return None
    seen = [("", [top])]
    try:
        if stat.S_ISDIR(top[1]):
            seen += _below(root, place)
        digest = hashlib.sha256(_ENCODER.encode(seen)).digest()
    except (OSError, UnicodeEncodeError):
        return None
    all_seen = [each for _, some in seen for each in some]
    if not {*map(stat.S_IFMT, {each[1] for each in all_seen})} <= {stat.S_IFREG, stat.S_IFDIR}:
        return None
    return PlaceState(digest, _changeable_until(all_seen))


def last_change(root: Path, place: str) -> int:
    """When a place itself was changed last, in nanoseconds: not what is in folders below it.

    So that whoever would go on only if nothing has changed need not look at all of it.
    """
    try:
        found = os.lstat(f"{root}/{place}")
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _changeable_until(seen: Sequence[_Seen]) -> int:
    times = [each[3] for each in seen] + [each[4] for each in seen]
    return max(times) + longest_tick(times)


def _below(root: Path, place: str) -> list[tuple[str, list[_Seen]]]:
    """What is seen in a folder and in those in it, by their paths. Raises OSError."""
    below: list[tuple[str, list[_Seen]]] = []
    folders = [place]
    # Grows on the way.
    for folder in folders:
        with os.scandir(f"{root}/{folder}") as entries:
            some = [_seen(each.name, each.stat(follow_symlinks=False)) for each in entries]
        some.sort()
        folders += [f"{folder}/{name}" for name, mode, *_ in some if stat.S_ISDIR(mode)]
        below.append((folder, some))
    return below


def _seen(name: str, found: os.stat_result) -> _Seen:
    return (
        name,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_ino,
    )


_ENCODER = Encoder()
