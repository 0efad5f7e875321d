"""A translation is about as long as such translations are.

Texts of up to 25 letters vary too much to say anything.

- A paragraph translated by its first sentence only: unusually short.
- A translation with a note to the editor in it: unusually long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.text_length import latin_length
from polyloom.language.url_spans import without_urls
from polyloom.messages import message
from polyloom.model import Severity

_SHORTEST = 25
_LONG = 120
# How far apart two translations of one text are, as shares of each other.
_WIDE_BOUNDS = (0.4, 2.6)
_NARROW_BOUNDS = (0.5, 2.0)
# A term, which its translation may explain, or repeat in its own language.
_TERM_BOUNDS = (0.4, 4.0)


def _run(pair: TranslationPair) -> Iterator[Problem]:
    # Before anything is weighed: most translations are plainly within bounds.
    if len(pair.source) <= _SHORTEST and len(pair.translation) <= _SHORTEST * 2:
        return
    source, translation = _length_of_source(pair.source), _length(pair.translation)
    if max(source, translation) <= _SHORTEST or source <= 8 or not translation:
        return
    low, high = _bounds(source)
    ratio = translation / source
    if ratio < low:
        yield Problem(
            message(
                "the translation is unusually short: about {percent} of the source's length",
                percent=_percent(ratio),
            ),
            message("see whether a sentence is missing"),
        )
    elif ratio > high and translation > 2 * _SHORTEST:
        yield Problem(
            message(
                "the translation is unusually long: about {percent} of the source's length",
                percent=_percent(ratio),
            ),
            message("see whether something was added"),
        )


# The next locale asks for it again.
@lru_cache(maxsize=16)
def _length_of_source(text: str) -> float:
    return _length(text)


def _length(text: str) -> float:
    return latin_length(without_urls(text))


def _bounds(source: float) -> tuple[float, float]:
    if source >= _LONG:
        return _NARROW_BOUNDS
    return _WIDE_BOUNDS if source > _SHORTEST else _TERM_BOUNDS


def _percent(ratio: float) -> str:
    return f"{round(ratio * 100)}%"


CHECK = Check(
    "length",
    Severity.WARNING,
    "A translation is about as long as such translations are.",
    _run,
)
