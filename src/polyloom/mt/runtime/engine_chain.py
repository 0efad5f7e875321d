"""The engines of one run: opened for each locale, asked in the project's order, closed."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.memory.exact import Memory
from polyloom.memory.fuzzy import FuzzyMemory
from polyloom.mt.api.contract import (
    Answers,
    Draft,
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSettings,
    Failure,
    Hint,
    Locale,
)
from polyloom.mt.runtime.circuit_breaker import Breaker
from polyloom.mt.runtime.event_loop import Time
from polyloom.mt.runtime.rate_limit import Manners
from polyloom.mt.runtime.response_cache import Keeper
from polyloom.mt.runtime.retry import Caller
from polyloom.mt.runtime.session import Desk, Wanted

# How alike a text must be, 0 to 1, so that its translation helps with another one.
_LEAST_SCORE = 0.5
# How long sessions may take to close, in seconds, all of them together.
_CLOSING = 0.5


class Chosen(Struct, frozen=True):
    """An engine of the run, and its settings."""

    row: EngineRow
    settings: EngineSettings


class LocaleDrafts(Struct):
    """The engines at work on one locale, in order, and their drafts so far, by source text.

    ``unopened`` says which could not be opened, and why.
    """

    desks: tuple[Desk, ...]
    unopened: tuple[tuple[str, Failure], ...]
    drafts: dict[str, Draft] = field(default_factory=dict)

    async def ask(self, wanted: Sequence[Wanted]) -> None:
        """Have the texts drafted: each engine takes what the one before left."""
        for desk in self.desks:
            left = [one for one in wanted if one.text not in self.drafts]
            if not left:
                return
            await desk.drafts(left)

    def accept(self, text: str, draft: Draft) -> None:
        """Take a draft, unless an engine before has made one."""
        self.drafts.setdefault(text, draft)

    def withdraw(self, text: str) -> None:
        """Take a draft back, as long as nobody has written it."""
        self.drafts.pop(text, None)

    def reasons(self, text: str) -> tuple[tuple[str, Failure], ...]:
        """Why each engine has no draft of a text."""
        found = ((desk.row.name, desk.failure(text)) for desk in self.desks)
        return tuple((name, failure) for name, failure in found if failure)

    def given_up(self) -> tuple[tuple[str, Failure], ...]:
        """The engines that were left alone, and why."""
        found = ((desk.row.name, desk.given_up()) for desk in self.desks)
        return (*self.unopened, *((name, failure) for name, failure in found if failure))


@dataclasses.dataclass(frozen=True, slots=True)
class Engines:
    """What the locales of a run share; ``manners`` by the engine's name."""

    chosen: tuple[Chosen, ...]
    keeper: Keeper
    time: Time
    environment: Mapping[str, str] = dataclasses.field(repr=False)
    manners: Mapping[str, Manners] = dataclasses.field(default_factory=dict)

    @asynccontextmanager
    async def at_work(
        self, locale: Locale, memory: Memory, chosen: Sequence[Chosen]
    ) -> AsyncIterator[LocaleDrafts]:
        """The engines opened for one locale, and closed again however that ends."""
        desks: list[Desk] = []
        unopened: list[tuple[str, Failure]] = []
        for each in chosen:
            try:
                desks.append(self._desk(each, locale, memory))
            except EngineFailure as error:
                unopened.append((each.row.name, error.failure))
        at_work = LocaleDrafts(tuple(desks), tuple(unopened))
        for desk in desks:
            desk.drafted = at_work.accept
            desk.withdrawn = at_work.withdraw
        try:
            yield at_work
        finally:
            await _close(desks)
            # What cannot be stored even so is in the catalogs, and somebody was told before.
            with suppress(UserError):
                await self.keeper.finish()

    def _desk(self, chosen: Chosen, locale: Locale, memory: Memory) -> Desk:
        row, settings = chosen.row, chosen.settings
        context = EngineContext(locale.source, locale.target, memory, settings, self.environment)
        caller = Caller(
            row.open(context), self.manners[row.name], Breaker(self.time, settings.retries)
        )
        desk = Desk(row, settings, caller, locale, self.keeper)
        if row.takes_hints:
            fuzzy = FuzzyMemory(memory, locale.source, locale.target)
            desk.hints = partial(_hints, fuzzy)
        return desk


def _hints(fuzzy: FuzzyMemory, text: str) -> tuple[Hint, ...]:
    """What is worth showing to an engine: the most similar text, if it is similar at all."""
    found = fuzzy.nearest(text, _LEAST_SCORE)
    return (Hint(*found),) if found else ()


def engines(
    chosen: Sequence[Chosen], kept: Answers, time: Time, environment: Mapping[str, str]
) -> Engines:
    """The engines of a run, which nothing has been asked yet."""
    manners = {each.row.name: Manners(each.settings, time) for each in chosen}
    return Engines(tuple(chosen), Keeper(kept), time, environment, manners)


async def _close(desks: Sequence[Desk]) -> None:
    """Close the sessions; one that hangs or fails keeps nobody."""
    closing = [asyncio.ensure_future(desk.caller.session.close()) for desk in desks]
    if closing:
        done, late = await asyncio.wait(closing, timeout=_CLOSING)
        for task in late:
            task.cancel()
        for task in done:
            task.exception()
