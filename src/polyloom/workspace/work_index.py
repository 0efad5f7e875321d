"""What was made from which files, so that what has the same inputs is not done again.

A result is found by the name of the work and the digests of all that it was made from: the files as
they are now, the settings, and this very program. What the files hold is all that counts; their
times only spare reading them (``file_digests``).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.msgpack import Encoder
from msgspec.structs import replace

import polyloom
from polyloom.workspace.file_digests import FileDigests
from polyloom.workspace.files import FolderListing, files_below
from polyloom.workspace.index_file import INDEX, GoneRows, IndexFile
from polyloom.workspace.paths import LOCALES
from polyloom.workspace.whole_work import (
    KnownParts,
    RecordedWhole,
    known_parts,
    packed_head,
    recorded_whole,
    slices_of,
)

__all__ = ["INDEX", "NO_INDEX", "FileGroup", "WorkIndex", "WorkUnit", "open_index"]

# Whoever asks for more rows of a stage than these has all of them read at once.
_SINGLE_ROWS = 8
_IN_LOCALES = f"{LOCALES}/"
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")


Found = TypeVar("Found")


class FileGroup(Struct, frozen=True, eq=False):
    """Files that many units of work have in common; their digest is made once."""

    paths: tuple[str, ...]


class WorkUnit(Struct, frozen=True):
    """A piece of a stage's work, by its name, and all that its result depends on.

    ``inputs`` are paths from the project's root, of files that may be missing; ``settings`` is
    everything else.
    """

    stage: str
    name: str
    inputs: tuple[str, ...]
    settings: bytes
    groups: tuple[FileGroup, ...] = ()


class _KnownGroup(Struct, frozen=True):
    """The digests of the files of a group, and the digest of them all, as far as it can be told."""

    of_files: tuple[bytes | None, ...]
    digest: bytes | None


_KnownGroups = dict[FileGroup, _KnownGroup]
# Gives the digests of files by their paths, None where one cannot be told.
_DigestsOf = Callable[[Sequence[str]], tuple[bytes | None, ...]]


def _known_group(group: FileGroup, digests_of: _DigestsOf, known: _KnownGroups) -> _KnownGroup:
    """What is ``known`` of a group, which may become known just now."""
    if group not in known:
        digests = digests_of(group.paths)
        of_all = None if None in digests else _digest((group.paths, digests))
        known[group] = _KnownGroup(digests, of_all)
    return known[group]


class _PendingWhole(Struct, frozen=True):
    """What is to be recorded of a unit that is made of others, of which some were done."""

    unit: WorkUnit
    parts: KnownParts
    done: Mapping[int, WorkUnit]


class WorkIndex:
    """The results that are recorded of a project. Without a file nothing is known or recorded."""

    def __init__(self, file: IndexFile | None = None, identity: bytes = b"") -> None:
        self.is_used = file is not None
        self._file = file
        self._identity = identity
        root = file.root if file else Path()
        self._files: dict[str, tuple[bytes, bytes]] | None = None
        # By how many nanoseconds the clock of the disk is behind that of this machine.
        self.lag = file.lag() if file else 0
        self._digests = FileDigests(root, self._recorded_stamp, self.lag)
        # By stages: the rows that are known, the names asked for one by one; and stages of which
        # all rows were read.
        self._rows: dict[str, dict[str, tuple[bytes, bytes]]] = {}
        self._singles: dict[str, set[str]] = {}
        self._loaded: set[str] = set()
        self._groups: _KnownGroups = {}
        self._seen_groups: set[FileGroup] = set()
        self._shared: dict[tuple[str, ...], FileGroup] = {}
        self._pending: list[tuple[WorkUnit, bytes]] = []
        self._whole: list[_PendingWhole] = []
        # By stages and names: what is recorded of the parts of units.
        self._wholes: dict[tuple[str, str], RecordedWhole] = {}
        self._new: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        self._gone: list[tuple[str, str]] = []
        self._is_gone: Callable[[str], bool] | None = None
        self._listing: FolderListing | None = None
        self._found: dict[Callable[[Path], Any], Any] = {}

    def files_in_locales(self, root: Path, folder: str, suffix: str) -> list[str]:
        """What ``files_below`` gives for ``locales/`` or a folder in it.

        All of ``locales/`` is listed once, until work was done that may have made a file there.
        """
        if self._file is None:
            return files_below(root, folder, suffix)
        if self._listing is None:
            self._listing = FolderListing(root, LOCALES)
        if not self._listing.has(folder):
            return files_below(root, folder, suffix)
        return self._listing.files(folder, suffix)

    def found_once(self, find: Callable[[Path], Found], root: Path) -> Found:
        """What ``find`` finds in the project, which is taken to stay for all of a run."""
        if self._file is None:
            return find(root)
        if find not in self._found:
            self._found[find] = find(root)
        found: Found = self._found[find]
        return found

    def forget_listing(self) -> None:
        """List ``locales/`` anew when it is asked for next."""
        self._listing = None

    def recall(self, unit: WorkUnit) -> bytes | None:
        """The result of a unit whose inputs are what they were, else None.

        Then how its files are now is taken note of: the work is done only after that.
        """
        if self._file is None:
            return None
        row = self._row(unit)
        if row is not None and row[0] == self._key(unit, self._digests.digests, self._groups):
            return row[1]
        self._digests.look_at(unit.inputs)
        for group in unit.groups:
            # Thousands of units may have a group of thousands of files in common.
            if group not in self._seen_groups:
                self._digests.look_at(group.paths)
                self._seen_groups.add(group)
        return None

    def kept(self, unit: WorkUnit) -> bytes | None:
        """The result of a unit without files that was kept, else None: it is read each time."""
        row = self._file.row(unit.stage, unit.name) if self._file is not None else None
        return row[1] if row is not None and row[0] == self._key(unit, _no_digests, {}) else None

    def keep(self, results: Iterable[tuple[WorkUnit, bytes]]) -> None:
        """Write the results of units without files at once: of large ones memory holds none."""
        if self._file is not None:
            keyed = [(unit, self._key(unit, _no_digests, {}), result) for unit, result in results]
            rows = {(unit.stage, unit.name): (key, result) for unit, key, result in keyed if key}
            self._file.save({}, rows)

    def recall_whole(self, unit: WorkUnit) -> KnownParts | None:
        """What is known of the parts of a unit, and which files of its groups are others since.

        None where nothing is known of a unit with these settings and files.
        """
        if self._file is None:
            return None
        row = self._row(unit)
        recorded = None
        if row is not None and row[0] == self._whole_key(unit):
            stage = _stage_of_slices(unit)
            # Those of this run are not in the file yet.
            slices = {**self._file.work(stage), **self._rows.get(stage, {})}
            recorded = recorded_whole(row[1], slices)
        if recorded is None:
            self._digests.look_at(_paths_of_groups(unit))
            return None
        self._wholes[unit.stage, unit.name] = recorded
        return known_parts(recorded, _paths_of_groups(unit), [*self._digests_of(unit)])

    def group(self, paths: Iterable[str]) -> FileGroup:
        """The group of some files; the same for all who name the same ones in the same order."""
        named = tuple(paths)
        return self._shared.setdefault(named, FileGroup(named))

    def holds(self, path: str, digest: str) -> bool:
        """Whether a file has the content of that SHA-256, in hexadecimal digits."""
        found = self._digests.digest(path)
        return found is not None and found.hex() == digest

    def take_digest(self, path: str, digest: bytes) -> None:
        """Take note of the SHA-256 of what the work has read of one of its inputs.

        So that the file need not be read here too, where it is still what it was before the work.
        """
        if self._file is not None:
            self._digests.read_meanwhile[path] = digest

    def record(self, unit: WorkUnit, result: bytes) -> None:
        """Record the result of a unit, once ``settle`` is called.

        Its inputs were asked for before: for it, or for another one that depends on them too.
        """
        if self._file is not None:
            self._pending.append((unit, result))

    def record_whole(self, unit: WorkUnit, parts: KnownParts, done: Mapping[int, WorkUnit]) -> None:
        """Record what is known of the parts of a unit, once ``settle`` is called.

        Of those that were ``done`` in this run, by their places, the results are recorded, too;
        those of all others were recalled.
        """
        if self._file is not None:
            self._whole.append(_PendingWhole(unit, parts, done))

    def settle(self, done: Iterable[WorkUnit], written: Iterable[str] = ()) -> None:
        """Take up what was recorded, as far as its files are still what they were before the work.

        The inputs of all units that were ``done``, and others that were ``written``, are looked at
        anew from now on: nothing else may have been written.
        """
        done = tuple(done)
        written = tuple(written)
        if not (self._pending or self._whole or done or written):
            return
        groups: _KnownGroups = {}
        taken: set[tuple[str, str]] = set()
        unchanged = lru_cache(maxsize=None)(self._digests.digest_if_unchanged)

        def unchanged_digests(paths: Sequence[str]) -> tuple[bytes | None, ...]:
            return tuple(map(unchanged, paths))

        for unit, result in self._pending:
            if self._take(unit, result, self._key(unit, unchanged_digests, groups)):
                taken.add((unit.stage, unit.name))
        self._pending.clear()
        for whole in self._whole:
            self._take_whole(whole, taken)
        self._whole.clear()
        touched = {path for unit in done for path in unit.inputs}.union(written)
        if any(path.startswith(_IN_LOCALES) and self._digests.may_be_new(path) for path in touched):
            self._listing = None
        self._digests.forget(touched)
        for group in {*self._groups, *self._seen_groups}:
            if not touched.isdisjoint(group.paths):
                self._groups.pop(group, None)
                self._seen_groups.discard(group)

    def _take(self, unit: WorkUnit, result: bytes, key: bytes | None) -> bool:
        """Take up a result; whether it has a key."""
        if key is None:
            return False
        row = self._new[unit.stage, unit.name] = (key, result)
        self._rows.setdefault(unit.stage, {})[unit.name] = row
        return True

    def _take_whole(self, whole: _PendingWhole, taken: Set[tuple[str, str]]) -> None:
        """Take up what is known of parts, but not of those that were done and not taken up."""
        rows = [*whole.parts.rows]
        for place, part in whole.done.items():
            if (part.stage, part.name) not in taken:
                rows[place] = None
        # The results of all others are those of the files as they were looked at first.
        digests = [*self._digests_of(whole.unit)]
        before = self._wholes.pop((whole.unit.stage, whole.unit.name), None)
        slices = slices_of(rows, before)
        stage = _stage_of_slices(whole.unit)
        for number, data in slices.new.items():
            self._take(WorkUnit(stage, f"{number}", (), b""), data, slices.digests[number])
        if before is None or len(before.slices) > len(slices.digests):
            names = {f"{number}" for number in range(len(slices.digests))}
            self.forget_rows(stage, lambda name: name not in names)
        result = packed_head(replace(whole.parts, rows=rows), digests, slices)
        self._take(whole.unit, result, self._whole_key(whole.unit))

    def forget_rows(self, stage: str, is_gone: Callable[[str], bool]) -> None:
        """Have those rows of a stage removed whose names are of what ``is_gone``."""
        if self._file is not None:
            self._gone += [(stage, name) for name in self._file.names(stage) if is_gone(name)]

    def forget_files(self, is_gone: Callable[[str], bool]) -> None:
        """Have what is recorded of files removed of whose paths that is true at the end."""
        self._is_gone = is_gone

    def save(self) -> None:
        """Write what is new to the file, and remove what is gone."""
        if self._file is not None:
            recorded = self._file.files() if self._is_gone is not None else ()
            gone = GoneRows(
                [*filter(self._is_gone, recorded)],
                [row for row in self._gone if row not in self._new],
            )
            self._file.save(self._digests.fresh, self._new, gone)
            self._files = None
            self._digests.fresh.clear()
            self._new.clear()
            self._gone.clear()
            self._is_gone = None

    def _row(self, unit: WorkUnit) -> tuple[bytes, bytes] | None:
        """What is recorded under the name of a unit: its key and the result."""
        if self._file is None:
            return None
        rows = self._rows.setdefault(unit.stage, {})
        if unit.stage not in self._loaded and unit.name not in rows:
            single = self._singles.setdefault(unit.stage, set())
            if len(single) >= _SINGLE_ROWS:
                self._loaded.add(unit.stage)
                self._rows[unit.stage] = rows = {**self._file.work(unit.stage), **rows}
            elif unit.name not in single:
                single.add(unit.name)
                if (row := self._file.row(unit.stage, unit.name)) is not None:
                    rows[unit.name] = row
        return rows.get(unit.name)

    def _key(
        self,
        unit: WorkUnit,
        digests_of: _DigestsOf,
        known: _KnownGroups,
    ) -> bytes | None:
        """The digest of all that the result of a unit depends on; None where that is unknown.

        ``known`` are the digests of groups, and takes up others.
        """
        digests = digests_of(unit.inputs)
        if None in digests:
            return None
        groups = [_known_group(group, digests_of, known).digest for group in unit.groups]
        if None in groups:
            return None
        found = [*zip(unit.inputs, digests, strict=True)]
        parts = (self._identity, unit.stage, unit.name, unit.settings, found, groups)
        return _digest(parts)

    def _whole_key(self, unit: WorkUnit) -> bytes | None:
        """The digest of what the parts of a unit are, whatever its files hold."""
        paths = [group.paths for group in unit.groups]
        return _digest((self._identity, unit.stage, unit.name, unit.settings, paths))

    def _digests_of(self, unit: WorkUnit) -> Iterator[bytes | None]:
        """The digests of the files of a unit's groups, as they were looked at first."""
        for group in unit.groups:
            yield from _known_group(group, self._digests.digests, self._groups).of_files

    def _recorded_stamp(self, path: str) -> tuple[bytes, bytes] | None:
        if self._files is None:
            self._files = self._file.files() if self._file else {}
        return self._files.get(path)


