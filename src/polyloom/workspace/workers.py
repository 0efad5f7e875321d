"""Work on many items, shared out among processes where there is enough of it.

A worker is a fork of this process, so that it has the modules loaded and the project read. What it
is to do it takes, by number, from a pipe that holds each number once; its results go through
another pipe. It watches a third one, the lifeline, of which this process holds the only end to
write to: once that is closed, be it because this process was killed, the worker stops as if it had
been interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import NoReturn, TypeVar

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.workspace.regular_files import write_all

Item = TypeVar("Item")
Result = TypeVar("Result")

# Seconds after which what is left is worth some forks.
_PATIENCE = 0.04
# The first item may take this many seconds only since patterns are compiled and tables read for it,
# which every worker would do again.
_WARM_UP = 0.3
_MOST_WORKERS = 8
# How many numbers a pipe holds on every system before somebody reads them.
_TICKETS = 2000
_TICKET = struct.Struct("=I")
_FRAME = struct.Struct("=IQ")
_AT_ONCE = 1 << 16


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], *, patience: float = _PATIENCE
) -> Generator[Result, None, None]:
    """``work(item)`` for each item, in their order, as ``map`` yields it.

    The first items are worked on here. What is left after ``patience`` seconds, which begin behind
    a short first item, is shared out among as many workers as there are processors: then what
    ``work`` does to this process's memory is lost, and its results are pickled. An exception is
    raised here when its item's turn comes. Raises UserError where a worker was killed. No worker
    outlives the iteration.
    """
    begin = time.monotonic()
    end = begin + patience
    done = 0
    while done < len(items) and time.monotonic() < end:
        yield work(items[done])
        done += 1
        if done == 1 and time.monotonic() < begin + _WARM_UP:
            end = time.monotonic() + patience
    rest = items[done:]
    workers = min(_processors(), _MOST_WORKERS, len(rest))
    # A fork has only the thread that made it, and may wait for ever for what another one held.
    if workers < 2 or threading.active_count() > 1:
        yield from map(work, rest)
    else:
        yield from _shared_out(work, rest, workers)


def _processors() -> int:
    """How many processors this process may use for workers.

    One, where there is no fork (Windows), or where it is not safe, since the system's libraries
    have threads of their own (macOS).
    """
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shared_out(
    work: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Iterator[Result]:
    """Like ``map``. Where the system has no processes or pipes left, fewer workers have to do."""
    with contextlib.ExitStack() as at_end:
        # Nothing here becomes garbage soon: looking for it would copy what workers share with us.
        gc.freeze()
        at_end.callback(gc.unfreeze)
        processes: list[int] = []
        at_end.callback(_wait_for, processes)
        results: list[int] = []
        with contextlib.suppress(OSError):
            stride = -(-len(items) // _TICKETS)
            tickets = _tickets(range(0, len(items), stride), at_end)
            lifeline, ours = _pipe(at_end)
            for _ in range(workers):
                result, to_us = os.pipe()
                at_end.callback(os.close, result)
                results.append(result)
                try:
                    with _signals_held():
                        process = os.fork()
                        if process == 0:
                            _work(work, items, stride, (tickets, to_us, lifeline), (ours, *results))
                    processes.append(process)
                finally:
                    os.close(to_us)
        if processes:
            yield from _in_order(_frames(results), len(items))
        else:
            yield from map(work, items)


def _tickets(numbers: range, at_end: contextlib.ExitStack) -> int:
    """The end to read from of a pipe that holds the numbers."""
    tickets, to_workers = os.pipe()
    at_end.callback(os.close, tickets)
    try:
        os.write(to_workers, b"".join(map(_TICKET.pack, numbers)))
    finally:
        os.close(to_workers)
    return tickets


def _pipe(at_end: contextlib.ExitStack) -> tuple[int, int]:
    ends = os.pipe()
    for end in ends:
        at_end.callback(os.close, end)
    return ends


def _wait_for(processes: Sequence[int]) -> None:
    for process in processes:
        os.waitpid(process, 0)


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Keep signals back until it is clear which of two processes this is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    stride: int,
    ends: tuple[int, int, int],
    foreign: Sequence[int],
) -> NoReturn:
    """What a worker does: ``stride`` items for each ticket, until there are no more."""
    tickets, to_us, lifeline = ends
    try:
        for end in foreign:
            os.close(end)
        signal.signal(signal.SIGTERM, _interrupt_once)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, _interrupt_once)
        threading.Thread(target=_stop_with, args=(lifeline,), daemon=True).start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
        while ticket := os.read(tickets, _TICKET.size):
            (first,) = _TICKET.unpack(ticket)
            for number, item in enumerate(islice(items, first, first + stride), first):
                data = _outcome(work, item)
                write_all(to_us, _FRAME.pack(number, len(data)) + data)
    finally:
        # Also when interrupted. Without what the end of a process does: buffers are the parent's.
        # An interruption that comes only now must not make this process go on as its parent does.
        try:
            os._exit(0)
        finally:
            os._exit(0)


def _interrupt_once(_number: int, _frame: object) -> NoReturn:
    """Interrupt this worker; what comes behind, as SIGTERM does behind Ctrl-C, finds it ending."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
    raise KeyboardInterrupt


def _stop_with(lifeline: int) -> None:
    """Wait for the end of the parent, or of its interest, and end this worker too."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _outcome(work: Callable[[Item], Result], item: Item) -> bytes:
    """The pickled pair of a result and None, or of None and an exception."""
    try:
        return pickle.dumps((work(item), None))
    except Exception as error:
        import traceback

        error.add_note("".join(traceback.format_exception(error)))
        try:
            data = pickle.dumps((None, error))
            pickle.loads(data)  # noqa: S301  (our own)
        except Exception:
            return pickle.dumps((None, RuntimeError("\n".join(error.__notes__))))
        return data


def _frames(results: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The number and the pickled outcome of each item, as they come, until all workers are done."""
    buffers = {end: bytearray() for end in results}
    while buffers:
        for end in select.select(list(buffers), [], [])[0]:
            data = os.read(end, _AT_ONCE)
            if not data:
                del buffers[end]
                continue
            buffer = buffers[end]
            buffer += data
            while len(buffer) >= _FRAME.size:
                number, length = _FRAME.unpack_from(buffer)
                if len(buffer) < _FRAME.size + length:
                    break
                yield number, bytes(buffer[_FRAME.size : _FRAME.size + length])
                del buffer[: _FRAME.size + length]


def _in_order(frames: Iterator[tuple[int, bytes]], count: int) -> Iterator[Result]:
    early: dict[int, bytes] = {}
    turn = 0
    for number, data in frames:
        early[number] = data
        while turn in early:
            result, error = pickle.loads(early.pop(turn))  # noqa: S301  (from our own fork)
            if error is not None:
                raise error
            yield result
            turn += 1
    if turn < count:
        raise UserError(
            message("the system has killed one of the processes that share the work"),
            remedy=message("look whether there is enough memory, and run the command again"),
        )
