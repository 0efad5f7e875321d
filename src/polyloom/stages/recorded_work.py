"""Work on many items of which the index has the results of some."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.workspace.executors import Executor, SharedWork
from polyloom.workspace.work_index import WorkIndex, WorkUnit

Item = TypeVar("Item")
Result = TypeVar("Result")


class Recording(Struct, Generic[Item, Result], frozen=True):
    """How the results of a stage's work are recorded.

    ``unit`` says what the work on an item depends on. ``recalled`` gives a result that was recorded
    before, None where it holds no longer; ``recorded`` what is to be recorded, None where that may
    not be, since doing the work again may end otherwise. ``written`` are files that the work may
    have written, besides those that it depends on.
    """

    unit: Callable[[Item], WorkUnit]
    recalled: Callable[[Item, bytes], Result | None]
    recorded: Callable[[Result], bytes | None]
    written: Callable[[Item], Sequence[str]] = lambda _: ()


def map_unless_recorded(
    index: WorkIndex,
    executor: Executor,
    work: SharedWork[Item, Result],
    items: Sequence[Item],
    recording: Recording[Item, Result],
) -> Generator[Result, None, None]:
    """The results of ``work`` for each item, in their order, as ``executor`` yields them.

    What the index has a result of is not worked on.
    """
    if not index.is_used:
        yield from executor(work, items)
        return
    units = [recording.unit(item) for item in items]
    pairs = zip(items, units, strict=True)
    known = [_recalled(index, item, unit, recording) for item, unit in pairs]
    left = [item for item, result in zip(items, known, strict=True) if result is None]
    outcomes = executor(work, left) if left else iter(())
    done: list[WorkUnit] = []
    written: list[str] = []
    for item, unit, result in zip(items, units, known, strict=True):
        if result is not None:
            yield result
            continue
        outcome = next(outcomes)
        done.append(unit)
        written += recording.written(item)
        data = recording.recorded(outcome)
        if data is not None:
            index.record(unit, data)
        yield outcome
    index.settle(done, written)


def _recalled(
    index: WorkIndex, item: Item, unit: WorkUnit, recording: Recording[Item, Result]
) -> Result | None:
    data = index.recall(unit)
    if data is None:
        return None
    try:
        return recording.recalled(item, data)
    except msgspec.MsgspecError:
        return None


class ProjectSettings:
    """The settings that work depends on, as a digest that is another one where any of them is."""

    def __init__(self, project: Project) -> None:
        self._project = project
        # What is said of a document is asked for by those whose work is about it.
        self._common = _encoded(replace(project, root=Path(), documents={}, engines={}))

    def of(self, documents: Sequence[DocumentFile] = (), *more: object) -> bytes:
        """The settings of the project and of some documents, and what else there is to them."""
        settings = [
            (each.path, each.format, self._project.settings(each.path)) for each in documents
        ]
        # Each piece of work has one: there may be millions.
        return sha256(self._common + _encoded((settings, more))).digest()


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=str, order="deterministic")
    except UnicodeEncodeError:
        # Names of files that are not UTF-8, which JSON does not take.
        built = msgspec.to_builtins(value, enc_hook=str, order="deterministic")
        return repr(built).encode()


def decoder(type_: Any) -> Callable[[bytes], Any]:
    """What reads results of a type from what ``encoded`` has written. It raises MsgspecError."""
    return msgspec.msgpack.Decoder(type_).decode


encoded = msgspec.msgpack.Encoder().encode
