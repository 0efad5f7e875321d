"""The event loop that engines run on, and the time that they keep."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Time:
    """Time and chance, handed in so that a test can hold them.

    ``now`` counts seconds from anywhere, ``sleep`` waits for seconds, ``chance`` is between 0
    and 1.
    """

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]


REAL_TIME = Time(time.monotonic, asyncio.sleep, random.random)


def run(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` returns. Ctrl-C cancels it and raises KeyboardInterrupt when it has ended."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(_DaemonThreads())
        return runner.run(work)


class _DaemonThreads(ThreadPoolExecutor):
    """A daemon thread for each call, so that one that hangs (a name look-up) keeps nothing alive.

    An executor of the standard library joins its threads when the program ends; the loop accepts
    only a kind of that one.
    """

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()

        def call() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=call, name="engine", daemon=True).start()
        return future
