"""The responses of engines, stored in the project's state folder, so that none is paid for twice.

The file may be deleted: what is in no catalog is then asked for again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.mt.api.engine_contract import TranslationResponse
from polyloom.workspace.ownership import give_to_project, make_folders
from polyloom.workspace.paths import ANSWERS, path_inside
from polyloom.workspace.regular_files import NOT_THROUGH_LINKS, open_regular

# How many keys one query may name.
_MOST_KEYS = 500
# How long a run waits for another one that writes: a busy disk may take seconds for a row.
_WAIT_SECONDS = 60.0


class SqliteResponseStore(Struct, frozen=True):
    """Responses by digest, in a database that several processes and threads may use at a time.

    What was stored is on the disk when ``store`` returns: a process killed right after it loses
    nothing. Of the texts that were sent there are only digests. Both methods raise UserError where
    the file cannot be used.
    """

    connection: sqlite3.Connection
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, TranslationResponse]:
        """The responses that are stored."""
        found: dict[bytes, TranslationResponse] = {}
        for start in range(0, len(keys), _MOST_KEYS):
            part = keys[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, text, detail FROM answers WHERE key IN ({marks})"  # noqa: S608
            with self._lock, _database_errors():
                rows = self.connection.execute(query, part).fetchall()
            found.update({key: TranslationResponse(text, detail) for key, text, detail in rows})
        return found

    def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        """Store responses; one that is there already is replaced."""
        rows = [(key, response.text, response.detail) for key, response in responses.items()]
        with self._lock, _database_errors(), self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)


@contextmanager
def open_response_store(root: Path) -> Iterator[SqliteResponseStore]:
    """The project's stored responses. Raises UserError where they cannot be read or written."""
    path = path_inside(root, ANSWERS)
    with _database_errors():
        make_folders(str(path.parent), str(root))
        # The database would wait for what is no file.
        handle = open_regular(str(path), os.O_RDWR | os.O_CREAT | NOT_THROUGH_LINKS)
        try:
            give_to_project(handle, str(root))
        finally:
            os.close(handle)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
    with contextlib.closing(connection):
        with _database_errors():
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (key BLOB PRIMARY KEY, text TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID"
            )
        yield SqliteResponseStore(connection)


@contextmanager
def _database_errors() -> Iterator[None]:
    """Raises UserError where the database raises."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise UserError(
            message("the answers of engines cannot be kept: {error}", error=error),
            where=ANSWERS,
            remedy=message("remove the file (it can be rebuilt), or free some space"),
        ) from None
