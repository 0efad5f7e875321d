"""Numerals: what each kind holds for one, and that all who read them agree."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.checks.written_numbers import unexpressed
from polyloom.language.heading_words import worded_as_heading
from polyloom.language.list_markers import marker_at
from polyloom.language.numerals import (
    HIGHEST_ROMAN,
    ROMAN,
    ROMAN_UNDER_100,
    chinese_value,
    circled_value,
    decimal_value,
    letter_numeral,
    letter_value,
    roman_numeral,
    roman_value,
    superscript_value,
)
from polyloom.outputs.counter_styles import parse_marker

NO_ROMAN = [
    "",
    "IIX",
    "IIII",
    "VX",
    "IL",
    "IC",
    "XM",
    "VV",
    "LL",
    "DD",
    "MMMM",
    "IVI",
    "iV",
    "A",
    "I ",
]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("I", 1), ("III", 3), ("IV", 4), ("V", 5), ("VIII", 8), ("IX", 9), ("X", 10), ("XIX", 19),
        ("XL", 40), ("L", 50), ("XC", 90), ("XCIX", 99), ("C", 100), ("CD", 400), ("D", 500),
        ("CM", 900), ("M", 1000), ("MCMXCIII", 1993), ("MMMCMXCIX", 3999),
    ],
)  # fmt: skip
def test_roman(number: str, value: int) -> None:
    assert (roman_value(number), roman_value(number.lower())) == (value, value)
    assert roman_numeral(value) == number.lower()


@pytest.mark.parametrize("number", NO_ROMAN)
def test_no_roman(number: str) -> None:
    with pytest.raises(ValueError, match="is no Roman numeral"):
        roman_value(number)
    assert re.fullmatch(ROMAN, number) is None


def test_each_number_has_one_roman_numeral() -> None:
    numerals = [roman_numeral(number) for number in range(1, HIGHEST_ROMAN + 1)]
    assert [roman_value(numeral) for numeral in numerals] == list(range(1, HIGHEST_ROMAN + 1))
    under = [bool(re.fullmatch(ROMAN_UNDER_100, numeral)) for numeral in numerals]
    assert under == [number < 100 for number in range(1, HIGHEST_ROMAN + 1)]


@pytest.mark.parametrize("number", [0, -1, HIGHEST_ROMAN + 1])
def test_numbers_without_a_roman_numeral(number: int) -> None:
    with pytest.raises(ValueError, match="has no Roman numeral"):
        roman_numeral(number)


def test_all_readers_agree_on_what_is_roman() -> None:
    assert worded_as_heading("Chapter VIII")
    assert not worded_as_heading("Chapter IIX")
    assert marker_at("viii) eight") is not None
    assert marker_at("iix) eight") is None
    assert parse_marker("viii.") is not None
    assert parse_marker("iix.") is None
    assert unexpressed("the 8th century", "en", "siglo VIII", "es") == []
    assert unexpressed("the 8th century", "en", "siglo IIX", "es") == ["8"]
    # What used to be read as ten.
    assert unexpressed("the 10th century", "en", "siglo IIX", "es") == ["10"]


@pytest.mark.parametrize(
    ("letters", "value"),
    [("a", 1), ("z", 26), ("aa", 27), ("bb", 28), ("zz", 52), ("aaa", 53), ("zzz", 78)],
)
def test_letters(letters: str, value: int) -> None:
    assert (letter_value(letters), letter_value(letters.upper())) == (value, value)
    assert letter_numeral(value) == letters


@given(st.integers(1, 500))
def test_letters_come_back(number: int) -> None:
    assert letter_value(letter_numeral(number)) == number


@pytest.mark.parametrize("letters", ["", "ab", "aA", "é", "1", "ä", "ß"])
def test_no_letters(letters: str) -> None:
    with pytest.raises(ValueError, match="counts nothing"):
        letter_value(letters)


@pytest.mark.parametrize("number", [0, -5])
def test_numbers_without_letters(number: int) -> None:
    with pytest.raises(ValueError, match="has no letters"):
        letter_numeral(number)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("〇", 0), ("零", 0), ("○", 0), ("一", 1), ("壱", 1), ("两", 2), ("兩", 2), ("九", 9),
        ("十", 10), ("十二", 12), ("二十", 20), ("二十八", 28), ("九十九", 99),
        ("百", 100), ("百五", 105), ("一百零五", 105), ("三百五十", 350), ("一百一十一", 111),
        ("千", 1000), ("一千零一", 1001), ("二千", 2000), ("三千五百", 3500),
        ("一万", 10_000), ("二万三千", 23_000), ("十二万", 120_000), ("二千万", 20_000_000),
        ("萬", 10_000), ("三百五十萬", 3_500_000),
        ("億", 10**8), ("一亿", 10**8), ("三億五千万", 350_000_000), ("十四億", 1_400_000_000),
        ("两万亿", 2 * 10**12), ("三万五千億", 3_500_000_000_000), ("兆", 10**12),
        ("二兆三億四万五千六百七十八", 2_000_300_045_678),
        # By place.
        ("一九九三", 1993), ("二〇二二", 2022), ("一二", 12), ("一〇〇", 100), ("〇七", 7),
        ("一〇〇万", 1_000_000), ("二万三〇〇〇", 23_000),
        # “Twenty or thirty”, “thirty or forty thousand”, “two hundred and three or four”.
        ("二三十", 30), ("三四万", 40_000), ("二百三四", 204),
    ],
)  # fmt: skip
def test_chinese(number: str, value: int) -> None:
    assert chinese_value(number) == value


@pytest.mark.parametrize(
    "number", ["", "十十", "二百三百", "十" * 2000, "甲", "三a", "12", "万一万"]
)
def test_no_chinese(number: str) -> None:
    with pytest.raises(ValueError, match="is no Chinese numeral"):
        chinese_value(number)


def test_signs_that_make_up_no_numeral_are_no_marker() -> None:
    assert marker_at("十二、总则") is not None
    assert marker_at("十十、总则") is None


def test_digits() -> None:
    assert [decimal_value(number) for number in ("7", "1.4", "12.", "٣", "१२", "1.10.")] == [
        7, 4, 12, 3, 12, 10,
    ]  # fmt: skip
    assert [superscript_value(number) for number in ("¹", "²", "³", "⁴⁰", "¹²³", "₉")] == [
        1, 2, 3, 40, 123, 9,
    ]  # fmt: skip
    assert [circled_value(number) for number in "①⑨⑩⑳⑴⑼⒇"] == [1, 9, 10, 20, 1, 9, 20]
    for read in (decimal_value, superscript_value):
        with pytest.raises(ValueError, match=r"invalid literal|not a digit"):
            read("x")
    with pytest.raises(ValueError, match="not a numeric"):
        circled_value("x")
