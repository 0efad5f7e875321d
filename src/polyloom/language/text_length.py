"""How long a text is to a reader, whatever script it is in."""

from __future__ import annotations

import re
from functools import cache

from polyloom.language.scripts import HAN, HANGUL_SYLLABLES, KANA

# How many Latin letters one character says more than a Latin letter does.
_WEIGHTS = ((HAN, 2.2), (KANA, 0.9), (HANGUL_SYLLABLES, 1.2))


@cache
def _dense() -> re.Pattern[str]:
    """Any of them, to leave the counting out for the scripts that need none."""
    return re.compile(f"[{''.join(script for script, _ in _WEIGHTS)}]")


@cache
def _weighted() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(f"[{script}]"), extra) for script, extra in _WEIGHTS)


def latin_length(text: str) -> float:
    """The length in Latin letters, blanks at the edges left out.

    Characters are weighed by how much a script says in one: a Chinese one stands for about three
    Latin letters.
    """
    text = text.strip()
    length = float(len(text))
    if not text.isascii() and _dense().search(text):
        for script, extra in _weighted():
            length += extra * len(script.findall(text))
    return length
