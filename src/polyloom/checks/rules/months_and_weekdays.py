"""The months and days of the week of the source are in the translation, by name or in figures.

Names are CLDR's, in any form. Months count where a day or a year stands beside them.

- ``"3 March 2020"`` → ``"3 de mayo de 2020"``: March has become May.
- ``"3 May 2024"`` → ``"3.5.2024"``, ``"on Fridays"`` → ``"freitags"``: fine.
- ``"We may march"`` has no month; dates of other calendars are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, only_span
from polyloom.language.calendar_names import (
    MONTH,
    CalendarName,
    has_other_calendar,
    month_numbers,
    names_expressed,
    names_in_dates,
)
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not _may_name_any(pair.source, pair.source_locale):
        return
    source = prose(pair.source)
    wanted = names_in_dates(source, pair.source_locale)
    missing = wanted.keys() - set(names_expressed(pair.translation, pair.locale, wanted))
    if not missing:
        return
    added = month_numbers(pair.translation) - month_numbers(source)
    others = _others(pair, source)
    for name in sorted(missing):
        if name.kind == MONTH and (name.number in added or has_other_calendar(pair.locale)):
            continue
        other = next((written for each, written in others.items() if each.kind == name.kind), "")
        yield _problem(pair, wanted[name], other)


# The next locale asks for it again.
@lru_cache(maxsize=16)
def _may_name_any(source: str, locale: str) -> bool:
    """Whether a text names a month or a day, be it in what is no prose."""
    return bool(names_in_dates(source, locale))


def _others(pair: TranslationPair, source: str) -> dict[CalendarName, str]:
    """The months and days that the translation names and the source does not."""
    named = names_in_dates(prose(pair.translation), pair.locale)
    known = set(names_expressed(source, pair.source_locale, named))
    return {name: written for name, written in named.items() if name not in known}


def _problem(pair: TranslationPair, written: str, other: str) -> Problem:
    if other:
        return Problem(
            message("{written} of the source has become {found}", written=written, found=other),
            message("write the one that the source names"),
            only_span(pair.translation, other),
        )
    return Problem(
        message("{written} of the source is missing from the translation", written=written),
        message("write it in, by name or in figures"),
    )


CHECK = Check(
    "months-and-weekdays",
    Severity.WARNING,
    "The months and days of the week of the source are in the translation.",
    _run,
)
