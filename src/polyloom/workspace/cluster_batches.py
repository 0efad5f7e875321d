"""Batches of shared work on their way to a cluster's worker and back; what a worker does there.

What is pickled names the project's folder only as such: it may be another one for each worker. A
worker that sees the project's folder works there. To any other the files are sent that a batch
needs; it works on them in a folder of its own, and sends back what it wrote.
"""

from __future__ import annotations

import io
import pickle
import platform
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from polyloom import __version__
from polyloom.errors import UserError
from polyloom.messages import ENGLISH, message, speaking
from polyloom.po.message_catalogs import shipped_catalog
from polyloom.workspace.machine import minor_version

_ROOT = "the project's folder"
_of_thread = threading.local()


class ClusterBatch(Struct, frozen=True):
    """Some items of shared work, in the form in which they travel.

    ``items`` are pickled. ``marker`` is the path of a file in the project's folder that a worker
    must see there, and is empty where ``files`` are sent, by their paths. ``key`` is the batch's
    name in the cluster, ``versions`` are the ``program_versions`` of its client, and
    ``language`` is that of its messages.
    """

    key: str
    items: bytes
    root: str
    versions: str
    language: str
    marker: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


class BatchOutcome(Struct, frozen=True):
    """What became of a batch: the pickled results, each with None or an exception in its place.

    ``written`` are files that the client is to write; ``worker`` is the address of who did it.
    """

    results: bytes
    worker: str
    written: Mapping[str, bytes] = field(default_factory=dict)


class StoppedError(Exception):
    """Nobody waits for the batch any more."""


def pickled(value: object, root: Path) -> bytes:
    """A value without the place of the project's folder. Raises what pickling raises."""
    buffer = io.BytesIO()
    _Pickler(buffer, root).dump(value)
    return buffer.getvalue()


def unpickled(data: bytes, root: Path) -> Any:
    """The value, for the folder in which the project is here."""
    return _Unpickler(io.BytesIO(data), root).load()


class _Pickler(pickle.Pickler):
    def __init__(self, buffer: io.BytesIO, root: Path) -> None:
        super().__init__(buffer, protocol=pickle.HIGHEST_PROTOCOL)
        self._root = root

    def persistent_id(self, obj: object) -> str | None:
        return _ROOT if isinstance(obj, Path) and obj == self._root else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, buffer: io.BytesIO, root: Path) -> None:
        super().__init__(buffer)
        self._root = root

    def persistent_load(self, pid: str) -> Path:
        if pid != _ROOT:
            raise pickle.UnpicklingError(f"unknown: {pid}")
        return self._root


def run_batch(work: bytes, batch: ClusterBatch) -> BatchOutcome:
    """Do a batch on a worker: ``work`` is the pickled function of an item.

    Exceptions are results, too. Raises UserError where the worker, which may have come only after
    all were looked at, lacks the project's folder or has other programs.
    """
    from distributed import get_worker

    with speaking(None if batch.language == ENGLISH else shipped_catalog(batch.language)):
        return _outcome(work, batch, get_worker())


def _outcome(work: bytes, batch: ClusterBatch, worker: Any) -> BatchOutcome:
    if program_versions() != batch.versions:
        raise UserError(
            message(
                "the worker {address} has {program_versions} instead of {versions}",
                address=worker.address,
                program_versions=program_versions(),
                versions=batch.versions,
            ),
            remedy=message("install the same on all machines"),
        )
    check = _stop_check(worker, batch.key)
    if batch.marker:
        root = Path(batch.root)
        if not sees_marker(batch.root, batch.marker):
            raise UserError(
                message(
                    "the worker {address} has no folder of this project", address=worker.address
                ),
                where=batch.root,
                remedy=message("mount it there, or on no worker at all"),
            )
        return BatchOutcome(_results(_kept(work, root), batch.items, root, check), worker.address)
    with tempfile.TemporaryDirectory(prefix="polyloom-") as folder:
        root = Path(folder)
        for path, data in batch.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        results = _results(unpickled(work, root), batch.items, root, check)
        return BatchOutcome(results, worker.address, _written(root, batch.files))


def program_versions() -> str:
    """The versions of Polyloom and of Python, for comparisons and for people."""
    return f"Polyloom {__version__} and Python {minor_version(platform.python_version())}"


def sees_marker(root: str, marker: str) -> bool:
    """Whether this machine sees the folder of the project, by a file that was just made there."""
    return (Path(root) / marker).is_file()


def _written(root: Path, sent: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are there now and have other bytes than were sent."""
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    return {path: data for path, data in found.items() if data != sent.get(path)}


def _kept(work: bytes, root: Path) -> Callable[[Any], Any]:
    """The function of an item, which each thread unpickles once: what it looked up stays known."""
    last = getattr(_of_thread, "last", None)
    if last is None or last[:2] != (work, root):
        last = _of_thread.last = (work, root, unpickled(work, root))
    do: Callable[[Any], Any] = last[2]
    return do


def _results(
    do: Callable[[Any], Any], items: bytes, root: Path, check: Callable[[], None]
) -> bytes:
    """The pickled pairs of a result and None, or of None and an exception."""
    outcomes: list[tuple[object, Exception | None]] = []
    for item in unpickled(items, root):
        check()
        try:
            outcomes.append((do(item), None))
        except Exception as error:
            outcomes.append((None, _portable(error)))
    return pickled(outcomes, root)


def _portable(error: Exception) -> Exception:
    """The exception where it can be pickled, else one with its words."""
    if isinstance(error, UserError):
        return error
    said = "".join(traceback.format_exception(error)).strip()
    portable = RuntimeError(said.rpartition("\n")[2])
    portable.add_note(said)
    return portable


def _stop_check(worker: Any, key: str) -> Callable[[], None]:
    """Raises StoppedError once the batch was cancelled, or its client is gone."""

    def check() -> None:
        task = worker.state.tasks.get(key)
        if task is None or task.state == "cancelled":
            raise StoppedError

    return check
