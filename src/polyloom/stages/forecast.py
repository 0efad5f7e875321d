"""What pre-translation would send and cost, without sending anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.language.word_count import count_words
from polyloom.memory.exact import Memory
from polyloom.model import Origin
from polyloom.mt.api.contract import Answers, Locale
from polyloom.mt.runtime.engine_chain import Chosen, engines
from polyloom.mt.runtime.event_loop import REAL_TIME, run
from polyloom.mt.runtime.response_cache import Forgetful, key_of
from polyloom.mt.runtime.session import Wanted, calls_needed
from polyloom.project import Project
from polyloom.stages.pretranslation import (
    Choice,
    chosen_engines,
    locale_of,
    memory_of,
    planned,
)


class Forecast(Struct, frozen=True):
    """What one engine would be asked for one locale.

    ``segments`` and ``words`` count what it would draft, ``kept`` the segments of them whose
    answers an earlier run has paid for. ``characters`` and ``requests`` are what would be sent
    for the others; ``cost`` is in the currency of the configured price.
    """

    locale: str
    engine: str
    segments: int
    words: int
    kept: int
    characters: int
    requests: int
    cost: float


class ForecastReport(Struct, frozen=True):
    """The forecasts by locale and engine; ``left`` segments of each locale get no draft."""

    forecasts: tuple[Forecast, ...]
    left: Mapping[str, int]
    problems: tuple[UserError, ...]


def forecast(
    project: Project, choice: Choice, *, kept: Answers, environment: Mapping[str, str]
) -> ForecastReport:
    """Ask the memory, and count for the first engine behind it, which takes all that is left.

    What an engine will not manage, and the next one gets, nobody knows before.
    """
    chosen = chosen_engines(project, choice.engines, environment)
    works, problems = planned(project, choice)
    forecasts: list[Forecast] = []
    left: dict[str, int] = {}
    for name in choice.locales:
        its = [work for work in works if work.locale == name]
        texts = list({one.text: None for work in its for one in work.wanted})
        is_open = {one.text for work in its if work.is_open for one in work.wanted}
        locale = locale_of(project, name)
        rest = texts
        for each in chosen:
            able = (
                rest
                if each.row.origin is not Origin.MACHINE
                else [text for text in rest if text in is_open]
            )
            if each.row.is_free:
                drafted = _drafted(each, able, locale, memory_of(project, name))
            else:
                drafted = able
            if drafted:
                forecasts.append(_forecast(each, drafted, locale, kept))
            done = frozenset(drafted)
            rest = [text for text in rest if text not in done]
        left[name] = len(rest)
    return ForecastReport(tuple(forecasts), left, distinct(problems))


def _forecast(chosen: Chosen, texts: Sequence[str], locale: Locale, kept: Answers) -> Forecast:
    row, settings = chosen.row, chosen.settings
    known = set() if row.is_free else set(_kept(chosen, texts, locale, kept))
    to_send = [] if row.is_free else [text for text in texts if text not in known]
    requests, characters = calls_needed(to_send, row, locale.terms)
    return Forecast(
        locale.target,
        row.name,
        len(texts),
        sum(map(count_words, texts)),
        len(known),
        characters,
        requests,
        characters * settings.price / 1_000_000,
    )


def _kept(chosen: Chosen, texts: Sequence[str], locale: Locale, kept: Answers) -> Iterator[str]:
    keys = {key_of(chosen.row, chosen.settings, locale, text): text for text in texts}
    yield from (keys[key] for key in kept.look_up(list(keys)))


def _drafted(chosen: Chosen, texts: Sequence[str], locale: Locale, memory: Memory) -> list[str]:
    """What an engine that costs nothing has drafts for."""

    async def ask() -> list[str]:
        its = engines([chosen], Forgetful(), REAL_TIME, {})
        async with its.at_work(locale, memory, [chosen]) as at_work:
            await at_work.ask([Wanted(text) for text in texts])
            return list(at_work.drafts)

    return run(ask())
