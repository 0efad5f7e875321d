"""Numerals: decimal, Roman, alphabetic, Chinese, circled, superscript.

Functions that read a numeral raise ValueError for what is none of its kind; those that write one
raise it for a number that has none.
"""

from __future__ import annotations

import re
import string
import unicodedata

# Roman numerals from 1 to 3999 in lower case, as ECMA-376 Part 1 §17.18.59, CSS Counter Styles 3
# and CLDR (“roman-lower”) write them: a sign is taken off the next greater one or the one after
# that, and stands three times at most. IIX, IIII and VX are none.
# The one up to 99 matches nothing as well.
ROMAN_UNDER_100 = r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
ROMAN = rf"(?=[mdclxvi])m{{0,3}}(?:cm|cd|d?c{{0,3}}){ROMAN_UNDER_100}"
_ROMAN_SIGNS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
HIGHEST_ROMAN = 3999

# CLDR's rules for Chinese and Japanese (“spellout-cardinal”), with the signs for nought and two
# that stand in running text.
CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2, "兩": 2, "壱": 1,
}  # fmt: skip
CHINESE_UNITS = {
    "十": 10, "百": 100, "千": 1000,
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
# The same in Hangul, as they stand after digits.
KOREAN_UNITS = {"백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
# What the numbers of articles, chapters and points are written with.
CHINESE_UNDER_1000 = "〇零一二两三四五六七八九十百"


def decimal_value(number: str) -> int:
    """The value of digits of any one script; of a dotted number the last part's.

    >>> decimal_value("12"), decimal_value("١٢"), decimal_value("1.4")
    (12, 12, 4)
    """
    return int(number.rstrip(".").rpartition(".")[2])


def superscript_value(number: str) -> int:
    """The value of superscript or subscript digits.

    >>> superscript_value("¹²")
    12
    """
    return int("".join(str(unicodedata.digit(digit)) for digit in number))


def circled_value(number: str) -> int:
    """The value of one character that is a number in a circle or in brackets.

    >>> circled_value("①"), circled_value("⑳"), circled_value("⑵")
    (1, 20, 2)
    """
    return int(unicodedata.numeric(number))


def roman_value(number: str) -> int:
    """The value of a Roman numeral in capitals or in small letters.

    >>> roman_value("iv"), roman_value("MCMXCIII")
    (4, 1993)
    >>> roman_value("IIX")
    Traceback (most recent call last):
    ValueError: “IIX” is no Roman numeral
    """
    lower = number.lower()
    if number not in (lower, number.upper()) or not re.fullmatch(ROMAN, lower):
        raise ValueError(f"“{number}” is no Roman numeral")
    total = position = 0
    for value, sign in _ROMAN_SIGNS:
        while lower.startswith(sign, position):
            total += value
            position += len(sign)
    return total


def roman_numeral(number: int) -> str:
    """The Roman numeral of a number from 1 to 3999, in small letters.

    >>> roman_numeral(1994)
    'mcmxciv'
    """
    if not 1 <= number <= HIGHEST_ROMAN:
        raise ValueError(f"{number} has no Roman numeral")
    signs = []
    for value, sign in _ROMAN_SIGNS:
        signs.append(sign * (number // value))
        number %= value
    return "".join(signs)


def letter_value(letters: str) -> int:
    """The value of a … z, aa, bb … zz, aaa …, in capitals or in small letters (ECMA-376 §17.18.59).

    >>> letter_value("c"), letter_value("BB")
    (3, 28)
    """
    alphabet = string.ascii_lowercase if letters.islower() else string.ascii_uppercase
    if not letters or letters[0] not in alphabet or len(set(letters)) > 1:
        raise ValueError(f"“{letters}” counts nothing")
    return alphabet.index(letters[0]) + 1 + len(alphabet) * (len(letters) - 1)


def letter_numeral(number: int) -> str:
    """The letters of a number from 1: a … z, aa, bb … zz, aaa … (ECMA-376 §17.18.59).

    >>> letter_numeral(3), letter_numeral(28)
    ('c', 'bb')
    """
    if number < 1:
        raise ValueError(f"{number} has no letters")
    times, place = divmod(number - 1, len(string.ascii_lowercase))
    return string.ascii_lowercase[place] * (times + 1)


def chinese_value(number: str) -> int:
    """The value of a Chinese numeral: digits and units, or digits alone, as years are written.

    No unit stands twice among those that a greater one divides it into (十十 is none). Digits side
    by side before a unit are read by place where a nought is among them (一〇〇万); else the last
    counts, as in 二三十, which is “twenty or thirty”.

    >>> [chinese_value(number) for number in ("三", "十二", "三百五十", "二万三千", "一九九三")]
    [3, 12, 350, 23000, 1993]
    """
    if number and CHINESE_DIGITS.keys() >= {*number}:
        return _by_place(number)
    if not number or not CHINESE_DIGITS.keys() | CHINESE_UNITS.keys() >= {*number}:
        raise ValueError(f"“{number}” is no Chinese numeral")
    return _chinese_part(number)


def _chinese_part(number: str) -> int:
    """The value of a part of a numeral, divided at its greatest unit."""
    units = [CHINESE_UNITS.get(character, 0) for character in number]
    greatest = max(units, default=0)
    if not greatest:
        has_nought = any(CHINESE_DIGITS[digit] == 0 for digit in number)
        return _by_place(number if has_nought else number[-1:])
    place = units.index(greatest)
    if greatest in units[place + 1 :]:
        raise ValueError(f"“{number}” is no Chinese numeral")
    before, after = number[:place], number[place + 1 :]
    return (_chinese_part(before) if before else 1) * greatest + _chinese_part(after)


def _by_place(digits: str) -> int:
    return int("".join(str(CHINESE_DIGITS[digit]) for digit in digits) or "0")
