"""A translation is about as long as such translations are.

Letters are weighed by how much a script says in one: a Chinese character stands for about three
Latin letters. Texts of up to 25 letters vary too much to say anything.

- A paragraph translated by its first sentence only: unusually short.
- A translation with a note to the editor in it: unusually long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.model import Severity
from polyloom.review.pairs import Check, Pair, Problem
from polyloom.text.spotting import without_urls

_SHORTEST = 25
_LONG = 120
# How far apart two translations of one text are, as shares of each other.
_WIDE_BOUNDS = (0.4, 2.6)
_NARROW_BOUNDS = (0.5, 2.0)

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_WEIGHTS = ((_HAN, 2.2), (_KANA, 0.9), (_HANGUL, 1.2))
# Any of them, to leave the counting out for the scripts that need none.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def _run(pair: Pair) -> Iterator[Problem]:
    # Before anything is weighed: most translations are plainly within bounds.
    if len(pair.source) <= _SHORTEST and len(pair.translation) <= _SHORTEST * 2:
        return
    source, translation = (
        _weight(without_urls(pair.source)),
        _weight(without_urls(pair.translation)),
    )
    if max(source, translation) <= _SHORTEST or source <= 8 or not translation:
        return
    low, high = _NARROW_BOUNDS if source >= _LONG else _WIDE_BOUNDS
    ratio = translation / source
    if ratio < low:
        yield Problem(
            f"the translation is unusually short: about {_percent(ratio)} of the source's length",
            "see whether a sentence is missing",
        )
    elif ratio > high and translation > 2 * _SHORTEST:
        yield Problem(
            f"the translation is unusually long: about {_percent(ratio)} of the source's length",
            "see whether something was added",
        )


def _weight(text: str) -> float:
    """The length in Latin letters, blanks at the edges left out."""
    text = text.strip()
    weight = float(len(text))
    if not text.isascii() and _DENSE.search(text):
        for script, extra in _WEIGHTS:
            weight += extra * len(script.findall(text))
    return weight


def _percent(ratio: float) -> str:
    return f"{round(ratio * 100)}%"


CHECK = Check(
    "length",
    Severity.WARNING,
    "A translation is about as long as such translations are.",
    _run,
)
