"""What files hold, by their digests: a file is read only where its stamp may hide something."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.workspace.file_stamps import longest_tick, stamp_of
from polyloom.workspace.paths import text_path_inside
from polyloom.workspace.regular_files import all_bytes

# The stamp and the digest of a file that is not there.
ABSENT = b"absent"

# Gives what is recorded of a path: a stamp and the digest of what the file held with it.
RecordedStamp = Callable[[str], tuple[bytes, bytes] | None]


class _Look(Struct):
    """A look at a file: its stamp (None: nothing can be told of it), and when that was.

    ``digest`` is None where it was not asked for yet. ``is_recent``: the file may be changed once
    more without another stamp.
    """

    stamp: bytes | None
    is_recent: bool
    digest: bytes | None = None


class FileDigests(Struct):
    """The digests (SHA-256) of files of a project, each looked at once.

    ``lag`` is by how many nanoseconds the clock of the disk is behind that of this machine.
    ``fresh`` are the stamps and digests that were found and are worth recording.
    ``read_meanwhile`` are the digests of what was read of files after they were looked at.
    """

    root: Path
    recorded: RecordedStamp
    lag: int = 0
    fresh: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    read_meanwhile: dict[str, bytes] = field(default_factory=dict)
    _looks: dict[str, _Look] = field(default_factory=dict)
    _folders: dict[str, str | None] = field(default_factory=dict)
    # Folders of which it was seen that they are not there.
    _missing: set[str] = field(default_factory=set)

    def look_at(self, paths: Iterable[str]) -> None:
        """Take note of how files are now, before something is done with them; none is read."""
        for path in paths:
            if path not in self._looks:
                self._looks[path] = self._first_look(path)

    def digest(self, path: str) -> bytes | None:
        """The digest of a file as it was looked at first, ``ABSENT`` where there is none.

        None where that cannot be told: of what is no regular file or behind a link, of what cannot
        be read, and of what is changed at this moment.
        """
        look = self._looks.get(path)
        if look is None:
            look = self._looks[path] = self._first_look(path)
        if look.digest is None and look.stamp is not None:
            look.digest = self._digest(path, look)
        return look.digest

    def digests(self, paths: Sequence[str]) -> tuple[bytes | None, ...]:
        """The same of many files, most of which were asked for before."""
        looks = self._looks
        known = [looks[path].digest if path in looks else None for path in paths]
        if None not in known:
            return tuple(known)
        return tuple(digest or self.digest(path) for digest, path in zip(known, paths, strict=True))

    def digest_if_unchanged(self, path: str) -> bytes | None:
        """The digest of a file that is what it was when it was looked at first, else None.

        That can be told only of a file that was not changed right before that look.
        """
        look = self._looks.get(path)
        if look is None or look.stamp is None or look.is_recent:
            return None
        if self._look(path).stamp != look.stamp:
            return None
        return self.digest(path)

    def may_be_new(self, path: str) -> bool:
        """Whether a file may have been made since it was looked at, or was not looked at."""
        look = self._looks.get(path)
        return look is None or look.stamp is None or look.stamp == ABSENT

    def forget(self, paths: Iterable[str]) -> None:
        """Look at files anew when they are asked for next."""
        for path in paths:
            self._looks.pop(path, None)
            self.read_meanwhile.pop(path, None)
        self._missing.clear()

    def _first_look(self, path: str) -> _Look:
        """Like ``_look``; where many files of one folder may be, it is looked for once."""
        folder, _, name = path.rpartition("/")
        if folder in self._missing:
            return _Look(ABSENT, is_recent=False, digest=ABSENT)
        place = self._place(folder)
        look = self._look_in(place, name)
        if look.stamp == ABSENT and place is not None and not os.path.lexists(place):
            self._missing.add(folder)
        return look

    def _look(self, path: str) -> _Look:
        folder, _, name = path.rpartition("/")
        return self._look_in(self._place(folder), name)

    def _look_in(self, place: str | None, name: str) -> _Look:
        """A look at a file of a folder, given by its absolute path (None: out of the project)."""
        if place is None:
            return _Look(None, is_recent=True)
        moment = time.time_ns() - self.lag
        try:
            found = os.lstat(f"{place}/{name}")
        except (FileNotFoundError, NotADirectoryError):
            return _Look(ABSENT, is_recent=False, digest=ABSENT)
        except (OSError, ValueError):
            return _Look(None, is_recent=True)
        if not stat.S_ISREG(found.st_mode):
            return _Look(None, is_recent=True)
        times = (found.st_mtime_ns, found.st_ctime_ns)
        is_recent = max(times) + longest_tick(times) >= moment
        return _Look(stamp_of(found), is_recent)

    def _place(self, folder: str) -> str | None:
        """The absolute path of a folder; None where it leads out of the project."""
        if folder not in self._folders:
            try:
                self._folders[folder] = text_path_inside(self.root, folder)
            except (UserError, OSError):
                self._folders[folder] = None
        return self._folders[folder]

    def _digest(self, path: str, look: _Look) -> bytes | None:
        stamp = look.stamp
        known = self.fresh.get(path) or self.recorded(path)
        if known is not None and known[0] == stamp and not look.is_recent:
            return known[1]
        # What was read between two looks that show the same is what the file holds.
        digest = None if look.is_recent else self.read_meanwhile.get(path)
        if digest is None:
            folder, _, name = path.rpartition("/")
            try:
                digest = hashlib.sha256(all_bytes(f"{self._place(folder)}/{name}")).digest()
            except OSError:
                return None
        if stamp is None or self._look(path).stamp != stamp:
            return None
        if not look.is_recent:
            self.fresh[path] = (stamp, digest)
        return digest
