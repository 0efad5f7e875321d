"""The two marks of a quotation belong together, as the language pairs them.

- ``"„Nein”"`` → ``"„Nein“"`` in German; in Polish the other way round.
- What the mark at the beginning leaves open (Swedish ``”…”``, ``„`` for inches) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, replaced
from polyloom.language.punctuation import closer_of_low_quotation
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import prose_in_place


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if "„" not in pair.translation:
        return
    closer = closer_of_low_quotation(pair.locale)
    if not closer:
        return
    found = [*_closed_otherwise(closer).finditer(prose_in_place(pair.translation))]
    if not found:
        return
    closers = ((match.end() - 1, match.end(), closer) for match in found)
    text = replaced(pair.translation, closers)
    mark = found[0][0][-1]
    yield Problem(
        message("the quotation that „ begins ends with {mark}", mark=mark),
        message("end it with {closer}", closer=closer),
        TextSpan(*found[0].span()),
        Correction(text),
        "other_closer",
    )


@cache
def _closed_otherwise(closer: str) -> re.Pattern[str]:
    others = '”"' if closer == "“" else '“"'
    return re.compile(rf"„(?=\S)[^„“”\"\n]{{1,400}}(?<!\s)[{others}](?!\w)")


CHECK = Check(
    "quote-pairs",
    Severity.WARNING,
    "The two marks of a quotation are those that the language pairs.",
    _run,
)
