"""What an engine is given, what it gives back, and how it fails."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct, field

from polyloom.memory.exact_matches import TranslationMemory
from polyloom.memory.fuzzy_matches import FuzzyMatch
from polyloom.model import Origin
from polyloom.mt.api.options import EngineOption
from polyloom.placeables import PLAIN, MaskShape


class TranslationRequest(Struct, frozen=True):
    """One text for an engine.

    ``text`` has its masks in ``shape`` and no white space at its edges. For engines that can make
    use of them: ``before`` and ``after`` are the source texts around it, with their markup;
    ``fuzzy_matches`` are earlier translations of similar texts.
    """

    text: str
    shape: MaskShape = PLAIN
    before: str = ""
    after: str = ""
    fuzzy_matches: tuple[FuzzyMatch, ...] = ()


class TranslationResponse(Struct, frozen=True):
    """A translation, its masks in the shape of the request.

    ``detail`` says where it is from: a model, a pair of languages or a document.
    """

    text: str
    detail: str = ""


class FailureKind(StrEnum):
    """What a failure means for the next call."""

    RETRY = "retry"  # The same call may succeed later.
    MISCOUNTED = "miscounted"  # Not as many answers as texts: each text alone may succeed.
    REFUSED = "refused"  # This text fails in this shape; others may not.
    REFUSED_BEFORE = "refused-before"  # As REFUSED, by an earlier run; it was not asked again.
    NONE = "none"  # The engine has nothing for this text, which is no fault.
    QUOTA = "quota"  # Nothing more is to be had today, for any locale.
    CONFIGURATION = "configuration"  # A person has to mend something: key, URL, program.
    GIVE_UP = "give-up"  # No other text will fare better in this locale.


class Failure(Struct, frozen=True):
    """Why there is no translation.

    ``reason`` is a clause for a person, which holds neither the text nor a key. ``wait`` is how
    many seconds the service asked not to be called (``Retry-After``), None where it did not say.
    Where ``may_be_one_text`` the service answers, but fails; one text of the call may be the cause.
    ``status`` is the HTTP status of the answer, 0 where there was none.
    """

    reason: str
    kind: FailureKind = FailureKind.REFUSED
    wait: float | None = None
    may_be_one_text: bool = False
    status: int = 0


# What comes of one request.
Outcome = TranslationResponse | Failure


class EngineFailure(Exception):  # noqa: N818 - one call failed: a result, not a fault in a program
    """A whole call failed, or an engine cannot be opened: the failure holds for each job."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


@runtime_checkable
class EngineSession(Protocol):
    """An engine that is open for one pair of locales."""

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        """An outcome for each request, in their order. Raises EngineFailure for all of them.

        The caller sets the time limit, by cancelling the call. So whatever blocks has to run in a
        thread (``asyncio.to_thread``): threads are daemons here, and one that hangs stops nothing.
        Up to ``concurrency`` calls of one session run at the same time.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and processes; called once, also after a failure."""
        ...


@runtime_checkable
class StreamingSession(Protocol):
    """An engine, open for one pair of locales, whose answers come one by one."""

    def stream(
        self, requests: Sequence[TranslationRequest]
    ) -> AsyncGenerator[tuple[int, Outcome], None]:
        """The place of a request (from 0 on) with its outcome, in whatever order they come.

        Raises EngineFailure for the requests that have no outcome by then. The caller sets the
        time limit, of each outcome, and closes the iterator where that has passed.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and processes; called once, also after a failure."""
        ...


# A dataclass, because a Struct cannot leave a field out of what `repr` shows.
@dataclasses.dataclass(frozen=True, slots=True)
class Secret:
    """A key that no message, log or ``repr`` shows."""

    value: str = dataclasses.field(repr=False)


