"""Every number of the source is in the translation.

Digits of all scripts and all grouping and decimal signs are the same (``1,000.5``, ``1.000,5``,
``١٬٠٠٠٫٥``). A number may also be said otherwise: ``21st century`` → ``siglo XXI``,
``28,000`` → ``2.8万``, ``8 hours`` → ``ocho horas``, ``3 p.m.`` → ``15 h``.

- ``"28 deaths"`` → ``"20 muertos"``: 28 is missing.
- ``"almost 90%"`` → ``"ما يقرب من ٩٠٪"``: fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, shortened
from polyloom.checks.written_numbers import unexpressed
from polyloom.messages import message
from polyloom.model import Severity


def _run(pair: TranslationPair) -> Iterator[Problem]:
    for number in unexpressed(pair.source, pair.source_locale, pair.translation, pair.locale):
        yield Problem(
            message(
                "the number {number} is missing from the translation", number=shortened(number)
            ),
            message("write it in, in the digits that your language uses"),
        )


CHECK = Check(
    "numbers",
    Severity.ERROR,
    "Every number of the source is in the translation.",
    _run,
)
