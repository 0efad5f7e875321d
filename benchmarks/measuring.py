"""Time whole commands in turn, so that a machine that gets slower slows both."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
# A peer that takes longer than this, in seconds, does not end: po4a at an unclosed code fence.
PATIENCE = 180


@dataclass(frozen=True, slots=True)
class Command:
    """A command to time: its name in the table, its words, and what to do before each run."""

    name: str
    argv: Sequence[str]
    folder: Path
    prepare: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Run:
    """Wall-clock seconds of one run, and the peak memory of its largest process in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours beside a peer: medians, and the median of the ratios of seconds run by run."""

    subject: str
    ours: Run
    peer: str
    theirs: Run
    ratio: float


def compare(subject: str, ours: Command, peer: Command, runs: int = RUNS) -> Comparison | None:
    """Run both in turn; None where the peer is not installed or does not end."""
    if shutil.which(peer.argv[0]) is None:
        print(f"{subject}: {peer.argv[0]} is not installed, not measured")
        return None
    try:
        pairs = [(run(ours), run(peer)) for _ in range(runs + 1)][1:]
    except subprocess.TimeoutExpired as late:
        print(f"{subject}: {late.cmd[0]} did not end within {PATIENCE} seconds, not measured")
        return None
    return Comparison(
        subject,
        _median([first for first, _ in pairs]),
        peer.name,
        _median([second for _, second in pairs]),
        statistics.median(second.seconds / first.seconds for first, second in pairs),
    )


# A small process between: what a program's peak memory is said to be includes that of the process
# that started it.
_LAUNCHER = """
import os, sys, time
nowhere = os.open(os.devnull, os.O_WRONLY)
silent = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (1, 2)]
begin = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - begin, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(command: Command) -> Run:
    """One run, preparation not counted. Raises TimeoutExpired."""
    command.prepare()
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", _LAUNCHER, *command.argv],
        cwd=command.folder,
        stdout=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    late = threading.Event()
    watch = threading.Timer(PATIENCE, _stop, (process.pid, late))
    watch.start()
    try:
        said, _ = process.communicate()
    finally:
        watch.cancel()
    if late.is_set():
        raise subprocess.TimeoutExpired(command.argv, PATIENCE)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command.argv)
    seconds, memory, code = said.split()
    if int(code):
        raise subprocess.CalledProcessError(int(code), command.argv)
    return Run(float(seconds), int(memory) / 1024)


def environment() -> dict[str, str]:
    """The environment of what is measured: installed programs have their bytecode at hand."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _stop(group: int, late: threading.Event) -> None:
    late.set()
    os.killpg(group, signal.SIGKILL)


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.memory for one in runs),
    )


def cpu_seconds(argv: Sequence[str], runs: int = RUNS) -> float:
    """Median CPU seconds (user and system) of a command."""
    spent = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(argv, stdout=subprocess.DEVNULL, check=True, env=environment())
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def _cells(one: Run) -> str:
    return f"{one.seconds:7.2f}s {one.memory:5.0f} MB"


def table(comparisons: Sequence[Comparison]) -> str:
    """The comparisons as aligned text."""
    lines = [f"{'work':40} {'polyloom':>17} {'peer':>17}  ratio  peer"]
    lines += [
        f"{one.subject:40} {_cells(one.ours)} {_cells(one.theirs)} {one.ratio:5.1f}×  {one.peer}"
        for one in comparisons
    ]
    return "\n".join(lines)
