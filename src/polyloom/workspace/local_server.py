"""A web server on this machine, for the person at it."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

from polyloom.errors import ConfigurationError
from polyloom.messages import message

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
# So many ports are tried, from the one that was wanted on.
_ATTEMPTS = 50
_MOST = 65_535
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


class Listener(NamedTuple):
    """Where a server takes requests; ``host`` is a name or an address of this machine."""

    socket: socket.socket
    host: str
    port: int


def listen(host: str, port: int) -> Listener:
    """Take requests on ``port`` or the next one that is free; 0: on any.

    Raises ConfigurationError where none is, and where ``host`` is none of this machine's.
    """
    try:
        family = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][0]
    except (OSError, UnicodeError):
        raise _no_host(host) from None
    last = min(port + _ATTEMPTS - 1, _MOST) if port else 0
    for candidate in range(port, last + 1):
        taken = socket.socket(family, socket.SOCK_STREAM)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((host, candidate))
            # Two sockets can be bound to a port that nobody listens on yet.
            taken.listen(128)
        except OSError as error:
            taken.close()
            if error.errno not in _TAKEN:
                raise _no_host(host) from None
            continue
        return Listener(taken, host, taken.getsockname()[1])
    raise ConfigurationError(
        message("every port from {port} to {last} is taken", port=port, last=last),
        remedy=message("give --port another one"),
    )


def _no_host(host: str) -> ConfigurationError:
    return ConfigurationError(
        message("“{host}” is no address of this machine", host=host),
        remedy=message("leave --host out, for this machine only"),
    )


def serve(
    application: ASGIApp,
    listener: Listener,
    ready: Callable[[], None],
    preparing: Iterator[None],
) -> None:
    """Answer requests until the process is interrupted or told to end; then what runs is ended.

    ``ready`` is called when requests are answered. The steps of ``preparing`` are done beside them
    in a thread, none of them begun while somebody waits for an answer.
    """
    import uvicorn

    watched = _WatchedApplication(application)
    config = uvicorn.Config(
        watched,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        # Nobody stands between: what a header says of the sender is nobody's word.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    with listener.socket:
        threading.Thread(target=_step_by_step, args=[preparing, watched], daemon=True).start()
        ready()
        uvicorn.Server(config).run(sockets=[listener.socket])


class _WatchedApplication:
    """An application, and whether somebody waits for an answer of it."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application
        self._waiting = 0
        self._idle = threading.Event()
        self._idle.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # All requests are begun and ended by one thread.
        self._waiting += 1
        self._idle.clear()
        try:
            await self._application(scope, receive, send)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._idle.set()

    def await_quiet(self) -> None:
        """Return when nobody waits for an answer."""
        self._idle.wait()


def _step_by_step(steps: Iterator[None], watched: _WatchedApplication) -> None:
    for _ in steps:
        watched.await_quiet()


def thread_lock() -> AbstractContextManager[object]:
    """What only one thread holds at a time; the one that holds it may take it again."""
    return threading.RLock()