def _stage_of_slices(unit: WorkUnit) -> str:
    """By what name the slices of a unit's parts are recorded, each under its number."""
    return f"{unit.stage}: {unit.name}"


def _paths_of_groups(unit: WorkUnit) -> Iterator[str]:
    return chain.from_iterable(group.paths for group in unit.groups)


def _no_digests(paths: Sequence[str]) -> tuple[bytes | None, ...]:
    """Nothing is known of any file."""
    return (None,) * len(paths)


def _digest(parts: object) -> bytes | None:
    """The digest of what a key is made of; None where a name in it is not UTF-8."""
    try:
        return hashlib.sha256(_ENCODER.encode(parts)).digest()
    except UnicodeEncodeError:
        return None


# Of whoever asks for none.
NO_INDEX = WorkIndex()
_ENCODER = Encoder()


def open_index(root: Path, language: str) -> WorkIndex:
    """The index of a project, for a run that speaks ``language``: results have messages in it."""
    package = Path(polyloom.__file__).parent
    return WorkIndex(IndexFile(root), program_identity(package, language))


def program_identity(package: Path, language: str) -> bytes:
    """What tells this program, with the libraries that it uses, from another version of it.

    That is the version, and the stat of every file of the package: who changes it need not think
    of the index. Where a library is installed or removed, the folder of all libraries changes.
    """
    files: list[tuple[str, int, int, int]] = []
    folders = [str(package)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    found = entry.stat()
                    files.append((entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    libraries = [
        (str(path), path.stat().st_mtime_ns)
        for path in map(Path, sys.path)
        if path.name in _PACKAGE_FOLDERS and path.is_dir()
    ]
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    parts = (polyloom.__version__, sys.version, language, user, sorted(files), libraries)
    return hashlib.sha256(_ENCODER.encode(parts)).digest()
