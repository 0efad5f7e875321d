"""The translation has no number that the source does not express.

- ``"28 deaths"`` → ``"28 muertos en 2022"``: 2022 was added.
- ``"December 15"`` → ``"12月15日"``, ``"three parties"`` → ``"3 partis"``: fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, shortened
from polyloom.checks.written_numbers import unexpressed
from polyloom.model import Severity


def _run(pair: TranslationPair) -> Iterator[Problem]:
    for number in unexpressed(pair.translation, pair.locale, pair.source, pair.source_locale):
        yield Problem(
            f"the number {shortened(number)} is in the translation but not in the source",
            "see whether it was added by mistake",
        )


CHECK = Check(
    "extra-numbers",
    Severity.WARNING,
    "The translation has no number that the source does not express.",
    _run,
)
