"""Translations with the source's placeholders, where they are only written otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polyloom.checks.check_contract import Problem, TranslationPair
from polyloom.late_patterns import late_pattern
from polyloom.model import Correction

# Input methods of Chinese and Japanese write these in full width.
_FULL_WIDTH = str.maketrans("｛｝％＄", "{}%$")
# A percent sign behind a number is one.
_BLANK_INSIDE = late_pattern(
    r"(?P<sign>\$|(?<!\d)(?<!\d\s)%)\s+(?=[\w{(])|\{\s+(?P<name>[\w.]+)\s+\}"
)
_TURNED_ROUND = late_pattern(r"(?<![\d.,])(?P<number>[1-9][0-9]?)\s?[%٪](?![\w%])")


def placeholder_correction(
    pair: TranslationPair, problems: Callable[[TranslationPair], Iterator[Problem]]
) -> Correction | None:
    """The translation with its placeholders as the source writes them, if that is all it takes.

    ``problems`` are those of a pair. What was turned round (``1%``) may be a percentage, too.
    """
    for text, is_safe in _candidates(pair.translation, pair.source):
        if text == pair.translation:
            continue
        corrected = TranslationPair(pair.source, text, pair.source_locale, pair.locale)
        if next(problems(corrected), None) is None:
            return Correction(text, is_safe)
    return None


def _candidates(text: str, source: str) -> Iterator[tuple[str, bool]]:
    narrow = text.translate(_FULL_WIDTH)
    yield narrow, True
    closed = _BLANK_INSIDE.sub(lambda match: match["sign"] or f"{{{match['name']}}}", narrow)
    yield closed, True

    def turned_back(match: re.Match[str]) -> str:
        argument = f"%{match['number']}"
        return argument if argument in source else match[0]

    yield _TURNED_ROUND.sub(turned_back, closed), False
