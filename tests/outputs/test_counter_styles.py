from __future__ import annotations

import pytest

from polyloom.outputs.counter_styles import CounterStyle, parse_marker

LETTERS = CounterStyle("lower-alpha", "a", "", ")")


@pytest.mark.parametrize("marker", ["", "-", "•", "§3", "1.2.", "01)", "Ab.", "iiii.", "aa)", "1"])
def test_leaves_alone_what_html_cannot_count(marker: str) -> None:
    assert parse_marker(marker) is None


@pytest.mark.parametrize("marker", ["(1", "1))", "（1)", "(1.", "1234567890.", "a1)", "²)", "𝟏."])
def test_leaves_alone_what_is_no_marker(marker: str) -> None:
    assert parse_marker(marker) is None


@pytest.mark.parametrize(
    ("marker", "base", "style", "value"),
    [
        ("1.", "decimal", "", 1),
        ("0.", "decimal", "", 0),
        ("1)", "decimal", "decimal-paren", 1),
        ("(12)", "decimal", "decimal-parens", 12),
        ("（3）", "decimal", "decimal-wide-parens", 3),
        ("4、", "decimal", "decimal-comma", 4),
        ("a.", "lower-alpha", "", 1),
        ("c)", "lower-alpha", "lower-alpha-paren", 3),
        ("B.", "upper-alpha", "", 2),
        ("i.", "lower-roman", "", 1),
        ("iv)", "lower-roman", "lower-roman-paren", 4),
        ("I.", "upper-roman", "", 1),
        ("MCMXCIX.", "upper-roman", "", 1999),
        ("٢)", "arabic-indic", "arabic-indic-paren", 2),
        ("۳.", "persian", "persian-point", 3),
    ],
)
def test_reads_markers(marker: str, base: str, style: str, value: int) -> None:
    number = parse_marker(marker)
    assert number is not None
    counter, read = number
    assert (counter.base, counter.name, read) == (base, style, value)


def test_a_letter_goes_on_with_letters() -> None:
    assert parse_marker("i)", LETTERS) == (LETTERS, 9)
    assert parse_marker("v)") == (LETTERS, 22)


def test_a_roman_number_goes_on_with_roman_numbers() -> None:
    roman = CounterStyle("lower-roman", "i", "", ".")
    assert parse_marker("v.", roman) == (roman, 5)


def test_suffixes_bring_their_blank_unless_they_are_full_width() -> None:
    assert CounterStyle("decimal", "", "", ")").suffix == ") "
    assert CounterStyle("decimal", "", "（", "）").suffix == "）"
