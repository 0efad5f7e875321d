"""An executor that shares work out among the workers of a Dask cluster (extra ``dask``).

Items go in batches. A batch whose worker is lost is done again by another one: the scheduler sees
to that, and whatever a batch does can be done twice. The texts of a batch pass through the
scheduler's machine, and what workers answer is unpickled here: whoever runs them is trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
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
from polyloom.workspace.cluster_connection import connected_client
from polyloom.workspace.executors import SharedWork
from polyloom.workspace.files import (
    ChangedMeanwhileError,
    read_if_there,
    write_derived,
    write_over,
)
from polyloom.workspace.lock import make_state_folder
from polyloom.workspace.paths import STATE

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

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

    Raises ConfigurationError before anything is begun: what ``connected_client`` raises, and where
    some workers have the project's folder and others have not.
    """
    with connected_client(address) as client, _marker(root) as marker:
        yield DaskCluster(client, address, root, marker if _is_shared(client, root, marker) else "")


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
