"""How long a text is to a reader, whatever script it is in."""

from __future__ import annotations

import re
from functools import cache

from polyloom.language.scripts import HAN, HANGUL_SYLLABLES, KANA, may_have_asian_scripts

# How many Latin letters one character says more than a Latin letter does.
_WEIGHTS = ((HAN, 2.2), (KANA, 0.9), (HANGUL_SYLLABLES, 1.2))

# How long a translation of an English text is in a language, as a share of it, by
# ``latin_length``: the median of published translations of several sentences, or a little less
# where translators are terse.
_EXPANSION = {
    "ar": 0.84, "bg": 0.95, "ca": 1.05, "cs": 0.95, "da": 1.01, "de": 1.17, "el": 1.13, "en": 1.0,
    "es": 1.11, "et": 0.92, "fi": 1.02, "fr": 1.14, "gl": 1.05, "he": 0.8, "hu": 1.01, "id": 1.14,
    "it": 1.12, "ja": 0.9, "ko": 0.9, "la": 0.87, "lt": 0.97, "nb": 1.0, "nl": 1.17, "pl": 1.02,
    "pt": 1.08, "ro": 1.16, "ru": 0.99, "sk": 0.97, "sr": 0.95, "sv": 1.02, "tr": 0.99, "uk": 0.98,
    "vi": 0.95, "zh": 0.84,
}  # fmt: skip
_USUAL_EXPANSION = 1.03


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
    if may_have_asian_scripts(text):
        for script, extra in _weighted():
            length += extra * len(script.findall(text))
    return length


def usual_ratio(source_language: str, language: str) -> float:
    """How long translations between two languages are, as a share of their source.

    >>> round(usual_ratio("en", "de"), 2), round(usual_ratio("de", "en"), 2)
    (1.17, 0.85)
    """
    source, own = (_EXPANSION.get(each, _USUAL_EXPANSION) for each in (source_language, language))
    return own / source
