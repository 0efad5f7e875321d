"""Time whole commands in turn, so that a machine that gets slower slows both."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
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
class Comparison:
    """Ours beside a peer: medians in seconds, and the median of the ratios run by run."""

    subject: str
    ours: float
    peer: str
    theirs: float
    ratio: float


def compare(subject: str, ours: Command, peer: Command, runs: int = RUNS) -> Comparison | None:
    """Run both in turn; None where the peer is not installed or does not end."""
    if shutil.which(peer.argv[0]) is None:
        print(f"{subject}: {peer.argv[0]} is not installed, not measured")
        return None
    try:
        pairs = [(seconds(ours), seconds(peer)) for _ in range(runs + 1)][1:]
    except subprocess.TimeoutExpired as late:
        print(f"{subject}: {late.cmd[0]} did not end within {PATIENCE} seconds, not measured")
        return None
    return Comparison(
        subject,
        statistics.median(first for first, _ in pairs),
        peer.name,
        statistics.median(second for _, second in pairs),
        statistics.median(second / first for first, second in pairs),
    )


def seconds(command: Command) -> float:
    """Wall-clock seconds of one run, preparation not counted."""
    command.prepare()
    begin = time.perf_counter()
    subprocess.run(
        command.argv,
        cwd=command.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        timeout=PATIENCE,
    )
    return time.perf_counter() - begin


def cpu_seconds(argv: Sequence[str], runs: int = RUNS) -> float:
    """Median CPU seconds (user and system) of a command."""
    spent = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(argv, stdout=subprocess.DEVNULL, check=True, env=dict(os.environ))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def peak_memory(argv: Sequence[str], folder: Path) -> int:
    """The most memory, in megabytes, that a command had at a time."""
    # In a process of its own: the highest of all children is all that the system tells.
    watch = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", watch, *argv]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout) // 1024


def table(comparisons: Sequence[Comparison]) -> str:
    """The comparisons as aligned text."""
    lines = [f"{'work':40} {'polyloom':>9} {'peer':>9}  ratio  peer"]
    lines += [
        f"{one.subject:40} {one.ours:8.2f}s {one.theirs:8.2f}s {one.ratio:5.1f}×  {one.peer}"
        for one in comparisons
    ]
    return "\n".join(lines)
