"""The programs of a mode at work on many texts, each of which ends with a NUL.

The result of a text does not depend on the texts before it. Programs that remember nothing of what
they have read serve all texts, as long as the pipeline lives. The tagger and the constraint grammar
remember: they are started anew for each text.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from threading import Thread
from typing import IO

from polyloom.messages import message
from polyloom.mt.providers.apertium.modes import ModeProgram

_CHUNK = 65_536


class ProgramEnded(Exception):  # noqa: N818 - the programs are gone: a result, not a bug
    """A program of the pipeline ended before its work was done; says which, if that is known."""


class ProgramPipeline:
    """The programs of a mode; ``run`` may be called as often as wanted, until ``close``."""

    def __init__(
        self,
        programs: Sequence[ModeProgram],
        environment: Mapping[str, str],
        folder: Path | None = None,
    ) -> None:
        """Start the long-lived programs in a folder. Raises OSError where one is not installed."""
        self._parts: list[_SharedPrograms | _ProgramsPerText] = []
        try:
            for stateful, group in groupby(programs, key=lambda program: program.stateful):
                commands = [program.command for program in group]
                part = (
                    _ProgramsPerText(commands, environment, folder)
                    if stateful
                    else _SharedPrograms(commands, environment, folder)
                )
                self._parts.append(part)
        except OSError:
            self.close()
            raise

    def run(self, texts: Sequence[bytes]) -> list[bytes]:
        """The result of each text. Raises ProgramEnded."""
        found = list(texts)
        for part in self._parts:
            found = part.run(found)
        return found

    def close(self) -> None:
        """End the programs, also in the middle of their work."""
        for part in self._parts:
            part.close()


class _SharedPrograms:
    """Programs in a row that serve all texts."""

    def __init__(
        self,
        commands: Iterable[Sequence[str]],
        environment: Mapping[str, str],
        folder: Path | None,
    ) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self._rest = b""
        try:
            for command in commands:
                before = self._processes[-1].stdout if self._processes else subprocess.PIPE
                self._processes.append(_started(command, before, environment, folder))
                if not isinstance(before, int) and before is not None:
                    before.close()
        except OSError:
            self.close()
            raise

    def run(self, texts: Sequence[bytes]) -> list[bytes]:
        writer = Thread(target=self._write, args=(texts,), daemon=True)
        writer.start()
        found = list(self._results(len(texts)))
        writer.join()
        return found

    def _write(self, texts: Sequence[bytes]) -> None:
        stdin = self._processes[0].stdin
        # Where a program has ended the reading side finds out.
        with contextlib.suppress(OSError, ValueError):
            if stdin is not None:
                for text in texts:
                    stdin.write(text + b"\0")
                stdin.flush()

    def _results(self, wanted: int) -> Iterator[bytes]:
        stdout = self._processes[-1].stdout
        while wanted and stdout is not None:
            *results, self._rest = self._rest.split(b"\0")
            yield from results
            wanted -= len(results)
            if wanted:
                self._rest += self._read(stdout)

    def _read(self, stdout: IO[bytes]) -> bytes:
        with contextlib.suppress(OSError, ValueError):
            if data := os.read(stdout.fileno(), _CHUNK):
                return data
        raise ProgramEnded(message("a program of Apertium ended before its work was done"))

    def close(self) -> None:
        for process in self._processes:
            _end(process)


class _ProgramsPerText:
    """Programs in a row that are started anew for each text; one row for each core at a time."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        environment: Mapping[str, str],
        folder: Path | None,
    ) -> None:
        self._commands = commands
        self._environment = environment
        self._folder = folder
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)

    def run(self, texts: Sequence[bytes]) -> list[bytes]:
        return list(self._pool.map(self._run_one, texts))

    def _run_one(self, text: bytes) -> bytes:
        for command in self._commands:
            with _started(command, subprocess.PIPE, self._environment, self._folder) as process:
                text = process.communicate(text + b"\0")[0].partition(b"\0")[0]
            if process.returncode:
                raise ProgramEnded(
                    message(
                        "{name} ended with an error ({returncode})",
                        name=Path(command[0]).name,
                        returncode=process.returncode,
                    )
                )
        return text

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _started(
    command: Sequence[str],
    stdin: IO[bytes] | int | None,
    environment: Mapping[str, str],
    folder: Path | None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the programs of an installed mode, no shell
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8"},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
    process.wait()
