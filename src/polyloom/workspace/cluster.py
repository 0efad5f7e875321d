"""An executor that shares work out among the workers of a Dask cluster (extra ``dask``).

Items go in batches. A batch whose worker is lost is done again by another one: the scheduler sees
to that, and whatever a batch does can be done twice. The texts of a batch pass through the
scheduler's machine, and what workers answer is unpickled here: whoever runs them is trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
import time
import warnings
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message, spoken_language
from polyloom.workspace.cluster_batches import (
    BatchOutcome,
    ClusterBatch,
    pickled,
    program_versions,
    run_batch,
    sees_marker,
    unpickled,
)
from polyloom.workspace.executors import SharedWork
from polyloom.workspace.files import (
    ChangedMeanwhileError,
    read_if_there,
    write_derived,
    write_over,
)
from polyloom.workspace.lock import make_state_folder
from polyloom.workspace.machine import library_version, library_versions, minor_version
from polyloom.workspace.paths import STATE

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

# How long the scheduler, and then the first worker, may take to answer, in seconds.
_PATIENCE = 5.0
# How long no worker may be there before the work is given up, and how often that is looked at.
_WITHOUT_WORKERS, _LOOK = 60.0, 5.0
# How many pairs of a document and a locale a batch has at most.
_BATCH = 200
# How many batches for each thread of a worker are on their way at a time.
_AHEAD = 4


class DaskCluster(Struct, frozen=True):
    """A connected cluster, whose workers have the same programs as this machine: an ``Executor``.

    ``marker`` is a file in the project's folder by which workers see that they share it; it is
    empty where none of them does, so that files are read and written here alone.
    """

    client: Client
    address: str
    root: Path
    marker: str

    def __call__(
        self, work: SharedWork[Item, Result], items: Sequence[Item], /
    ) -> Iterator[Result]:
        """The results in order, as ``Executor`` has it."""
        data = pickled(work.do, self.root)
        name = f"polyloom-{work.name}-{_digest(data)[:16]}"
        with warnings.catch_warnings():
            # Dask would have large values scattered; then they are lost with their worker.
            warnings.simplefilter("ignore")
            shared = self.client.submit(_same, data, key=name)
        threads = max(1, sum(self.client.nthreads().values()))
        size = max(1, min(_BATCH // max(1, work.size), -(-len(items) // (_AHEAD * threads))))
        under_way: deque[tuple[Future[BatchOutcome], ClusterBatch, Sequence[Item]]] = deque()
        try:
            for first in range(0, len(items), size):
                some = items[first : first + size]
                batch = self._batch(name, work, some)
                future = self.client.submit(run_batch, shared, batch, key=batch.key)
                under_way.append((future, batch, some))
                if len(under_way) >= _AHEAD * threads:
                    yield from self._results(work, *under_way.popleft())
            while under_way:
                yield from self._results(work, *under_way.popleft())
        finally:
            if under_way:
                self.client.cancel([future for future, _, _ in under_way], force=True)

    def _batch(
        self, name: str, work: SharedWork[Item, Result], items: Sequence[Item]
    ) -> ClusterBatch:
        """A batch under a key that is that of no other work, nor of other bytes of the files.

        Where workers write themselves, no other run has that key either: what is kept of a run
        would not be written again.
        """
        data = pickled(list(items), self.root)
        files: dict[str, bytes] = {}
        if not self.marker:
            paths = dict.fromkeys(path for item in items for path in work.inputs(item))
            found = {path: read_if_there(self.root, path) for path in paths}
            files = {path: content for path, content in found.items() if content is not None}
        parts = (part for path, content in files.items() for part in (path.encode(), content))
        key = f"{name}-{_digest(data, self.marker.encode(), *parts)[:32]}"
        return ClusterBatch(
            key, data, str(self.root), program_versions(), spoken_language(), self.marker, files
        )

    def _results(
        self,
        work: SharedWork[Item, Result],
        future: Future[BatchOutcome],
        batch: ClusterBatch,
        items: Sequence[Item],
    ) -> Iterator[Result]:
        """The results of a batch, in order, once it is done and its files are written."""
        outcome = self._outcome(future)
        future.release()
        try:
            self._write(outcome.written, batch.files)
        except ChangedMeanwhileError:
            # Somebody has written one of the files since it was sent: here they are read anew.
            yield from map(work.do, items)
            return
        for result, error in unpickled(outcome.results, self.root):
            if isinstance(error, UserError):
                raise error
            if error is not None:
                raise UserError(
                    message(
                        "the worker {worker} failed: {error}", worker=outcome.worker, error=error
                    ),
                    remedy=message(
                        "look at its log, mend what is wrong there, and run the command again"
                    ),
                ) from error
            yield result

    def _write(self, written: Mapping[str, bytes], sent: Mapping[str, bytes]) -> None:
        """Write what a worker would have written. Raises UserError."""
        for path, data in written.items():
            if path.endswith(".po"):
                write_over(self.root, path, data, expected=sent.get(path))
            else:
                write_derived(self.root, path, data)

    def _outcome(self, future: Future[BatchOutcome]) -> BatchOutcome:
        """What became of a batch. Raises UserError where that will never be known."""
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        since = time.monotonic()
        while True:
            try:
                outcome: BatchOutcome = future.result(timeout=_LOOK)
                return outcome
            except TimeoutError:
                if self.client.nthreads():
                    since = time.monotonic()
                elif time.monotonic() - since > _WITHOUT_WORKERS:
                    self._give_up(
                        message(
                            "has had no worker for {seconds} seconds",
                            seconds=f"{_WITHOUT_WORKERS:g}",
                        )
                    )
            except KilledWorker as error:
                raise UserError(
                    message(
                        "{number} workers have ended while they did the same work,"
                        " the last of them {address}",
                        number=error.allowed_failures + 1,
                        address=error.last_worker.address,
                    ),
                    remedy=message("look at its log, and whether it has enough memory"),
                ) from None
            except (CancelledError, OSError):
                self._give_up(message("does not answer any more"))

    def _give_up(self, what: str) -> NoReturn:
        raise UserError(
            message("the scheduler {address} {what}", address=self.address, what=what),
            remedy=message("what is done is done; start it again, and run the command again"),
        ) from None


@contextlib.contextmanager
def dask_cluster(address: str, root: Path) -> Iterator[DaskCluster]:
    """The cluster of the scheduler at ``address``, for the project at ``root``.

    Raises ConfigurationError before anything is begun: where the extra is not installed, where
    nobody answers, where programs are not the same everywhere, and where some workers have the
    project's folder and others have not.
    """
    try:
        import distributed
    except ImportError:
        raise ConfigurationError(
            message(
                "work cannot be shared out among machines,"
                " since the library “distributed” is missing"
            ),
            remedy=message("install it with pip install 'polyloom[dask]'"),
        ) from None
    _silence_library()
    with contextlib.ExitStack() as at_end:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise ConfigurationError(
                message(
                    "the scheduler {address} does not answer within {seconds} seconds",
                    address=address,
                    seconds=f"{_PATIENCE:g}",
                ),
                remedy=message("start it with “dask scheduler”, or give another address or none"),
            ) from error
        at_end.callback(_close, client)
        _need_workers(client, address)
        _need_same_programs(client)
        marker = at_end.enter_context(_marker(root))
        yield DaskCluster(client, address, root, marker if _is_shared(client, root, marker) else "")


def _silence_library() -> None:
    """Let the library tell nothing of its attempts to connect: some of its logs have own levels."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _close(client: Client) -> None:
    with contextlib.suppress(Exception):
        client.close(timeout=_PATIENCE)


