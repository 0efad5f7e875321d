"""What a round has said, for the next one, as long as nothing changes that it depends on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import msgspec
from msgspec import Struct, field

from polyloom.cli.console import PROGRESS_LINE, Console
from polyloom.cli.invocation import Invocation
from polyloom.workspace.spelling_dictionaries import SpellingDictionaries
from polyloom.workspace.terminal import terminal_sizes
from polyloom.workspace.work_index import WorkUnit

if TYPE_CHECKING:
    from polyloom.project import Project

# Of the command line, what changes nothing of what is said. Which file takes the reasons does not,
# but whether one does.
_SILENT_ARGUMENTS = frozenset({"directory", "wait", "reasons"})
# What shells change of the environment from command to command.
_OF_SHELLS = frozenset({"_", "SHLVL", "PWD", "OLDPWD"})
# In characters: what says more is not recorded.
_MOST = 10_000_000


class Saying(Struct, frozen=True, array_like=True):
    """What was said on standard error, or else on standard output, before the other was used."""

    is_error: bool
    text: bytes


class KnownRound(Struct, frozen=True, array_like=True):
    """What a round came to: its exit code, why that is not 0, and all that it said, in order."""

    code: int
    reasons: tuple[str, ...]
    said: tuple[Saying, ...]


def round_unit(invocation: Invocation, root: Path) -> WorkUnit:
    """The unit of a round, with all that it depends on but the project's files.

    Where it asks an engine or a scheduler, that is not all (``depends_on_files``).
    """
    arguments = vars(invocation.arguments)
    environment = invocation.environment
    parts = (
        str(root),
        arguments["reasons"] is None,
        sorted((name, str(arguments[name])) for name in arguments.keys() - _SILENT_ARGUMENTS),
        sorted((name, environment[name]) for name in environment.keys() - _OF_SHELLS),
        [(stream.isatty(), stream.encoding) for stream in (sys.stdout, sys.stderr)],
        terminal_sizes(),
        SpellingDictionaries.of(environment).fingerprints(),
    )
    return WorkUnit("round", "pipeline", (), hashlib.sha256(repr(parts).encode()).digest())


def depends_on_files(invocation: Invocation, project: Project) -> bool:
    """Whether a round asks nobody: no engine but the memory, and no scheduler."""
    from polyloom.mt.api.permissions import nothing_granted
    from polyloom.stages.scheduler_choice import SchedulerChoice, choose_scheduler
    from polyloom.stages.unanswered_catalogs import asks_only_memory

    asked = invocation.arguments.scheduler
    scheduler = choose_scheduler(project, asked, invocation.environment, nothing_granted)
    is_alone = scheduler == SchedulerChoice()
    return is_alone and asks_only_memory(project, project.pretranslation.engines)


def say_known_round(known: bytes, console: Console) -> int | None:
    """Say what a round has said; its exit code. None where ``known`` is no record of one."""
    try:
        recorded = _DECODER.decode(known)
    except msgspec.MsgspecError:
        return None
    for saying in recorded.said:
        if saying.is_error:
            sys.stdout.flush()
        stream = sys.stderr if saying.is_error else sys.stdout
        stream.write(saying.text.decode("utf-8", "surrogatepass"))
    for reason in recorded.reasons:
        console.reason(reason)
    return recorded.code


class Heard(Struct):
    """What was said up to now: each piece, and whether it is on standard error."""

    pieces: list[tuple[bool, str]] = field(default_factory=list)
    length: int = 0

    def note(self, text: str, *, is_error: bool) -> None:
        """Take note of a piece, but not of progress, which tells of one run."""
        self.length += len(text)
        if self.length > _MOST:
            self.pieces.clear()
        elif not text.startswith(PROGRESS_LINE):
            self.pieces.append((is_error, text))

    def known_round(self, code: int, reasons: Sequence[str]) -> bytes | None:
        """The record of the round that said this. None where it has said too much."""
        if self.length > _MOST:
            return None
        said = [
            Saying(is_error, "".join(text for _, text in some).encode("utf-8", "surrogatepass"))
            for is_error, some in groupby(self.pieces, lambda piece: piece[0])
        ]
        return _ENCODER.encode(KnownRound(code, tuple(reasons), tuple(said)))


@contextmanager
def hearing() -> Iterator[Heard]:
    """What is said on standard output and on standard error from now on, as it is said."""
    heard = Heard()
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (
        cast("TextIO", _NotedStream(stream, partial(heard.note, is_error=is_error)))
        for stream, is_error in zip(streams, (False, True), strict=True)
    )
    try:
        yield heard
    finally:
        sys.stdout, sys.stderr = streams


class _NotedStream:
    """A stream, of which each text that is written is noted, too."""

    def __init__(self, stream: TextIO, note: Callable[[str], None]) -> None:
        self._stream = stream
        self._note = note

    def write(self, text: str) -> int:
        self._note(text)
        return self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(KnownRound)
