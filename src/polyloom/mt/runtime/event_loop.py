"""The event loop that engines run on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` returns. Ctrl-C cancels it and raises KeyboardInterrupt when it has ended."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(_DaemonThreads())
        return runner.run(work)


class _DaemonThreads(ThreadPoolExecutor):
    """An executor of daemon threads, so that one that hangs (a name look-up) keeps nothing alive.

    It starts a thread whenever none is free. The executor of the standard library would join its
    threads when the program ends; it is the base here only because the loop accepts no other kind.
    """

    def __init__(self) -> None:
        super().__init__()
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._started = self._free = 0

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        self._calls.put(partial(_complete, future, partial(fn, *args, **kwargs)))
        with self._guard:
            self._free -= 1
            if self._free < 0:
                self._free += 1
                self._started += 1
                threading.Thread(target=self._work, name="engine", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait
        for _ in range(self._started):
            self._calls.put(None)
        super().shutdown(wait=False, cancel_futures=cancel_futures)

    def _work(self) -> None:
        while call := self._calls.get():
            call()
            with self._guard:
                self._free += 1


def _complete(future: Future[T], call: Callable[[], T]) -> None:
    """Make the call that a future stands for."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