def _need_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (TimeoutError, OSError):
        raise ConfigurationError(
            message("the scheduler {address} has no workers", address=address),
            remedy=message("start some with “dask worker {address}”", address=address),
        ) from None


def _need_same_programs(client: Client) -> None:
    """Raises ConfigurationError where a worker would not do what this machine does."""
    import platform
    from importlib.metadata import version

    python = client.run(platform.python_version, on_error="return")
    for worker, theirs in python.items():
        if minor_version(str(theirs)) != minor_version(platform.python_version()):
            raise _differs(worker, "Python", str(theirs), platform.python_version())
    # Only what has the same Polyloom can be asked in its words.
    own = client.run(version, "polyloom", on_error="return")
    for worker, there in own.items():
        if there != library_version("polyloom"):
            raise _differs(worker, "polyloom", there, library_version("polyloom"))
    ours = library_versions()
    for worker, theirs in client.run(library_versions).items():
        for name, here in ours.items():
            if theirs.get(name) != here:
                raise _differs(worker, name, theirs.get(name), here)


def _differs(worker: str, what: str, there: object, here: object) -> ConfigurationError:
    there = there if isinstance(there, str) else "none"
    return ConfigurationError(
        message(
            "the worker {worker} has another {what} ({there}) than this machine ({here})",
            worker=worker,
            what=what,
            there=there,
            here=here,
        ),
        remedy=message("install the same on all machines"),
    )


def _is_shared(client: Client, root: Path, marker: str) -> bool:
    """Whether workers see the project's folder. Raises ConfigurationError where only some do."""
    if not marker:
        return False
    seen = client.run(sees_marker, str(root), marker)
    without = [worker for worker, sees in seen.items() if not sees]
    if without and len(without) < len(seen):
        raise ConfigurationError(
            message(
                "the worker {worker} has no folder of this project, though other workers have it",
                worker=without[0],
            ),
            where=str(root),
            remedy=message("mount it there, or on no worker at all"),
        )
    return not without


@contextlib.contextmanager
def _marker(root: Path) -> Iterator[str]:
    """A new file in the state folder, by its path; an empty string where none can be made."""
    path = f"{STATE}/cluster-{secrets.token_hex(16)}"
    try:
        make_state_folder(root)
        (root / path).touch(exist_ok=False)
    except (OSError, UserError):
        yield ""
        return
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            (root / path).unlink()


def _same(data: bytes) -> bytes:
    return data


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
