"""What stages share out, and who does it: this machine's processes, or those of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from polyloom.workspace.workers import map_in_processes

Item = TypeVar("Item")
Result = TypeVar("Result")


class SharedWork(Struct, Generic[Item, Result], frozen=True):
    """A function of an item and of files of the project, which any process can do for any item.

    ``title`` names an item among the others, ``result`` is the type of what ``do`` gives where that
    is no UserError; shards do only work that has one. ``do`` can be pickled: a function of a
    module, or a ``functools.partial`` of one with values. What it reads and writes are files of the
    project. ``inputs`` names those that it may read for an item, by their paths from the project's
    root, be they there or not: they are sent to machines that cannot see the project's folder. An
    item stands for ``size`` pairs of a document and a locale.
    """

    name: str
    do: Callable[[Item], Result]
    inputs: Callable[[Item], Iterable[str]]
    title: Callable[[Item], str] = str
    result: Any = None
    size: int = 1


class Executor(Protocol):
    """Does work for each item."""

    def __call__(
        self, work: SharedWork[Item, Result], items: Sequence[Item], /
    ) -> Iterator[Result]:
        """The results in the order of the items.

        An exception is raised where its item's turn comes. Raises UserError where there is nobody
        left to do it. Once the iteration is closed nothing is done any more.
        """
        ...


def on_this_machine(work: SharedWork[Item, Result], items: Sequence[Item], /) -> Iterator[Result]:
    """An ``Executor``: this process, and others of this machine where there is enough to do."""
    return map_in_processes(work.do, items)


def no_inputs(_item: object) -> Iterable[str]:
    """The inputs of work that is only ever done on this machine."""
    return ()
