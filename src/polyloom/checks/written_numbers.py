"""Reading numbers out of prose, in the digits and separators of any script.

Numbers are compared by their canonical form: ASCII digits, no grouping, ``.`` before decimals. A
number of one text counts as expressed in the other where that has it in any way: in digits, with a
scale (``5 million``), as a numeral (``XXI``, ``二十八``), in words (``twelve``), as a month, on a
12-hour clock, in another calendar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from polyloom.language.locales import bcp47, language_of
from polyloom.language.number_words import (
    NUMBER_SCALES,
    NUMBER_STEMS,
    NUMBER_WORDS,
    NUMBERS_BY_NOUN,
)
from polyloom.language.numerals import (
    CHINESE_DIGITS,
    CHINESE_UNITS,
    KOREAN_UNITS,
    ROMAN,
    chinese_value,
    roman_value,
)
from polyloom.language.url_spans import without_urls
from polyloom.late_patterns import late_pattern
from polyloom.placeables.character_references import CHARACTER_REFERENCE
from polyloom.placeables.inline_markup import FOOTNOTE
from polyloom.placeables.placeholder_syntaxes import without_placeholders

# More digits than any number has that is also said in words, with a scale, or in a calendar.
_LONGEST = 60
_FOREIGN_DIGIT = late_pattern(r"[^\D0-9]")
_SUPERSCRIPT = late_pattern(r"[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]")
_REFERENCE = late_pattern(CHARACTER_REFERENCE)
_BLANKS = " \u00a0\u202f\u2009"
_APOSTROPHES = "'’"
_THREE = rf"[{_BLANKS}{_APOSTROPHES}](?=[0-9]{{3}}(?![0-9]))"
_NUMBER = late_pattern(rf"[0-9]+(?:(?:[.,٫٬·]|{_THREE})[0-9]+)*")
_SEPARATOR = late_pattern(r"[^0-9]")
_GROUPED_BY_BLANK = late_pattern(
    rf"[0-9]{{1,3}}(?:[{_BLANKS}{_APOSTROPHES}][0-9]{{3}})+(?:[.,٫][0-9]+)?"
)
_GROUP_BLANK = late_pattern(f"[{_BLANKS}{_APOSTROPHES}]")
_NO_GROUP_BLANK = late_pattern(f"[^{_BLANKS}{_APOSTROPHES}]+")
_DIGIT = late_pattern(r"\d")
_INDIAN = late_pattern(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
# Names of weekdays that are numbers.
_WEEKDAYS = {
    "pt": late_pattern(r"\b[2-6]\.?ª(?:[ -]feira)?"),
    "vi": late_pattern(r"\bthứ [2-7]\b", re.IGNORECASE),
}
_SCALE = late_pattern(
    rf"[{_BLANKS}\-]?(" + "|".join(sorted(NUMBER_SCALES, key=len, reverse=True)) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_EAST_ASIAN_UNITS = CHINESE_UNITS | KOREAN_UNITS
_UNIT = f"[{''.join(_EAST_ASIAN_UNITS)}]"
_EAST_ASIAN_COMPOUND = late_pattern(rf"(?:[0-9][0-9.,]*[ ]?{_UNIT}{{1,2}}[ ]?)+(?:[0-9][0-9,]*)?")
_EAST_ASIAN_PART = late_pattern(rf"([0-9][0-9.,]*)[ ]?({_UNIT}{{0,2}})")
_DECADE = late_pattern(r"(?:['’]?s\b|-?х\b|-?[аі]х\b|年代|ler\b|er\b|erne\b|-talet|-luku|년대)")
_AFTERNOON = late_pattern(r"(?:[:.][0-9]{2})?[ \u00a0\u202f]?p\.?\s?m\b", re.IGNORECASE)
_AFTERNOON_BEFORE = late_pattern(r"(?:下午|晚上|午后|午後|오후)\s?$")
_ROMAN_WORD = late_pattern(
    rf"(?<![^\W\d_])({ROMAN.upper()})(?=(?:er|re|e|ème|º|ª|-[^\W\d_]+)?(?![^\W\d_]))"
)
_WORD = late_pattern(r"(?<![^\W\d_])([IVXLC]{1,8})(?=(?:er|re|e|ème|º|ª|-[^\W\d_]+)?(?![^\W\d_]))")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORD = late_pattern(r"[^\W\d_][\w\u0300-\u036f\u064b-\u0652\u0900-\u097f]*")
# “and”, “by”, “for”, “like” and the article, as they stand before a word.
_PREFIXES = {
    "ar": late_pattern(r"^[وفبك]?(?:ال|لل)?(?=\w{2})"),
    "he": late_pattern(r"^(?:ו?[בהכלמש]|ו)(?=\w{3})"),
}
_CHINESE_NUMERAL = late_pattern(f"[{''.join((*CHINESE_DIGITS, *CHINESE_UNITS))}]+")
# Calendars that count years otherwise: what is added to the common year.
_ERAS = {"th": (543,), "fa": (-621, -622), "ps": (-621, -622), "ne": (56, 57), "am": (-7, -8)}


class _Written(Struct, frozen=True):
    """A number as written, where it stands, and its canonical form."""

    text: str
    start: int
    value: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The numbers that it falls into when its separators separate a list."""
        return tuple(map(_bare, _SEPARATOR.split(self.text)))


