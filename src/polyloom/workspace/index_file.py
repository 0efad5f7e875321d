"""``.polyloom/index``: a database of results and stamps of files, any row of which may be missing.

Each row is true by itself, whatever becomes of the others, and has a checksum: so nothing waits for
the disk, and after a power failure what was torn apart is not believed. Where the file cannot be
used at all, it is as if it were empty.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.workspace.ownership import give_to_project
from polyloom.workspace.paths import STATE, path_inside
from polyloom.workspace.regular_files import NOT_THROUGH_LINKS, open_regular

INDEX = f"{STATE}/index"
# The form of the tables: another one is made anew.
_FORM = 2
# How many seconds a process waits for another one that saves.
_WAIT = 2.0
_TABLES = (
    "DROP TABLE IF EXISTS files",
    "DROP TABLE IF EXISTS work",
    """CREATE TABLE files (path TEXT PRIMARY KEY, stamp BLOB, digest BLOB, checksum INTEGER)
       WITHOUT ROWID""",
    # With row numbers: results would stand where names are looked up, and the longest have a
    # million bytes, which each search that meets them would read.
    """CREATE TABLE work (stage TEXT, name TEXT, key BLOB, result BLOB, checksum INTEGER,
       PRIMARY KEY (stage, name))""",
    f"PRAGMA user_version = {_FORM}",
)

# By the path of a file: its stamp and digest.
FileRows = Mapping[str, tuple[bytes, bytes]]
# By stage and name: a key and the result.
WorkRows = Mapping[tuple[str, str], tuple[bytes, bytes]]


class GoneRows(Struct, frozen=True):
    """Rows to be removed: the paths of files, and the stages and names of pieces of work."""

    files: Sequence[str] = ()
    work: Sequence[tuple[str, str]] = ()


_NOTHING = GoneRows()


class IndexFile(Struct, frozen=True):
    """The database of a project; all methods take one that cannot be used for an empty one."""

    root: Path

    def files(self) -> dict[str, tuple[bytes, bytes]]:
        """What is recorded of files."""
        query = "SELECT path, stamp, digest, checksum FROM files"
        return {
            path: (stamp, digest)
            for path, stamp, digest, checksum in self._rows(query)
            if _checksum(path, stamp, digest) == checksum
        }

    def work(self, stage: str) -> dict[str, tuple[bytes, bytes]]:
        """What is recorded of the work of a stage: keys and results by name."""
        query = "SELECT name, key, result, checksum FROM work WHERE stage = ?"
        return {
            name: (key, result)
            for name, key, result, checksum in self._rows(query, stage)
            if _checksum(stage, name, key, result) == checksum
        }

    def row(self, stage: str, name: str) -> tuple[bytes, bytes] | None:
        """What is recorded of one piece of work: a key and the result."""
        query = "SELECT key, result, checksum FROM work WHERE stage = ? AND name = ?"
        for key, result, checksum in self._rows(query, stage, name):
            if _checksum(stage, name, key, result) == checksum:
                return key, result
        return None

    def names(self, stage: str) -> list[str]:
        """The names of all work that is recorded of a stage."""
        return [name for (name,) in self._rows("SELECT name FROM work WHERE stage = ?", stage)]

    def save(self, files: FileRows, work: WorkRows, gone: GoneRows = _NOTHING) -> None:
        """Add rows, or replace those of the same names, and remove those that are ``gone``.

        Where that cannot be done nothing is.
        """
        if not (files or work or gone.files or gone.work):
            return
        for _ in range(2):
            try:
                self._save(files, work, gone)
            except sqlite3.OperationalError:
                # Somebody else saves, or the disk is full or read-only.
                return
            except sqlite3.DatabaseError:
                self.remove()
            except (OSError, UserError, UnicodeError):
                return
            else:
                return

    def lag(self) -> int:
        """By how many nanoseconds the clock of the disk is behind this machine's; at least 0.

        Touches the file, which is made where the project has a state folder. Where it cannot be
        touched, as on a read-only disk, the clocks are taken to agree.
        """
        try:
            path = path_inside(self.root, INDEX)
            handle = open_regular(str(path), os.O_RDWR | os.O_CREAT | NOT_THROUGH_LINKS)
        except (OSError, UserError):
            return 0
        try:
            give_to_project(handle, str(self.root))
            moment = time.time_ns()
            os.utime(handle if os.utime in os.supports_fd else path)
            return max(0, moment - os.fstat(handle).st_mtime_ns)
        except OSError:
            return 0
        finally:
            os.close(handle)

    def remove(self) -> None:
        """Remove the database, which is made anew with the next rows."""
        with contextlib.suppress(OSError, UserError):
            path = path_inside(self.root, INDEX)
            path.unlink()
            path.with_name(f"{path.name}-journal").unlink()

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            with self._connection(is_new=False) as connection:
                return connection.execute(query, values).fetchall()
        except (sqlite3.Error, OSError, UserError, UnicodeError):
            return []

    def _save(self, files: FileRows, work: WorkRows, gone: GoneRows) -> None:
        with self._connection() as connection, connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _FORM:
                for statement in _TABLES:
                    connection.execute(statement)
            connection.executemany(
                "DELETE FROM files WHERE path = ?", ((path,) for path in gone.files)
            )
            connection.executemany("DELETE FROM work WHERE stage = ? AND name = ?", gone.work)
            connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (
                    (path, stamp, digest, _checksum(path, stamp, digest))
                    for path, (stamp, digest) in files.items()
                ),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?, ?)",
                (
                    (stage, name, key, result, _checksum(stage, name, key, result))
                    for (stage, name), (key, result) in work.items()
                ),
            )

    @contextlib.contextmanager
    def _connection(self, *, is_new: bool = True) -> Iterator[sqlite3.Connection]:
        """The open database; where it ``is_new`` it need not be there yet.

        Raises sqlite3.Error, OSError and UserError.
        """
        path = path_inside(self.root, INDEX)
        # The database would follow a link, and wait for what is no file.
        flags = os.O_RDWR | os.O_CREAT if is_new else os.O_RDONLY
        handle = open_regular(str(path), flags | NOT_THROUGH_LINKS)
        try:
            if is_new:
                give_to_project(handle, str(self.root))
        finally:
            os.close(handle)
        address = f"{path.as_uri()}?mode=rw"
        with contextlib.closing(sqlite3.connect(address, timeout=_WAIT, uri=True)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            yield connection


def _checksum(*parts: str | bytes) -> int:
    """The checksum of the parts one behind the other."""
    found = 0
    for part in parts:
        found = crc32(part.encode() if isinstance(part, str) else part, found)
    return found
