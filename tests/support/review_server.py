"""The review page as its users start it: ``polyloom review`` in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_ADDRESS = "review: "
# In seconds: machines are slow at times.
_LONGEST_END = 30.0


@dataclass(frozen=True, slots=True)
class ReviewServer:
    """A running server: its process, and the address that it has printed, with the token."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port is not None
        return port

    def kill(self) -> None:
        """End it as a power failure does."""
        self.process.kill()
        self.process.communicate(timeout=_LONGEST_END)

    def end(self) -> str:
        """End it as Ctrl-C does, if it runs; what it has printed on its error stream."""
        if self.process.poll() is not None:
            return ""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=_LONGEST_END)
        return errors


@contextmanager
def review_server(root: Path, *arguments: str, port: int = 0) -> Iterator[ReviewServer]:
    """Serve a project's review page. What it prints must be no failure of the program."""
    server = start_review_server(root, *arguments, port=port)
    try:
        yield server
    finally:
        errors = (
            server.end() if not server.process.stdout or not server.process.stdout.closed else ""
        )
        assert "Traceback" not in errors, errors


def start_review_server(root: Path, *arguments: str, port: int = 0) -> ReviewServer:
    """Start it, and wait for its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "review", *arguments,
         "--no-browser", "--port", str(port)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith(_ADDRESS):
        process.kill()
        out, errors = process.communicate()
        raise AssertionError(f"no address: {line}{out}{errors}")
    return ReviewServer(process, line.removeprefix(_ADDRESS).strip())
