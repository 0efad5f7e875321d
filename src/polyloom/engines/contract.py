"""What an engine is given, what it gives back, and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from polyloom.memory.exact import Memory
from polyloom.model import Origin


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation that an engine offers. ``detail`` says where from (a document), or nothing."""

    text: str
    detail: str = ""


class EngineFailure(Exception):  # noqa: N818 - one text failed: a result, not a fault in a program
    """An engine could not translate a text.

    ``reason`` is a clause for a person, without the text and without keys. ``give_up`` is true
    where the next text would fail as well (no network, language unknown).
    """

    def __init__(self, reason: str, *, give_up: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.give_up = give_up


@dataclass(frozen=True, slots=True)
class EngineContext:
    """What an engine may know of the world: nothing else is read.

    ``timeout`` is how long one text may take in all, in seconds. ``environment`` is the process's,
    handed in; engines take their keys from it.
    """

    source_locale: str
    locale: str
    memory: Memory
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 30.0


# One text in; its draft, or nothing when the engine has none. Raises EngineFailure.
Translate = Callable[[str], Draft | None]


@dataclass(frozen=True, slots=True)
class EngineRow:
    """A row of the table of engines.

    ``open`` prepares the engine for one locale and touches no network; it raises EngineFailure
    where the engine does not know the locale or its program is not installed.
    """

    name: str
    summary: str
    needs_network: bool
    origin: Origin
    open: Callable[[EngineContext], Translate]
