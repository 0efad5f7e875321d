"""Numbers read out of prose: each with a wrong value beside it, which must not do instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.checks.written_numbers import canonical, numbers, unexpressed


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("0", "0"), ("7", "7"), ("007", "7"), ("000", "0"), ("1000", "1000"),
        # Thousands: groups of three, with whatever sign.
        ("1,000", "1000"), ("1.000", "1000"), ("12,345", "12345"), ("999.999", "999999"),
        ("1,000,000", "1000000"), ("1.000.000", "1000000"), ("1 000 000", "1000000"),
        ("1\u00a0000", "1000"), ("1\u202f000", "1000"), ("1\u2009000", "1000"),
        ("1'000'000", "1000000"), ("1’000", "1000"), ("1٬000٬000", "1000000"),
        # Decimals: anything but groups of three, or behind a nought.
        ("1,5", "1.5"), ("1.5", "1.5"), ("1,00", "1.00"), ("1.0000", "1.0000"), ("1٫5", "1.5"),
        ("0,125", "0.125"), ("0.125", "0.125"), ("00,125", "0.125"), ("1234,567", "1234.567"),
        ("3·5", "3.5"),
        # Both: the last sign of its kind stands before decimals.
        ("1,000.5", "1000.5"), ("1.000,5", "1000.5"), ("1 000,5", "1000.5"),
        ("1,234,567.89", "1234567.89"), ("1.234.567,89", "1234567.89"), ("1٬000٫5", "1000.5"),
        ("1,000.000", "1000.000"),
        # Groups of two, as in India.
        ("1,00,000", "100000"), ("12,34,567", "1234567"),
        ("10,00,0000", "10.00.0000"), ("100,00,000", "100.00.000"), ("1,5.3.2", "1.5.3.2"),
        # Versions and dates.
        ("1.2.3", "1.2.3"), ("1,2,3", "1.2.3"), ("17.12.2022", "17.12.2022"),
        ("1.02.003", "1.02.003"),
    ],
)  # fmt: skip
def test_canonical_forms(written: str, form: str) -> None:
    assert canonical(written) == form


@given(st.integers(0, 10**9))
def test_grouping_is_nothing_to_a_number(number: int) -> None:
    for sign in ",.'’ \u00a0\u202f":
        assert canonical(f"{number:,}".replace(",", sign)) == str(number)


@given(st.integers(0, 10**6), st.sampled_from(["0", "00", "5", "25", "1234"]))
def test_decimals_are_told_from_thousands(number: int, decimals: str) -> None:
    grouped = f"{number:,}"
    assert canonical(f"{grouped}.{decimals}") == f"{number}.{decimals}"
    assert canonical(f"{grouped.replace(',', '.')},{decimals}") == f"{number}.{decimals}"


# A source text with a number, a translation that says it otherwise, and one that says another.
SAID_OTHERWISE = [
    ("in 1993", "一九九三年", "一九九二年", "zh"),
    ("in 2022", "二〇二二年", "二〇二三年", "zh"),
    ("350 people", "三百五十人", "三百五人", "zh"),
    ("105 people", "一百零五人", "一百五十人", "zh"),
    ("23,000 people", "二万三千人", "二万二千人", "zh"),
    ("20,300 people", "二万三百人", "二万三千人", "zh"),
    ("1,000,000 people", "一〇〇万人", "一〇万人", "ja"),
    ("100000000 yen", "一億円", "一万円", "ja"),
    ("350,000,000 yen", "三億五千万円", "三億五百万円", "ja"),
    ("2,000,000,000,000 yuan", "两万亿元", "两千亿元", "zh"),
    ("3 or 4", "三四人", "三五人", "zh"),
    ("the 8th century", "siglo VIII", "siglo IIX", "es"),
    ("the 9th century", "siglo IX", "siglo XI", "es"),
    ("the 19th century", "le XIXe siècle", "le XXIe siècle", "fr"),
    ("in 1994", "MCMXCIV", "MCMXCVI", "es"),
    ("the 1st", "le Ier", "le IIe", "fr"),
    ("28,000 people", "2.8万人", "2.7万人", "zh"),
    ("28,000 people", "2만 8천 명", "2만 7천 명", "ko"),
    ("28,500 people", "2万8500人", "2万8400人", "ja"),
    ("150,000,000", "1億5000万", "1億500万", "ja"),
    ("3,000,000,000,000", "3조", "3억", "ko"),
    ("12", "doce", "trece", "es"),
    ("28", "veintiocho", "veintisiete", "es"),
    ("28", "twenty-eight", "twenty-seven", "en"),
    ("28", "twenty and eight", "twenty of the eight", "en"),
    ("40", "quarante", "trente", "fr"),
    ("3 p.m.", "15 h", "14 h", "fr"),
    ("15:00", "下午3点", "下午4点", "zh"),
    ("15:00", "3 p.m.", "3 a.m.", "en"),
    ("12/15/2022", "15 de diciembre de 2022", "15 de noviembre de 2022", "es"),
    ("5/1", "1 мая", "1 июня", "ru"),
    ("in 2023", "ปี 2566", "ปี 2567", "th"),
    ("in 2023", "سال ۱۴۰۲", "سال ۱۴۰۵", "fa"),
    ("in 2024", "سال ۱۴۰۲", "سال ۱۴۰۱", "fa"),
    ("in the 1990s", "años 90", "años 80", "es"),
    ("5,000,000", "5 millones", "5 mil", "es"),
    ("1.5 billion", "1.500 millones", "1.500 mil", "es"),
    ("1 and 2", "1 y ²", "1 y ³", "es"),
    ("H2O", "H₂O", "H₃O", "es"),
    ("1,000.5", "١٬٠٠٠٫٥", "١٬٠٠٠٫٦", "ar"),
    ("2", "ساعتان", "", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "right", "wrong", "locale"), SAID_OTHERWISE)
def test_said_otherwise(source: str, right: str, wrong: str, locale: str) -> None:
    assert unexpressed(source, "en", right, locale) == []
    if wrong:
        assert unexpressed(source, "en", wrong, locale) != []


def test_numbers_stand_in_order_and_not_in_addresses_or_placeholders() -> None:
    text = "From 9:00 on the 17th, {0} of 1,000.5 at https://example.org/2022 &#8217;"
    assert numbers(text, "en") == ["9", "17", "1000.5"]
    assert numbers("२०२२ और ٣", "hi") == ["2022", "3"]
    assert numbers("2ª-feira, 3", "pt_BR") == ["3"]
    assert numbers("thứ 2 và 3", "vi") == ["3"]
    assert numbers("thứ 2 và 3", "en") == ["2", "3"]
    assert numbers("in 2019 300 people", "en") == ["2019", "300"]
    assert numbers("they won 3:0", "en") == ["3", "0"]
    assert numbers("10:05 and 10:00 and 8h00", "en") == ["10", "5", "10", "8"]


def test_a_number_that_is_missing_twice_is_told_once() -> None:
    assert unexpressed("90 and 90 and 3", "en", "nada", "es") == ["90", "3"]
