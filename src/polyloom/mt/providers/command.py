"""Any program that reads and writes JSON, one object on each line.

It is given ``{"id": 1, "text": "…", "source": "en", "target": "es"}`` on its standard input, and
answers with ``{"id": 1, "text": "…"}``, or ``{"id": 1, "error": "…"}``, in any order. It is started
in the project's folder, runs as long as there is work, and ends when its input does.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    StreamingSession,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.api.options import CommandOption
from polyloom.mt.api.program_search import find_program, is_program, search_path
from polyloom.placeables import BRACKETS, WORDS, XML
from polyloom.reports.printable_text import printable
from polyloom.system_reasons import system_reason

if TYPE_CHECKING:
    from asyncio.subprocess import Process

# The longest line that a program may write, in bytes.
_LONGEST_LINE = 4_000_000
# How long a program may take to end once its input has ended, in seconds.
_FAREWELL = 2.0


class _Session(Struct):
    context: EngineContext
    process: Process | None = None
    last_id: int = 0

    async def stream(
        self, requests: Sequence[TranslationRequest]
    ) -> AsyncGenerator[tuple[int, Outcome], None]:
        import asyncio

        process = await self._running()
        first = self.last_id + 1
        self.last_id += len(requests)
        lines = [self._question(first + place, request) for place, request in enumerate(requests)]
        waiting = set(range(first, first + len(requests)))
        writing = asyncio.create_task(_write(process, b"".join(lines)))
        try:
            while waiting:
                number, outcome = await _next_answer(process)
                if number not in waiting:
                    raise _failure(message("the program answered a text that it was not asked for"))
                waiting.remove(number)
                yield number - first, outcome
        except BaseException:
            # Half an answer may still be on its way: the next call needs another process.
            await self._end(patience=0)
            raise
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    async def close(self) -> None:
        await self._end(patience=_FAREWELL)

    async def _end(self, *, patience: float) -> None:
        """End the program's input, and the program itself after so many seconds."""
        import asyncio

        process, self.process = self.process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            # Reads what is left, without which the pipe would stay open.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.communicate(), _FAREWELL)

    async def _running(self) -> Process:
        import asyncio

        if self.process is None or self.process.returncode is not None:
            settings = self.context.settings
            command = _command(settings)
            try:
                self.process = await asyncio.create_subprocess_exec(
                    _program(settings, self.context.environment),
                    *command[1:],
                    cwd=settings.folder or None,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    limit=_LONGEST_LINE,
                    env=dict(self.context.environment),
                )
            except OSError as error:
                reason = system_reason(error)
                raise _failure(
                    message(
                        "the program {command} cannot be started: {reason}",
                        command=printable(command[0]),
                        reason=reason,
                    ),
                    FailureKind.CONFIGURATION,
                ) from None
        return self.process

    def _question(self, number: int, request: TranslationRequest) -> bytes:
        said = {
            "id": number,
            "text": request.text,
            "source": self.context.source_locale,
            "target": self.context.locale,
        }
        return json.dumps(said, ensure_ascii=True).encode() + b"\n"


async def _write(process: Process, lines: bytes) -> None:
    # A program that has ended is noticed where its answers are read.
    with contextlib.suppress(ConnectionError):
        if process.stdin is not None:
            process.stdin.write(lines)
            await process.stdin.drain()


async def _next_answer(process: Process) -> tuple[int, Outcome]:
    """The next answer that the program writes, and the number of its text."""
    while True:
        try:
            line = await process.stdout.readline() if process.stdout else b""
        except ValueError:
            raise _failure(message("the program wrote a line without end")) from None
        if not line:
            raise _failure(message("the program ended before it had answered"))
        if line.strip():
            return _answer(line)


def _answer(line: bytes) -> tuple[int, Outcome]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise _failure(message("the program wrote a line that is no JSON")) from None
    if not isinstance(said, Mapping) or not isinstance(said.get("id"), int):
        raise _failure(message("the program wrote a line without the number of a text (“id”)"))
    text = said.get("text")
    if isinstance(text, str):
        return said["id"], TranslationResponse(text, "")
    error = said.get("error")
    reason = f": {' '.join(error.split())[:100]}" if isinstance(error, str) else ""
    return said["id"], Failure(message("the program has no translation{reason}", reason=reason))


def _failure(reason: str, kind: FailureKind = FailureKind.RETRY) -> EngineFailure:
    # What a program stumbles at may be one text.
    return EngineFailure(Failure(reason, kind, may_be_one_text=kind is FailureKind.RETRY))


def _command(settings: EngineSettings) -> list[str]:
    return list(settings.options.get("run", ()))


def _program(settings: EngineSettings, environment: Mapping[str, str]) -> str:
    """The path of the program, an empty string where it is not there."""
    if settings.program:
        return settings.program
    name = _command(settings)[0]
    if Path(name).is_absolute():
        return name if is_program(Path(name)) else ""
    return str(find_program(name, search_path(environment), environment) or "")


def _open(context: EngineContext) -> StreamingSession:
    if lacking := _missing_requirement(context.settings, context.environment):
        raise _failure(lacking, FailureKind.CONFIGURATION)
    return _Session(context)


def _missing_requirement(settings: EngineSettings, environment: Mapping[str, str]) -> str:
    command = _command(settings)
    if not command:
        return message(
            'no program is named: write run = ["program", "argument"] in [engines.command]'
        )
    found = _program(settings, environment)
    return "" if found else message("there is no program {command}", command=printable(command[0]))


ENGINE = EngineRow(
    "command",
    translatable("A program of your own that reads and writes JSON, an object a line."),
    needs_network=False,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(XML, BRACKETS, WORDS),
    limits=CallLimits(texts=50),
    options={"run": CommandOption()},
    # Answers are told apart within one call only.
    defaults=EngineSettings(timeout=60.0, concurrency=1),
    missing_requirement=_missing_requirement,
)
