"""Several engines side by side, for a sample of what is to be translated."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.mt.api.contract import Answers
from polyloom.mt.runtime.engine_chain import Chosen, Engines, engines
from polyloom.mt.runtime.event_loop import REAL_TIME, run
from polyloom.mt.runtime.session import Wanted
from polyloom.project import Project
from polyloom.stages.pretranslation import (
    Choice,
    chosen_engines,
    locale_of,
    memory_of,
    planned,
)


class Offer(Struct, frozen=True):
    """What one engine makes of a text: a draft, or the reason why there is none."""

    engine: str
    text: str
    reason: str = ""
    detail: str = ""


class Comparison(Struct, frozen=True):
    """A text of one catalog (``document``) in one locale, and what each engine makes of it."""

    locale: str
    document: str
    source: str
    offers: tuple[Offer, ...]


class CompareReport(Struct, frozen=True):
    """The comparisons in the project's order; no catalog was touched."""

    comparisons: tuple[Comparison, ...]
    problems: tuple[UserError, ...]


def compare(
    project: Project, choice: Choice, *, kept: Answers, environment: Mapping[str, str]
) -> CompareReport:
    """Ask each engine for each text of the choice that is open to machines."""
    chosen = chosen_engines(project, choice.engines, environment)
    works, problems = planned(project, choice)
    texts: dict[str, dict[Wanted, str]] = {}
    for work in works:
        if work.is_open:
            its = texts.setdefault(work.locale, {})
            its.update((one, work.name) for one in work.wanted)
    its_engines = engines(chosen, kept, REAL_TIME, environment)
    found = run(_all(project, its_engines, chosen, texts))
    return CompareReport(tuple(found), distinct(problems))


async def _all(
    project: Project,
    its_engines: Engines,
    chosen: Sequence[Chosen],
    texts: Mapping[str, Mapping[Wanted, str]],
) -> list[Comparison]:
    pairs = [(locale, each) for locale in texts for each in chosen]
    asked = await asyncio.gather(
        *(_asked(project, its_engines, each, locale, list(texts[locale])) for locale, each in pairs)
    )
    by_pair = dict(zip(((locale, each.row.name) for locale, each in pairs), asked, strict=True))
    return [
        Comparison(
            locale,
            document,
            one.text,
            tuple(by_pair[locale, each.row.name][one.text] for each in chosen),
        )
        for locale, its in texts.items()
        for one, document in its.items()
    ]


async def _asked(
    project: Project, its_engines: Engines, chosen: Chosen, locale: str, wanted: list[Wanted]
) -> dict[str, Offer]:
    """What one engine makes of the texts of one locale."""
    name = chosen.row.name
    memory = memory_of(project, locale)
    async with its_engines.at_work(locale_of(project, locale), memory, [chosen]) as at_work:
        await at_work.ask(wanted)
        reason = next((failure.reason for _, failure in at_work.unopened), "")
        offers = {}
        for one in wanted:
            draft = at_work.drafts.get(one.text)
            if draft:
                offers[one.text] = Offer(name, draft.text, detail=draft.detail)
            else:
                failures = [failure.reason for _, failure in at_work.reasons(one.text)]
                offers[one.text] = Offer(name, "", (failures or [reason])[0])
        return offers
