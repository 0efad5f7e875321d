"""What units of measurement are called behind a figure, by CLDR (through Babel).

A unit is called here as CLDR calls it: ``length-kilometer``. What is written may mean several
(``m``: metres, minutes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from polyloom.language.locales import bcp47
from polyloom.language.scripts import UNSPACED

if TYPE_CHECKING:
    from babel import Locale

# What texts measure in; the rest of CLDR's units is for tables of science.
_UNITS = tuple(
    f"{kind}-{name}"
    for kind, names in {
        "duration": "nanosecond microsecond millisecond second minute hour day week month year "
        "decade century",
        "length": "kilometer meter centimeter millimeter mile foot inch yard light-year",
        "mass": "milligram gram kilogram ton tonne pound ounce",
        "digital": "bit byte kilobit kilobyte megabit megabyte gigabit gigabyte terabit terabyte "
        "petabyte",
        "volume": "liter milliliter gallon cubic-meter",
        "area": "square-meter square-kilometer hectare acre square-mile",
        "temperature": "celsius fahrenheit kelvin",
        "frequency": "hertz kilohertz megahertz gigahertz",
        "power": "watt kilowatt megawatt gigawatt",
        "energy": "joule kilojoule calorie kilocalorie kilowatt-hour",
        "electric": "volt ampere milliampere ohm",
        "speed": "kilometer-per-hour meter-per-second mile-per-hour",
    }.items()
    for name in names.split()
)
# One to many readers, or mixed up by language: they never speak against each other.
_ALIKE = (
    frozenset({"mass-ton", "mass-tonne"}),
    frozenset({"energy-calorie", "energy-kilocalorie"}),
    *(
        frozenset({f"digital-{size}bit", f"digital-{size}byte"})
        for size in ("kilo", "mega", "giga", "tera")
    ),
)
# What CLDR leaves out: binary multiples, other abbreviations.
_OTHER_FORMS = {
    "": {
        "digital-kilobyte": "KB kB KiB KByte Kbyte kbyte",
        "digital-megabyte": "MB MiB MByte Mbyte",
        "digital-gigabyte": "GB GiB GByte Gbyte",
        "digital-terabyte": "TB TiB",
        "temperature-celsius": "℃",
    },
    "en": {
        "duration-second": "secs",
        "duration-minute": "mins",
        "duration-hour": "hrs h",
        "speed-kilometer-per-hour": "km/hr kmh kph",
        "length-meter": "metre metres",
        "length-kilometer": "kilometre kilometres kms",
        "length-centimeter": "centimetre centimetres",
        "length-millimeter": "millimetre millimetres",
        "volume-liter": "litre litres",
    },
    "zh": {"duration-hour": "小时 小時 个小时 個小時 钟头", "duration-minute": "分钟 分鐘 分"},
}
# Abbreviations that are words as well: “20 in”.
_WORDS = frozenset({"in", "a", "d", "y"})
_SHORTEST_WORD = 4
# It begins with what it looks for, so that texts are searched fast.
_FIGURE = r"(\d(?<![\w.,]\d)\d{0,11}(?:[.,]\d{1,12}){0,4})"


class Measure(NamedTuple):
    """A figure and its unit, as written, and the units that it may mean."""

    figure: str
    written: str
    units: frozenset[str]

    def speaks_against(self, other: Measure) -> bool:
        """Whether both measure the same, and not in the same unit, as far as can be told."""
        return self.units.isdisjoint(other.units) and not self._kinds.isdisjoint(other._kinds)

    @property
    def _kinds(self) -> frozenset[str]:
        """What is measured. One letter says nothing of time: “the 1990s”, “90 a”."""
        kinds = frozenset(unit.partition("-")[0] for unit in self.units)
        return kinds if len(self.written) > 1 else kinds - {"duration"}


def measures(text: str, locale: str) -> Iterator[Measure]:
    """The figures of a text that have a unit behind them, of the locale or an international one.

    >>> [(each.figure, each.written) for each in measures("5 km in 30 minutes, 20 men", "en")]
    [('5', 'km'), ('30', 'minutes')]
    """
    language = bcp47(locale)
    for match in _measure(language).finditer(text):
        written = match[2]
        forms = _forms(language)
        yield Measure(match[1], written, forms.get(written) or forms[written.casefold()])


@lru_cache(maxsize=8)
def _measure(language: str) -> re.Pattern[str]:
    forms = sorted(_forms(language), key=len, reverse=True)
    # Of symbols the letter case matters: Mb, MB.
    words = "|".join(re.escape(form) for form in forms if len(form) >= _SHORTEST_WORD)
    symbols = "|".join(re.escape(form) for form in forms if len(form) < _SHORTEST_WORD)
    # No letter follows, but where words are written without blanks.
    end = rf"(?:(?<=[{UNSPACED}])|(?!\w))"
    return re.compile(rf"{_FIGURE}[\s\-‑]?((?i:{words})|{symbols}){end}")


@lru_cache(maxsize=8)
def _forms(language: str) -> dict[str, frozenset[str]]:
    """What is written for units, with what it may mean; words as they are case-folded."""
    found: dict[str, set[str]] = {}
    for locale in dict.fromkeys(("en", language)):
        if (data := _locale_data(locale)) is not None:
            for unit in _UNITS:
                for form in _written_forms(data, unit):
                    key = form if len(form) < _SHORTEST_WORD else form.casefold()
                    found.setdefault(key, set()).add(unit)
    for group in ("", "en", language.split("-", maxsplit=1)[0]):
        for unit, listed in _OTHER_FORMS.get(group, {}).items():
            for form in listed.split():
                found.setdefault(form, set()).add(unit)
    return {form: frozenset(_with_alike(units)) for form, units in found.items()}


def _with_alike(units: set[str]) -> set[str]:
    return units.union(*(group for group in _ALIKE if group & units))


def _locale_data(locale: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _written_forms(locale: Locale, unit: str) -> Iterator[str]:
    for patterns in locale._data["unit_patterns"].get(unit, {}).values():
        for number, pattern in patterns.items():
            text = str(pattern)
            if number != "per" and text.startswith("{0}"):
                form = text.removeprefix("{0}").strip().rstrip(".")
                if form and form not in _WORDS:
                    yield form
