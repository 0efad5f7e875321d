"""What months and days of the week are called, by CLDR (through Babel), in all their forms.

A ``CalendarName`` is one of them, whatever the language: months are 1 to 12, days of the week 1
(Monday) to 7. A name counts as said in a text by its stem, since many languages inflect it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from polyloom.language.locales import bcp47, language_of
from polyloom.late_patterns import late_pattern

if TYPE_CHECKING:
    from babel import Locale

MONTH, WEEKDAY = "month", "weekday"

# Locales whose names stand beside those of their language: Maghreb and Levant, Austria.
_VARIANTS = {
    "ar": ("ar_DZ", "ar_IQ", "ar_MA"),
    "de": ("de_AT",),
    "es": ("es_PE", "es_UY"),
    "nb": ("nn",),
    "no": ("nb", "nn"),
    "sr": ("sr_Latn", "sr_Cyrl_BA", "sr_Latn_BA", "hr"),
    "sh": ("sr_Latn", "hr"),
    "zh": ("zh_Hant",),
}
# Names that CLDR has not: of everyday speech, of newer spelling, without “-feira”.
_OTHER_NAMES: Mapping[str, tuple[tuple[str, int, str], ...]] = {
    "ar": ((MONTH, 4, "إبريل"), (MONTH, 8, "اغسطس"), (MONTH, 10, "اكتوبر"), (MONTH, 4, "ابريل")),
    "es": ((MONTH, 9, "setiembre"),),
    "pt": (
        (WEEKDAY, 1, "segunda"),
        (WEEKDAY, 2, "terça"),
        (WEEKDAY, 3, "quarta"),
        (WEEKDAY, 4, "quinta"),
        (WEEKDAY, 5, "sexta"),
    ),
    "de": ((WEEKDAY, 6, "Sonnabend"),),
    "vi": ((MONTH, 1, "tháng giêng"), (MONTH, 12, "tháng chạp")),
    "zh": tuple(
        (WEEKDAY, day, f"{week}{name}")
        for day, names in enumerate(("一", "二", "三", "四", "五", "六", "日天末"), 1)
        for name in names
        for week in ("礼拜", "禮拜", "星期", "周", "週")
    ),
}
# Those who reckon months otherwise: a date of theirs has another month.
_OTHER_CALENDARS = frozenset({"fa", "ps", "am", "ti", "ne", "ckb", "lrc", "mzn", "dz"})
# In these the name of a month is its number.
_NUMBERED = frozenset({"zh", "ja", "ko", "yue", "wuu"})
# Written in capitals, by which a name is told from a word: to march, may.
_CAPITALISED = frozenset({"en", "de", "lb"})
_SHORT_NAME = 4
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª|°)?,?\s{1,2}(?:(?:of|de|del)\s{1,2})?"
_FIGURE_BEFORE = late_pattern(rf"(?<![\d.,])(?:{_DAY}|{_DAY}[^\W\d]+\s?[-–/]\s?)$")
_FIGURE_AFTER = late_pattern(r"\.?,?\s{1,2}(?:(?:of|de|del)\s{1,2})?\d{1,4}(?!\w|[.,]\d)")
# What stands before the name of a month that is no other word.
_BEFORE_MONTH = {
    "en": late_pattern(r"\b(?:in|since|until|till|during|every|early|late|mid|of) $", re.IGNORECASE)
}
# What is a word as well, or a name of people.
_OTHER_WORDS = {"en": frozenset({"May", "March", "April", "June", "August"})}
_REACH = 24
_DIGITS = late_pattern(r"\d+")


class CalendarName(NamedTuple):
    """A month or a day of the week: its number, and its English name."""

    kind: str
    number: int

    @property
    def english(self) -> str:
        """What it is called in English."""
        return _ENGLISH[self.kind][self.number - 1]


_ENGLISH = {
    MONTH: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    WEEKDAY: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}  # fmt: skip


def names_in_dates(text: str, locale: str) -> dict[CalendarName, str]:
    """The months and days of the week that a text surely names, each as it is written.

    A month is surely one with a day or a year beside it: “3 March”, “May 2020”.

    >>> names_in_dates("They may march on Friday, 3 May.", "en")
    {CalendarName(kind='weekday', number=5): 'Friday', CalendarName(kind='month', number=5): 'May'}
    """
    language = language_of(locale)
    found: dict[CalendarName, str] = {}
    for match in _written_names(language).finditer(text):
        written = match[1]
        # Looked at here: the expression is the faster without it.
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        for name in _meanings(language)[_key(written, language)]:
            if name.kind == WEEKDAY or _is_in_date(text, match, language):
                found.setdefault(name, written)
    return found


def names_expressed(
    text: str, locale: str, wanted: Iterable[CalendarName]
) -> Iterator[CalendarName]:
    """Those of the months and days that a text says in any form, in its language or in English."""
    folded = _without_accents(text)
    for name in wanted:
        if _stems(language_of(locale), name).search(folded):
            yield name


def has_other_calendar(locale: str) -> bool:
    """Whether dates of the locale may have months of another calendar."""
    return language_of(locale) in _OTHER_CALENDARS


def month_numbers(text: str) -> Counter[int]:
    """How often each number from 1 to 12 stands in a text, by itself or in a date of figures."""
    numbers = (int(digits) for digits in _DIGITS.findall(text) if len(digits) <= 2)
    return Counter(number for number in numbers if 1 <= number <= 12)


def _is_in_date(text: str, match: re.Match[str], language: str) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    if _FIGURE_BEFORE.search(before) or _FIGURE_AFTER.match(text, match.end()):
        return True
    preposition = _BEFORE_MONTH.get(language)
    return (
        preposition is not None
        and match[1] in _ENGLISH[MONTH]
        and match[1] not in _OTHER_WORDS.get(language, ())
        and preposition.search(before) is not None
    )


def _key(written: str, language: str) -> str:
    return written if language in _CAPITALISED else written.casefold()


@lru_cache(maxsize=8)
def _meanings(language: str) -> dict[str, tuple[CalendarName, ...]]:
    """What the names mean that can be told in a source; months that are numbers are left out."""
    meanings: dict[str, tuple[CalendarName, ...]] = {}
    for name, forms in _names(language).items():
        for form in forms:
            is_plain = len(form) >= (_SHORT_NAME if name.kind == WEEKDAY else 3)
            if is_plain and not _DIGITS.search(form) and language not in _NUMBERED:
                key = _key(form, language)
                meanings[key] = (*meanings.get(key, ()), name)
    return meanings


@lru_cache(maxsize=8)
def _written_names(language: str) -> re.Pattern[str]:
    forms = sorted(_meanings(language), key=len, reverse=True)
    if not forms:
        return re.compile(r"(?!)")
    plural = "s?+" if language == "en" else ""
    flags = re.NOFLAG if language in _CAPITALISED else re.IGNORECASE
    return re.compile(rf"({'|'.join(map(re.escape, forms))}){plural}(?!\w)", flags)


@lru_cache(maxsize=256)
def _stems(language: str, name: CalendarName) -> re.Pattern[str]:
    """Whatever says the month or day, in texts without accents."""
    forms = {*_names(language).get(name, ()), *_names("en").get(name, ())}
    return re.compile("|".join(sorted(map(_stem, forms), key=len, reverse=True)))


def _stem(form: str) -> str:
    """An expression for what the inflected forms of a name have in common."""
    plain = _without_accents(form).rstrip(".")
    if not plain[-1:].isascii() and len(plain) <= 3:
        # Of scripts that need few characters.
        return rf"(?<![十\d]){re.escape(plain)}"
    if plain[-1:].isdigit():
        return rf"{re.escape(plain)}(?!\d)"
    stem = plain[:-2] if len(plain) > 6 else plain[:-1] if len(plain) > 4 else plain
    return re.escape(stem) if len(stem) >= _SHORT_NAME else rf"(?<!\w){re.escape(stem)}"


def _without_accents(text: str) -> str:
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not "\u0300" <= part <= "\u036f")


@lru_cache(maxsize=16)
def _names(language: str) -> dict[CalendarName, frozenset[str]]:
    """The names of a language by what they mean, in all the forms that CLDR has."""
    if language == "en":
        # Without CLDR, which takes longer to load than to check most edits.
        return {
            CalendarName(kind, number): frozenset({name, name[:3]})
            for kind, names in _ENGLISH.items()
            for number, name in enumerate(names, 1)
        }
    found: dict[CalendarName, set[str]] = {}
    for locale in (language, *_VARIANTS.get(language, ())):
        if (data := _locale_data(locale)) is not None:
            for name, form in _forms(data):
                found.setdefault(name, set()).add(form)
    for kind, number, form in _OTHER_NAMES.get(language, ()):
        found.setdefault(CalendarName(kind, number), set()).add(form)
    return {name: frozenset(forms) for name, forms in found.items()}


def _locale_data(locale: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(bcp47(locale), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _forms(locale: Locale) -> Iterator[tuple[CalendarName, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, form in locale.months[context][width].items():
                yield CalendarName(MONTH, int(month)), str(form).rstrip(".")
            for day, form in locale.days[context][width].items():
                yield CalendarName(WEEKDAY, int(day) + 1), str(form).rstrip(".")
