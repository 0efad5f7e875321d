"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# How long a process may take to start, in seconds, on a machine that is busy.
_PATIENCE = 90
_QUIET = ["--no-dashboard", "--host", "127.0.0.1"]


@dataclass(slots=True)
class Cluster:
    """The scheduler's address, and its workers' processes in the order in which they were started.

    What they say goes into files in ``folder``.
    """

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(
        self, environment: Mapping[str, str] | None = None, prefix: Sequence[str] = ()
    ) -> None:
        """Start another worker, and wait until it is at work; ``prefix`` is what runs it."""
        number = len(self.workers)
        log = self.folder / f"worker-{number}.log"
        words = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder), *_QUIET]
        argv = [sys.executable, "-m", "distributed.cli.dask_worker", self.address, *words]
        self.workers.append(_started([*prefix, *argv], log, {**os.environ, **(environment or {})}))
        _wait_for("Registered to", log, self.workers[-1])

    def kill_worker(self, number: int) -> None:
        """End a worker at once, whatever it is at."""
        self.workers[number].kill()
        self.workers[number].wait()


@contextlib.contextmanager
def dask_cluster(folder: Path, workers: int, protocol: str = "tcp") -> Iterator[Cluster]:
    """A cluster with so many workers, which ends with the context; ``protocol``: tcp or tls."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "scheduler.log"
    words = ["-m", "distributed.cli.dask_scheduler", "--port", "0", "--protocol", protocol, *_QUIET]
    scheduler = _started([sys.executable, *words], log)
    cluster = Cluster(folder, scheduler, "")
    try:
        _wait_for("Scheduler at:", log, scheduler)
        found = re.search(r"Scheduler at: +(\w+://\S+)", log.read_text("utf-8"))
        assert found, log.read_text("utf-8")
        cluster.address = found[1]
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        for process in (*cluster.workers, scheduler):
            # A worker may be stopped by a signal, too.
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def _started(
    argv: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(argv, stdout=file, stderr=file, env=environment)


def _wait_for(said: str, log: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while said not in log.read_text("utf-8", "replace"):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text("utf-8", "replace"))
        time.sleep(0.05)
