"""The program at a real terminal, with a person who types."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# How long the program may take to say something, in seconds: the machine may be busy.
_PATIENCE = 30.0
_STYLES = re.compile(r"\x1b\[[0-9;]*m")
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """A run of the program at a terminal: what it prints, and keys for it."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self._master = master
        self._seen = ""
        self.transcript = ""

    def shown(self, pattern: str) -> str:
        """What is printed until the pattern is, which has to come."""
        end = time.monotonic() + _PATIENCE
        while not (match := re.search(pattern, self._seen)):
            assert time.monotonic() < end, f"{pattern!r} does not come:\n{self._seen}"
            assert self._read(), f"it ended without {pattern!r}:\n{self.transcript}"
        text, self._seen = self._seen[: match.end()], self._seen[match.end() :]
        return text

    def question(self) -> str:
        """What is printed until the program asks for a key."""
        return self.shown(r"\? help > ")

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int = 24) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def processor_time(self) -> float:
        """What the program has used of the processor up to now, in seconds."""
        after_name = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        # See proc(5): utime and stime are its fields 14 and 15; the third comes after the name.
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End the program without any last word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self, code: int = 0) -> str:
        """What is printed to the end, which has to come by itself, with this exit code."""
        end = time.monotonic() + _PATIENCE
        while self._read():
            assert time.monotonic() < end, f"it does not end:\n{self._seen}"
        assert self.process.wait(timeout=_PATIENCE) == code, self.transcript
        assert "Traceback" not in self.transcript, self.transcript
        return self._seen

    def is_as_found(self) -> bool:
        """Whether the terminal shows what is typed, and gives it line by line."""
        flags = termios.tcgetattr(self._master)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def _read(self) -> bool:
        """Take what is printed; whether there will be more."""
        ready, _, _ = select.select([self._master], [], [], 1)
        if not ready:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            data = b""
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        self.transcript += text
        self._seen += _STYLES.sub("", text)
        return bool(data)


@contextmanager
def at_terminal(
    root: Path, *arguments: str, environment: Mapping[str, str] | None = None, columns: int = 80
) -> Iterator[Terminal]:
    """The program in a project, at a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={
            **{name: value for name, value in os.environ.items() if name != "COLUMNS"},
            "TERM": "xterm-256color",
            "PYTHONUTF8": "1",
            **(environment or {}),
        },
        start_new_session=True,
        # The terminal becomes its own, so that Ctrl-C interrupts it.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