def numbers(text: str, locale: str) -> list[str]:
    """The canonical forms of the numbers in digits, in order, not those in URLs and placeholders.

    >>> numbers("١٬٠٠٠٫٥ on the 17th", "en")
    ['1000.5', '17']
    """
    return [number.value for number in _read(_without_weekdays(_readable(text), locale))]


def unexpressed(text: str, locale: str, other: str, other_locale: str) -> list[str]:
    """The numbers of ``text``, as written and each once, that ``other`` does not express."""
    if not _DIGIT.search(text):
        return []
    readable = _without_weekdays(_readable(text), locale)
    wanted = _read(readable)
    found = {number.value for number in _read(_readable(other))}
    missing = {
        number.text: number
        for number in wanted
        if number.value not in found and not _is_some(number, readable)
    }
    eras = (*_ERAS.get(language_of(locale), ()), *_ERAS.get(language_of(other_locale), ()))
    expressed: set[str] = set()
    # Most of what is missing is said in the ways that are the cheapest to see.
    for values in _ways(other, other_locale) if missing else ():
        expressed.update(values)
        missing = {
            written: number
            for written, number in missing.items()
            if not _is_expressed(number, readable, expressed, eras)
        }
        if not missing:
            break
    return list(missing)


def _is_some(number: _Written, text: str) -> bool:
    """Whether a number says no more than a plural does: “1+ boats”."""
    if number.text != "1":
        return False
    after = text[number.start + 1 : number.start + 3]
    return after[:1] == "+" and not after[1:].isdigit()


def _ways(text: str, locale: str) -> Iterator[Iterable[str]]:
    """The canonical forms of every number that the text may express, way by way."""
    text = _readable(_with_plain_digits(text))
    written = _read(text)
    yield (value for number in written for value in _senses(number, text))
    yield (part for number in written for part in number.parts)
    yield map(str, _months(text, locale))
    yield map(str, _chinese(text))
    yield map(str, _roman(text))
    yield map(str, _spelled(text, language_of(locale)))


def _with_plain_digits(text: str) -> str:
    if text.isascii():
        return text
    return _SUPERSCRIPT.sub(lambda match: str(unicodedata.digit(match[0])), text)


# Footnote marks and link targets, which ``links`` looks after; broken links have some, too.
_MARKDOWN = late_pattern(
    rf"{FOOTNOTE.pattern}|(?<=\])[ \u200b-\u200f]?\((?=[^()\s]*[./#])[^()\s]*\)"
)


# A text is read by two checks, and as often by one that looks for what is missing.
@lru_cache(maxsize=256)
def _readable(text: str) -> str:
    text = without_placeholders(without_urls(text))
    if "[^" in text or "](" in text:
        text = _MARKDOWN.sub(" ", text)
    if "&" in text:
        text = _REFERENCE.sub(" ", text)
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return text


def _without_weekdays(text: str, locale: str) -> str:
    """The text without weekdays, which need not be numbers elsewhere: Portuguese “3ª-feira”.

    Only for the text whose numbers are looked for: in the other one “3ª” may be “3rd” as well.
    """
    weekdays = _WEEKDAYS.get(language_of(locale))
    return weekdays.sub(" ", text) if weekdays else text


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[_Written, ...]:
    found = []
    for match in _NUMBER.finditer(text):
        for piece, start in _pieces(match):
            value = canonical(piece)
            # The minutes of a full hour are none: “9:00” is “9 Uhr”.
            if value != "0" or len(piece) != 2 or text[start - 1 : start] not in {":", "h", "."}:
                found.append(_Written(piece, start, value))
    return tuple(found)


def _pieces(match: re.Match[str]) -> list[tuple[str, int]]:
    """The number, or the numbers side by side: “in 2019 300 people”."""
    written = match[0]
    if not _GROUP_BLANK.search(written) or _GROUPED_BY_BLANK.fullmatch(written):
        return [(written, match.start())]
    return [
        (piece[0], match.start() + piece.start()) for piece in _NO_GROUP_BLANK.finditer(written)
    ]


@lru_cache(maxsize=1024)
def canonical(written: str) -> str:
    """A number's canonical form.

    >>> [canonical(text) for text in ("1,000.5", "1.000,5", "1 000,5", "0,5", "007", "1,00,000")]
    ['1000.5', '1000.5', '1000.5', '0.5', '7', '100000']
    """
    parts = _SEPARATOR.split(written)
    signs = _SEPARATOR.findall(written)
    if not signs:
        return _bare(written)
    if len(set(signs)) > 1 and signs.count(signs[-1]) == 1:
        return f"{_bare(''.join(parts[:-1]))}.{parts[-1]}"
    if len(set(signs)) == 1 and _is_grouping(parts, written):
        return _bare("".join(parts))
    return ".".join((_bare(parts[0]), *parts[1:]))


