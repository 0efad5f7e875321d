"""What an engine is given, what it gives back, and how it fails."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from msgspec import Struct, field

from polyloom.memory.exact import Memory
from polyloom.model import Origin
from polyloom.mt.api.options import EngineOption
from polyloom.placeables import PLAIN, MaskShape


class Hint(Struct, frozen=True):
    """What the memory knows that is like the text; ``score`` is a share, 0 to 1."""

    source: str
    target: str
    score: float


class Job(Struct, frozen=True):
    """One text for an engine.

    ``text`` has its masks in ``shape`` and no white space at its edges. ``before`` and ``after``
    are the source texts around it, unmasked; ``hints`` what the memory knows: for engines that
    can make use of them.
    """

    text: str
    shape: MaskShape = PLAIN
    before: str = ""
    after: str = ""
    hints: tuple[Hint, ...] = ()


class Answer(Struct, frozen=True):
    """A translation in the job's shape. ``detail`` says where from: a model, pair or document."""

    text: str
    detail: str = ""


class FailureKind(StrEnum):
    """What a failure means for the next call."""

    RETRY = "retry"  # The same call may succeed later.
    REFUSED = "refused"  # This text fails in this shape; others may not.
    NONE = "none"  # The engine has nothing for this text, which is no fault.
    QUOTA = "quota"  # Nothing more is to be had today, for any locale.
    CONFIGURATION = "configuration"  # A person has to mend something: key, URL, program.
    GIVE_UP = "give-up"  # No other text will fare better in this locale.


class Failure(Struct, frozen=True):
    """Why there is no translation.

    ``reason`` is a clause for a person, without the text and without keys. ``wait`` is how many
    seconds the service asked to be left alone (``Retry-After``), None where it did not say. Where
    ``may_be_one_text`` the service is there, and one text of the call may be what it fails at.
    ``status`` is the answer's in HTTP, 0 where there was none.
    """

    reason: str
    kind: FailureKind = FailureKind.REFUSED
    wait: float | None = None
    may_be_one_text: bool = False
    status: int = 0


Outcome = Answer | Failure


class EngineFailure(Exception):  # noqa: N818 - one call failed: a result, not a fault in a program
    """A whole call failed, or an engine cannot be opened: the failure holds for each job."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class Session(Protocol):
    """An engine at work on one locale."""

    async def translate(self, jobs: Sequence[Job]) -> Sequence[Outcome]:
        """An outcome for each job, in the jobs' order. Raises EngineFailure for all of them.

        The runner sets the time limit, by cancelling the call: whatever blocks runs in a thread
        (``asyncio.to_thread``; the runner's threads are daemons, so one that hangs stops nothing).
        Up to ``concurrency`` calls of one session run at the same time.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and processes; called once, also after a failure."""
        ...


# Of a dataclass, other than of a Struct, a field can be left out of what `repr` shows.
@dataclasses.dataclass(frozen=True, slots=True)
class Secret:
    """A key that no message, log or ``repr`` shows."""

    value: str = dataclasses.field(repr=False)


class EngineSettings(Struct, frozen=True):
    """A table ``[engines.NAME]`` of the project, with the row's own defaults filled in.

    ``key_env`` is the environment variable that holds the key, for messages. ``timeout`` is how
    many seconds one call may take in all; ``retries`` how often a call that failed is made again;
    ``concurrency`` how many calls run at a time; ``rate`` how many calls may start in a second
    (None: any); ``budget`` how many characters one run may send at most; ``price`` what a million
    characters cost. ``options`` are the engine's own keys.
    """

    url: str = ""
    key: Secret | None = None
    key_env: str = ""
    timeout: float = 20.0
    retries: int = 3
    concurrency: int = 4
    rate: float | None = None
    budget: int | None = None
    price: float = 0.0
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class EngineContext:
    """What an engine may know of the world: nothing else is read.

    ``environment`` is the process's, handed in, for programs that are started and for proxies.
    """

    source_locale: str
    locale: str
    memory: Memory
    settings: EngineSettings = dataclasses.field(default_factory=EngineSettings)
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)


class Limits(Struct, frozen=True):
    """How much one call may hold: how many texts, and how many characters together.

    ``text_characters``, ``text_bytes`` (of UTF-8) and ``text_url_bytes`` (after percent-encoding)
    bound a single text: the runner cuts a longer one at sentence ends and joins the answers.
    """

    texts: int = 1
    characters: int = 1_000_000
    text_characters: int = 1_000_000
    text_bytes: int = 1_000_000_000
    text_url_bytes: int = 1_000_000_000


class Locale(Struct, frozen=True):
    """What an engine's answers are held to in one locale.

    ``terms`` are not to be translated; ``refusal`` says why a draft is not fit for a source text,
    or nothing.
    """

    source: str
    target: str
    terms: tuple[str, ...]
    refusal: Callable[[str, str], str | None]


class EngineRow(Struct, frozen=True):
    """A row of the table of engines.

    ``shapes`` are those in which the engine may be asked, best first. ``options`` are the
    engine's own keys in ``[engines.NAME]``, ``defaults`` its settings where the project is silent.
    ``lacks`` says what stands in the way of using it (an unset key, a missing program), or
    nothing; it touches no network. ``open`` prepares the engine for one locale and touches no
    network either; it raises EngineFailure where the engine does not know the locale or lacks
    something. ``ways`` says how the engine gets from the source locale to each of some others,
    where that depends on the machine. Where ``is_free`` the answers are not worth keeping: they are
    had again at once; ``takes_hints`` where jobs should come with what the memory knows.
    """

    name: str
    summary: str
    needs_network: bool
    origin: Origin
    open: Callable[[EngineContext], Session]
    shapes: tuple[MaskShape, ...] = (PLAIN,)
    limits: Limits = Limits()
    options: Mapping[str, EngineOption] = field(default_factory=dict)
    defaults: EngineSettings = EngineSettings()
    lacks: Callable[[EngineSettings, Mapping[str, str]], str] = lambda _settings, _environment: ""
    ways: Callable[[EngineSettings, str, Sequence[str]], str] = lambda _settings, _from, _to: ""
    is_free: bool = False
    takes_hints: bool = False


class Draft(Struct, frozen=True):
    """A translation that is offered to a catalog, and the engine that made it.

    ``is_reused`` where it was paid for in an earlier run.
    """

    engine: str
    text: str
    detail: str = ""
    is_reused: bool = False


class Answers(Protocol):
    """Where good answers are kept from one run to the next; keys are digests."""

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, Answer]:
        """The answers that are there."""
        ...

    def keep(self, answers: Mapping[bytes, Answer]) -> None:
        """Store answers so that they survive whatever happens to the process next."""
        ...
