"""Work on many items of which the index has the results of some."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile
from polyloom.workspace.executors import Executor, SharedWork
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import WorkIndex, WorkUnit

Item = TypeVar("Item")
Result = TypeVar("Result")


class Recording(Struct, Generic[Item, Result], frozen=True):
    """How the results of a stage's work are recorded.

    ``unit`` says what the work on an item depends on, ``whole`` what that on all items does.
    ``inputs`` gives the inputs of an item's unit, where there is a shorter way than to make that.
    ``when_others`` is called where the items, or the settings, are others than all that is known.
    ``recalled`` gives a result that was recorded before, None where it holds no longer;
    ``recorded`` what is to be recorded, None where that may not be, since doing the work again may
    end otherwise. ``written`` are files that the work may have written, besides those that it
    depends on.
    """

    unit: Callable[[Item], WorkUnit]
    recalled: Callable[[Item, bytes], Result | None]
    recorded: Callable[[Result], bytes | None]
    written: Callable[[Item], Sequence[str]] = lambda _: ()
    whole: Callable[[], WorkUnit] | None = None
    inputs: Callable[[Item], Iterable[str]] | None = None
    when_others: Callable[[], object] = lambda: None


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
    whole = recording.whole() if recording.whole else None
    before = KnownParts([None] * len(items))
    if whole is not None:
        inputs = recording.inputs or (lambda item: recording.unit(item).inputs)
        before = recalled_whole(index, whole, items, inputs, recording.when_others)
    rows = [*before.rows]
    known, units = _recalled_of_each(index, items, rows, recording)
    left = [item for item, result in zip(items, known, strict=True) if result is None]
    outcomes = executor(work, left) if left else iter(())
    written: list[str] = []
    for place, (item, result) in enumerate(zip(items, known, strict=True)):
        if result is not None:
            yield result
            continue
        outcome = next(outcomes)
        written += recording.written(item)
        data = rows[place] = recording.recorded(outcome)
        if data is not None:
            index.record(units[place], data)
        yield outcome
    if whole is not None:
        record_whole(index, whole, before, replace(before, rows=rows), units)
    index.settle(units.values(), written)


def _recalled_of_each(
    index: WorkIndex,
    items: Sequence[Item],
    rows: list[bytes | None],
    recording: Recording[Item, Result],
) -> tuple[list[Result | None], dict[int, WorkUnit]]:
    """The results that are known of items, and the units of those of which none is, by place.

    What is recorded of an item is put into ``rows`` where it was not there yet.
    """
    known: list[Result | None] = []
    units: dict[int, WorkUnit] = {}
    for place, item in enumerate(items):
        result = _result(item, rows[place], recording)
        if result is None:
            unit = recording.unit(item)
            rows[place] = index.recall(unit)
            result = _result(item, rows[place], recording)
            if result is None:
                units[place] = unit
        known.append(result)
    return known, units


def _result(item: Item, data: bytes | None, recording: Recording[Item, Result]) -> Result | None:
    if data is None:
        return None
    try:
        return recording.recalled(item, data)
    except msgspec.MsgspecError:
        return None


def recalled_whole(
    index: WorkIndex,
    whole: WorkUnit,
    items: Sequence[Item],
    inputs: Callable[[Item], Iterable[str]],
    when_others: Callable[[], object] = lambda: None,
) -> KnownParts:
    """What is known of the work on each item, as far as that holds with the files as they are.

    ``inputs`` names those of the work's files that an item is about; ``when_others`` is called
    where nothing is known of these items.
    """
    known = index.recall_whole(whole)
    if known is None or len(known.rows) != len(items):
        when_others()
        return KnownParts([None] * len(items))
    if not known.changed:
        return known
    rows = [
        row if place not in known.among_all and known.changed.isdisjoint(inputs(item)) else None
        for place, (row, item) in enumerate(zip(known.rows, items, strict=True))
    ]
    return replace(known, rows=rows, among_all=frozenset())


def record_whole(
    index: WorkIndex,
    whole: WorkUnit,
    before: KnownParts,
    now: KnownParts,
    done: Mapping[int, WorkUnit],
) -> None:
    """Record what is known of each part of a work, of which some were ``done`` in this run.

    So that a run in which nothing has changed need not look at each of them. Where nothing else was
    known ``before``, nothing is recorded.
    """
    if before.changed or now.rows != before.rows or now.among_all != before.among_all:
        index.record_whole(whole, now, done)


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

    def of_catalogs(self, files: Sequence[CatalogFile], *more: object) -> bytes:
        """Like ``of``, for the documents of catalogs, and which of them each catalog has."""
        documents = [document for file in files for document in file.documents]
        return self.of(documents, [(file.name, len(file.documents)) for file in files], *more)


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
