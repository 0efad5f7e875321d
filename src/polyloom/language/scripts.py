"""Scripts: their characters, which of them have no blanks between words, and what a text is in.

Constants that hold ranges are for the inside of a character class of a regular expression. A class
with characters beyond U+FFFF takes a millisecond or two to compile: compile it on use.
"""

from __future__ import annotations

import re
from functools import lru_cache

from polyloom.language.locales import script_of
from polyloom.late_patterns import late_pattern

# The blocks of a script by Unicode's Scripts.txt, with its marks of repetition and length.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL_SYLLABLES = "\uac00-\ud7af"
HANGUL = f"\u1100-\u11ff\u3130-\u318f{HANGUL_SYLLABLES}"
# Line breaking class SA of UAX #14 by block: Thai and Lao, Myanmar with its extensions, Khmer,
# Tai Le and New Tai Lue, Tai Tham, Tai Viet.
_SOUTH_EAST_ASIAN = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
)

# Written without blanks between words (UAX #29, “Word Boundaries”): whoever needs words there and
# has no dictionary takes each character for one.
UNSPACED = f"{_SOUTH_EAST_ASIAN}{KANA}{HAN}"

# Languages of the scripts of South-East Asia: no blanks between words, but between sentences, which
# end without a mark.
SOUTH_EAST_ASIAN_LANGUAGES = frozenset({"th", "lo", "km", "my", "shn", "ksw", "mnw", "kjp", "pwo"})

# Han, kana, and their punctuation: no blanks between sentences either, nor where two lines are
# joined (UAX #14 class ID; East Asian Width W and F). Hangul is written with blanks.
CJK = f"{HAN}{KANA}\u3000-\u303f\uff01-\uff65\u2e80-\u2fdf\ufe30-\ufe4f"
_FIRST_CJK = "\u2e80"
_CJK_RANGES = late_pattern("(.)-(.)").findall(CJK)
# What is neither of Latin, Greek, Cyrillic, Hebrew, Arabic letters nor of common punctuation and
# signs. All that has no blanks is among it, and Hangul.
_EASTERN = late_pattern(r"[^\0-\u07ff\u1e00-\u2e7f]")
# The scripts of locales, by ISO 15924, that are written so.
_CJK_SCRIPTS = frozenset({"Hans", "Hant", "Hani", "Jpan", "Bopo"})

# The ranges of letters by ISO 15924 code, as far as they tell locales apart (Unicode blocks).
# Han characters are Hans, Hant, Jpan and Kore alike.
_RANGES = {
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armn": "\u0530-\u058f",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Laoo": "\u0e80-\u0eff",
    "Tibt": "\u0f00-\u0fff",
    "Mymr": "\u1000-\u109f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Ethi": "\u1200-\u139f",
    "Khmr": "\u1780-\u17ff",
    "Hani": HAN,
    "Jpan": f"{KANA}{HAN}",
    "Kore": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u4e00-\u9fff",
}
# Scripts in which emphasis is not by custom a slope of the letters (W3C, “Styling using italics”):
# quotation marks, dots, weight or nothing stand for it.
_WITHOUT_ITALICS = frozenset(
    {*_CJK_SCRIPTS, "Kore", "Arab", "Hebr", "Syrc", "Thaa", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
)
_SCRIPTS_WITH_CASE = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_HAN = frozenset({"Hans", "Hant"})


def has_italics(locale: str) -> bool:
    """Whether what is written in a locale's script may be emphasized by sloping letters."""
    return script_of(locale) not in _WITHOUT_ITALICS


def is_cjk(character: str) -> bool:
    """Whether a character is Han, kana, or punctuation of theirs; an empty string is none.

    >>> [is_cjk(character) for character in "国の。a한"]
    [True, True, True, False, False]
    """
    # Without an expression for them all, which takes longer to make than most texts to read.
    return character >= _FIRST_CJK and any(low <= character <= high for low, high in _CJK_RANGES)


def may_have_asian_scripts(text: str) -> bool:
    """Whether a text may have characters of ``UNSPACED``, ``CJK`` or ``HANGUL``.

    False for nearly all texts in Latin, Greek, Cyrillic, Hebrew or Arabic letters, which then need
    no expression for those scripts: it takes many times as long to compile as this one.

    >>> [may_have_asian_scripts(text) for text in ("“¿Año?” – 5 €", "где", "国", "हिन्दी")]
    [False, False, True, True]
    """
    return not text.isascii() and _EASTERN.search(text) is not None


def has_blanks_between_sentences(locale: str) -> bool:
    """Whether the locale's sentences are set apart by blanks, as all but Chinese and Japanese are.

    >>> [has_blanks_between_sentences(locale) for locale in ("th", "zh_TW", "yue", "zh@latin")]
    [True, False, False, True]
    """
    return script_of(locale) not in _CJK_SCRIPTS


def has_letter_case(locale: str) -> bool:
    """Whether the locale's script has small letters and capitals.

    >>> has_letter_case("pt_BR"), has_letter_case("ru"), has_letter_case("ar")
    (True, True, False)
    """
    return script_of(locale) in _SCRIPTS_WITH_CASE


def share_in_script(text: str, locale: str) -> float | None:
    """The share of the text's letters that are of the locale's script, 0 to 1.

    None where the text has no letters, or the script is not one that is told apart here.

    >>> share_in_script("Hola", "ar"), share_in_script("مرحبا", "ar"), share_in_script("12", "ar")
    (0.0, 1.0, None)
    """
    letters = sum(map(str.isalpha, text))
    pattern = _letters_of(locale)
    if not letters or pattern is None:
        return None
    return min(1.0, sum(map(str.isalpha, "".join(pattern.findall(text)))) / letters)


def letters_in_script(script: str) -> str:
    """The ranges of a script by its ISO 15924 code; empty for one that is not told apart here."""
    return _RANGES.get("Hani" if script in _HAN else script, "")


@lru_cache(maxsize=64)
def _letters_of(locale: str) -> re.Pattern[str] | None:
    ranges = letters_in_script(script_of(locale))
    return re.compile(f"[{ranges}]+") if ranges else None
