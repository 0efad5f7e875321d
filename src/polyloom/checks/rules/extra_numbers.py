"""The translation has no number that the source does not express.

- ``"28 deaths"`` → ``"28 muertos en 2022"``: 2022 was added.
- Digits of names in code (``u8``, ``p1``) are no numbers.
- ``"December 15"`` → ``"12月15日"``, ``"three parties"`` → ``"3 partis"``: fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, shortened
from polyloom.checks.written_numbers import unexpressed
from polyloom.language.url_spans import without_spans
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity, TextSpan
from polyloom.placeables.code_spans import code_spans

_NAME = late_pattern(r"[^\W\d][\w.]*\d\w*")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    found = unexpressed(pair.translation, pair.locale, pair.source, pair.source_locale)
    if found and "`" in pair.translation:
        text = _without_names_in_code(pair.translation)
        found = unexpressed(text, pair.locale, pair.source, pair.source_locale)
    for number in found:
        yield Problem(
            message(
                "the number {number} is in the translation but not in the source",
                number=shortened(number),
            ),
            message("see whether it was added by mistake"),
            _only_place(pair.translation, number),
        )


def _only_place(text: str, number: str) -> TextSpan | None:
    """Where a number stands in a text, if it stands there once as it is."""
    places = [*re.finditer(rf"(?<![\w.,]){re.escape(number)}(?!\w|[.,]\w)", text)]
    return TextSpan(*places[0].span()) if len(places) == 1 else None


def _without_names_in_code(text: str) -> str:
    """The text without the names in its code that have a digit."""
    names = [
        (start + name.start(), start + name.end())
        for start, end in code_spans(text)
        for name in _NAME.finditer(text[start:end])
    ]
    return without_spans(text, names)


CHECK = Check(
    "extra-numbers",
    Severity.WARNING,
    "The translation has no number that the source does not express.",
    _run,
)
