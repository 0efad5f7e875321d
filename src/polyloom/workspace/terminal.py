"""A person at a terminal: the keys and the lines that they type."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator

# What a terminal gives for a key, or a line, in one piece; it cuts longer lines (termios(3)).
_PIECE = 4096
_END_OF_FILE = "\x04"


def is_at_terminal() -> bool:
    """Whether a person types what the program reads, and sees what it prints."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def terminal_sizes() -> tuple[tuple[int, int] | None, ...]:
    """How many columns and lines each standard stream shows, None where it is no terminal."""
    return tuple(map(_terminal_size, range(3)))


def _terminal_size(stream: int) -> tuple[int, int] | None:
    try:
        return os.get_terminal_size(stream)
    except OSError:
        return None


@contextlib.contextmanager
def keys_at_once() -> Iterator[None]:
    """Have keys read as they are typed, unseen, instead of whole lines.

    What was typed before is dropped: it was not meant for what is shown next. Ctrl-C interrupts as
    ever, and whatever ends the program, the terminal is as it was. A system that cannot do this,
    such as Windows, gives keys when Enter is pressed.
    """
    try:
        import termios
    except ImportError:
        yield
        return
    terminal = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(terminal)
    except termios.error:
        # It has gone; whoever reads finds that out.
        yield
        return
    settings = termios.tcgetattr(terminal)
    settings[3] &= ~(termios.ECHO | termios.ICANON)
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0

    def restore() -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    with _before_the_end(restore):
        try:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, settings)
            yield
        finally:
            restore()


@contextlib.contextmanager
def _before_the_end(act: Callable[[], None]) -> Iterator[None]:
    """Do something before a signal that ends the program does."""

    def end(number: int, _frame: object) -> None:
        act()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    # Systems with termios have both.
    ends = (signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.getsignal(number) for number in ends}
    ended = [number for number, handler in handlers.items() if handler is signal.SIG_DFL]
    for number in ended:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ended:
            signal.signal(number, signal.SIG_DFL)


def read_key() -> str:
    """The character of a key; an empty string at the end of input (Ctrl-D, a terminal that went).

    Of what came in one piece, such as a paste, only the first character counts; what keys without
    a character send (arrows) begins with the escape character.
    """
    piece = _read()
    key = piece[:1]
    return "" if key == _END_OF_FILE else key


def read_line() -> str | None:
    """A line, without its end and blanks at its edges; None at the end of input.

    Raises UnicodeDecodeError for what is no text in the terminal's encoding.
    """
    data = _bytes()
    return data.decode(sys.stdin.encoding).strip() if data else None


def _read() -> str:
    return _bytes().decode(sys.stdin.encoding, "replace")


def _bytes() -> bytes:
    sys.stdout.flush()
    try:
        return os.read(sys.stdin.fileno(), _PIECE)
    except OSError:
        # A terminal that was closed.
        return b""
