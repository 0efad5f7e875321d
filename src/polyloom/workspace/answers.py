"""The answers of engines that were paid for: kept in the project's state folder, deletable."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.mt.api.contract import Answer
from polyloom.workspace.paths import STATE, path_inside

_FILE = f"{STATE}/answers.sqlite"
# How many keys one query may name.
_MOST_KEYS = 500
_WAIT_SECONDS = 10.0


class StoredAnswers(Struct, frozen=True):
    """Answers by digest, in a database that several processes and threads may use at a time.

    Each ``keep`` is on the disk when it returns: a process killed right after it loses nothing.
    The texts that were sent are not in it, only digests of them.
    """

    connection: sqlite3.Connection
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, Answer]:
        """The answers that are there."""
        found: dict[bytes, Answer] = {}
        for start in range(0, len(keys), _MOST_KEYS):
            part = keys[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, text, detail FROM answers WHERE key IN ({marks})"  # noqa: S608
            with self._turn, _sentences():
                rows = self.connection.execute(query, part).fetchall()
            found.update({key: Answer(text, detail) for key, text, detail in rows})
        return found

    def keep(self, answers: Mapping[bytes, Answer]) -> None:
        """Store answers; one that is there already is replaced."""
        rows = [(key, answer.text, answer.detail) for key, answer in answers.items()]
        with self._turn, _sentences(), self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)


@contextmanager
def stored_answers(root: Path) -> Iterator[StoredAnswers]:
    """The project's answers. Raises UserError where they cannot be read or written."""
    path = path_inside(root, _FILE)
    with _sentences():
        path.parent.mkdir(exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
    with contextlib.closing(connection):
        with _sentences():
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (key BLOB PRIMARY KEY, text TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID"
            )
        yield StoredAnswers(connection)


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise UserError(
            f"the answers of engines cannot be kept: {error}",
            where=_FILE,
            remedy="remove the file (it can be rebuilt), or free some space",
        ) from None