def _is_grouping(parts: list[str], written: str) -> bool:
    if _INDIAN.fullmatch(written):
        return True
    return (
        0 < len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])
    )


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _senses(number: _Written, text: str) -> Iterator[str]:
    """The canonical forms of what the number may say where it stands in the text."""
    value, start = number.value, number.start
    end = start + len(number.text)
    yield value
    if len(number.text) > _LONGEST:
        return
    after = text[end : end + 24]
    yield from _scaled(value, after)
    if not text.isascii():
        for compound in _EAST_ASIAN_COMPOUND.finditer(text, max(0, start - 16), end + 16):
            if compound.start() <= start < compound.end():
                yield _product_sum(compound[0])
    if len(value) <= 2 and (
        _AFTERNOON.match(after) or _AFTERNOON_BEFORE.search(text[max(0, start - 4) : start])
    ):
        yield str(int(value) + 12)
    if value.isdigit() and value[-1] == "0" and _DECADE.match(after):
        yield from (value[-2:], f"19{value[-2:]}", f"20{value[-2:]}")


def _scaled(value: str, after: str) -> Iterator[str]:
    match = _SCALE.match(after)
    if match and value.count(".") <= 1:
        for exponent in NUMBER_SCALES[match[1].lower()]:
            yield _plain(Decimal(value) * 10**exponent)


def _product_sum(compound: str) -> str:
    total = Decimal(0)
    for part in _EAST_ASIAN_PART.finditer(compound):
        value = canonical(part[1].rstrip(".,"))
        if value.count(".") > 1:
            return value
        amount = Decimal(value)
        for unit in part[2]:
            amount *= _EAST_ASIAN_UNITS[unit]
        total += amount
    return _plain(total)


def _plain(value: Decimal) -> str:
    whole = value.to_integral_value()
    return str(int(whole)) if value == whole else f"{value:f}"


def _is_expressed(number: _Written, text: str, expressed: set[str], eras: tuple[int, ...]) -> bool:
    if not expressed.isdisjoint(_senses(number, text)):
        return True
    parts = number.parts
    if len(parts) > 1 and all(part in expressed for part in parts):
        return True
    if not number.value.isdigit() or len(number.value) > _LONGEST:
        return False
    value = int(number.value)
    return any(str(value + years) in expressed or str(value - years) in expressed for years in eras)


def _roman(text: str) -> Iterator[int]:
    return (roman_value(match[1]) for match in _ROMAN_WORD.finditer(text))


def _chinese(text: str) -> Iterator[int]:
    for match in _CHINESE_NUMERAL.finditer(text):
        numeral = match[0]
        if len(numeral) > _LONGEST:
            continue
        with suppress(ValueError):
            yield chinese_value(numeral)
        # “三四人”, “一九九三年”, “二十” after another numeral: each digit may stand alone as well.
        if len(numeral) > 1 and all(character in CHINESE_DIGITS for character in numeral):
            yield from (CHINESE_DIGITS[character] for character in numeral)


def _spelled(text: str, language: str) -> Iterator[int]:
    """Values of number words, and of tens with a unit after them (``twenty-eight``)."""
    yield from NUMBERS_BY_NOUN.get(language, ())
    words, stems = NUMBER_WORDS.get(language, {}), NUMBER_STEMS.get(language, {})
    if not words:
        return
    prefix = _PREFIXES.get(language)
    tens = distance = 0
    for match in _WORD.finditer(text.casefold()):
        value = _value_of(match[0], words, stems)
        if value is None and prefix is not None:
            value = _value_of(prefix.sub("", match[0]), words, stems)
        distance += 1
        if value is None:
            continue
        yield value
        if tens and 0 < value < 10 and distance <= 2:
            yield tens + value
        tens, distance = (value, 0) if 20 <= value <= 90 and value % 10 == 0 else (0, 0)


def _value_of(word: str, words: dict[str, int], stems: dict[str, int]) -> int | None:
    if (value := words.get(word)) is not None:
        return value
    return next((stems[stem] for stem in stems if word.startswith(stem)), None)


def _months(text: str, locale: str) -> Iterator[int]:
    lowered = text.casefold()
    for month, names in _month_names(locale):
        if any(name in lowered for name in names):
            yield month


@lru_cache(maxsize=64)
def _month_names(locale: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(bcp47(locale), sep="-").months
    except (UnknownLocaleError, ValueError):
        return ()
    names: dict[int, set[str]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in months[context].get(width, {}).items():
                names.setdefault(int(month), set()).add(str(name).casefold().rstrip("."))
    return tuple(
        (month, tuple(sorted(name for name in forms if len(name) > 2 and not name[0].isdigit())))
        for month, forms in sorted(names.items())
    )
