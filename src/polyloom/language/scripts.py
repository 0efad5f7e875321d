"""Which script a text is written in, and which a locale is written in."""

from __future__ import annotations

import re
from functools import lru_cache

from polyloom.language.locales import script_of

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
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Jpan": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kore": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u4e00-\u9fff",
}
_HAN = frozenset({"Hans", "Hant"})


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


@lru_cache(maxsize=64)
def _letters_of(locale: str) -> re.Pattern[str] | None:
    script = script_of(locale)
    ranges = _RANGES.get("Hani" if script in _HAN else script)
    return re.compile(f"[{ranges}]+") if ranges else None