class EngineSettings(Struct, frozen=True):
    """A table ``[engines.NAME]`` of the project, with the row's own defaults filled in.

    ``key_env`` is the environment variable that holds the key, for messages. ``timeout`` is how
    many seconds one call may take in all, or each answer of one that comes by answers
    (``StreamingSession``); ``retries`` how often a call that failed is made again;
    ``concurrency`` how many calls run at a time; ``rate`` how many calls may start in a second
    (None: any); ``budget`` how many characters one run may send at most; ``price`` what a million
    characters cost. ``options`` are the engine's own keys.
    ``program`` is the path of the program that the engine runs, and ``folder`` where it is started,
    for an engine whose program the project names.
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
    program: str = ""
    folder: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class EngineContext:
    """All that an engine is told when it is opened; it reads nothing else.

    ``environment`` has the process's variables, for programs that are started and for proxies.
    """

    source_locale: str
    locale: str
    memory: TranslationMemory
    settings: EngineSettings = dataclasses.field(default_factory=EngineSettings)
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)


class CallLimits(Struct, frozen=True):
    """How much one call may hold: how many texts, and how many characters together.

    ``text_characters``, ``text_bytes`` (of UTF-8) and ``text_url_bytes`` (of UTF-8 after
    percent-encoding) bound a single text: one that is longer is sent in chunks.
    """

    texts: int = 1
    characters: int = 1_000_000
    text_characters: int = 1_000_000
    text_bytes: int = 1_000_000_000
    text_url_bytes: int = 1_000_000_000


class DraftPolicy(Struct, frozen=True):
    """What drafts in one locale have to keep to.

    ``terms`` are not to be translated. ``refusal`` says, of a source text and a draft, why the
    draft is not fit to be written, or nothing; ``rules`` is another text where ``refusal`` may say
    something else.
    """

    source_locale: str
    locale: str
    terms: tuple[str, ...]
    refusal: Callable[[str, str], str | None]
    rules: str = ""


def _nothing_missing(_settings: EngineSettings, _environment: Mapping[str, str]) -> str:
    return ""


def _own_url(settings: EngineSettings) -> tuple[str, ...]:
    return (settings.url,) if settings.url else ()


def _no_routes(_settings: EngineSettings, _source_locale: str, _locales: Sequence[str]) -> str:
    return ""


class EngineRow(Struct, frozen=True):
    """A row of the table of engines.

    ``origin`` is who its drafts are by: a machine, or the memory. ``shapes`` are those of masks in
    which the engine may be asked, best first. ``options`` are the engine's own keys in
    ``[engines.NAME]``; ``defaults`` its settings where the project is silent.

    ``open`` prepares the engine for one locale. It raises EngineFailure where the engine does not
    know the locale, or something is missing. ``missing_requirement`` says what that is (an unset
    key, a program), or nothing. ``describe_routes`` tells a person by which languages the engine
    gets from the source locale to others, where that depends on the machine. None of the three
    touches a network.

    ``destinations`` are the addresses that texts, and a key where there is one, may be sent to,
    for an engine that needs a network: those that a person is asked to allow.

    Where ``is_free`` responses are not stored: they are had again at once. Where
    ``uses_fuzzy_matches`` requests come with the memory's translations of similar texts.
    """

    name: str
    summary: str
    needs_network: bool
    origin: Origin
    open: Callable[[EngineContext], EngineSession | StreamingSession]
    shapes: tuple[MaskShape, ...] = (PLAIN,)
    limits: CallLimits = CallLimits()
    options: Mapping[str, EngineOption] = field(default_factory=dict)
    defaults: EngineSettings = EngineSettings()
    missing_requirement: Callable[[EngineSettings, Mapping[str, str]], str] = _nothing_missing
    describe_routes: Callable[[EngineSettings, str, Sequence[str]], str] = _no_routes
    destinations: Callable[[EngineSettings], tuple[str, ...]] = _own_url
    is_free: bool = False
    uses_fuzzy_matches: bool = False


class Draft(Struct, frozen=True):
    """A translation that is offered to a catalog, and the engine that made it.

    ``is_reused`` where it was paid for in an earlier run.
    """

    engine: str
    text: str
    detail: str = ""
    is_reused: bool = False


class ResponseStore(Protocol):
    """Where responses are kept from one run to the next; keys are digests."""

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, TranslationResponse]:
        """The responses that are stored."""
        ...

    def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        """Store responses; they are on the disk when this returns."""
        ...
