"""A figure of the source has the same unit in the translation.

Units are CLDR's, in all their forms and abbreviations.

- ``"30 minutes"`` → ``"30 horas"``, ``"5 km"`` → ``"5 m"``: another unit.
- ``"5 miles"`` → ``"8 km"``: fine here; figures are the business of ``numbers``.
- ``"512 MB"`` → ``"512 Mo"``, ``"24 hours"`` → ``"24 h"``: fine.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, only_span
from polyloom.checks.written_numbers import canonical
from polyloom.language.units import Measure, measures
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import without_markup

_DIGIT = re.compile(r"\d")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not _DIGIT.search(pair.source) or not _DIGIT.search(pair.translation):
        return
    # Before markup is looked for: few figures have a unit.
    if next(measures(pair.source, pair.source_locale), None) is None:
        return
    wanted = _by_figure(pair.source, pair.source_locale)
    found = _by_figure(pair.translation, pair.locale)
    for figure, sources in wanted.items():
        units = frozenset[str]().union(*(each.units for each in sources))
        others = found.get(figure, ())
        if not any(not units.isdisjoint(each.units) for each in others):
            yield from islice(_contradictions(pair, sources, others), 1)


def _contradictions(
    pair: TranslationPair, sources: Sequence[Measure], others: Sequence[Measure]
) -> Iterator[Problem]:
    for source in sources:
        for other in others:
            if other.speaks_against(source):
                was, now = (excerpt(f"{each.figure} {each.written}") for each in (source, other))
                yield Problem(
                    message("{was} of the source has become {now}", was=was, now=now),
                    message("write the unit of the source, or convert the figure too"),
                    only_span(pair.translation, other.written),
                )


def _by_figure(text: str, locale: str) -> Mapping[str, list[Measure]]:
    found: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures(without_markup(text), locale):
        digits = "".join(
            str(unicodedata.decimal(character)) if character.isdecimal() else character
            for character in measure.figure
        )
        found[canonical(digits)].append(measure)
    return found


CHECK = Check(
    "units",
    Severity.WARNING,
    "A figure has the unit that it has in the source.",
    _run,
)
