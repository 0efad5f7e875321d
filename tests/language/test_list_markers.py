"""Markers of points: the leave-alone cases first."""

from __future__ import annotations

import pytest

from polyloom.language.list_markers import defuse_marker, looks_like_marker, marker_at


@pytest.mark.parametrize(
    "text",
    [
        "1984. A year",
        "1).",
        "1)",
        "- ",
        "-5 degrees",
        "1.\u00a0a no-break space",
        "e.g. this",
        "ab) two letters",
        "(see) below",
        "",
    ],
)
def test_no_marker(text: str) -> None:
    assert marker_at(text) is None
    assert defuse_marker(text) == text


@pytest.mark.parametrize(
    ("text", "family", "ordinal", "body"),
    [
        ("1. x", "#.", 1, 3),
        ("12) x", "#)", 12, 4),
        ("(3)  x", "(#)", 3, 5),
        ("1)no blank", "#)", 1, 2),
        ("2.拥护", "#.", 2, 2),
        ("(3)表决权", "(#)", 3, 3),
        ("二.选举权", "一、", 2, 2),
        ("4 - x", "#-", 4, 4),
        ("2.) x", "#)", 2, 4),
        ("2.1) x", "#.#", 1, 5),
        ("➤ x", "◆", 0, 2),
        ("\U0001f449\U0001f3fd x", "◆", 0, 3),
        ("⚠\ufe0f x", "◆", 0, 3),
        ("3\ufe0f\u20e3 x", "#\u20e3", 3, 4),
        ("4/ x", "#-", 4, 3),
        ("b - x", "a-", 2, 4),
        ("ب- x", "أ-", 2, 3),
        ("§ 2 (1) x", "§#", 2, 8),
        ("b) x", "a)", 2, 3),
        ("(c) x", "(a)", 3, 4),
        ("D) x", "A)", 4, 3),
        ("-\tx", "-", 0, 2),
        ("* x", "*", 0, 2),
        ("• x", "•", 0, 2),
    ],
)
def test_marker(text: str, family: str, ordinal: int, body: int) -> None:
    found = marker_at(text)
    assert found is not None
    marker, begin = found
    assert (marker.family, marker.ordinal, begin) == (family, ordinal, body)
    assert looks_like_marker(marker.text)
    assert marker_at(defuse_marker(text)) is None


@pytest.mark.parametrize(
    ("text", "family", "ordinal", "weak"),
    [
        ("1.1 Scope", "#.#", 1, True),
        ("1.5 million", "#.#", 5, True),
        ("A. Smith", "A.", 1, True),
        ("iv) four", "i)", 4, False),
        ("(IV) four", "(I)", 4, False),
        ("i. one", "i.", 1, True),
        ("§ 3 Of land", "§#", 3, True),
        ("+ more", "+", 0, True),
        ("– more", "–", 0, True),
        ("— more", "—", 0, True),
        ("· more", "·", 0, False),
        ("一、总则", "一、", 1, True),
        ("（二）目的", "（一）", 2, False),
        ("③其他", "①", 3, False),
        ("١- نص", "#-", 1, True),
        ("ب) نص", "أ)", 2, False),
        ("१. पाठ", "#.", 1, False),
        ("б) текст", "а)", 2, False),
        ("ґ) текст", "а)", 5, False),
        ("Б. Текст", "А.", 2, True),
        ("Β. Κείμενο", "Α.", 2, True),
        ("[12] note", "[#]", 12, False),
        ("² note", "^#", 2, False),
        ("† note", "†", 0, False),
    ],
)
def test_markers_of_many_scripts(text: str, family: str, ordinal: int, weak: bool) -> None:
    found = marker_at(text)
    assert found is not None
    assert (found[0].family, found[0].ordinal, found[0].weak) == (family, ordinal, weak)
    assert marker_at(defuse_marker(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "第三条规定了权利",
        "第十二条 公民",
        "제3조 ①x",
        "十二个人",
        "mix. of things",
        "А. В. Коваль",
        "The country",
        "1.5x",
        "²",
        "1984) x",
        "ab. c",
    ],
)
def test_no_marker_of_many_scripts(text: str) -> None:
    assert marker_at(text) is None


def test_a_section_may_begin_with_its_first_point() -> None:
    found = marker_at("§ 3 (1) x")
    assert found is not None
    assert (found[0].text, found[0].ordinal, found[1]) == ("§ 3 (1)", 3, 8)
    second = marker_at("§ 3 (2) x")
    assert second is not None
    assert second[0].text == "§ 3"


def test_a_letter_may_be_a_roman_number() -> None:
    found = marker_at("v) five")
    assert found is not None
    assert found[0].other is not None
    assert (found[0].other.family, found[0].other.ordinal) == ("i)", 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. May", "1.\u00a0May"),
        ("> 50", ">\u00a050"),
        ("①甲", "①\u2060甲"),
        ("– so", "–\u00a0so"),
        ("plain", "plain"),
    ],
)
def test_defusing_is_typographically_harmless(text: str, expected: str) -> None:
    assert defuse_marker(text) == expected


def test_sections_in_a_row_are_no_nest_of_markers() -> None:
    found = marker_at("§ 1 " * 5000 + "x")
    assert found is not None
    assert found[0].text == "§ 1"


def test_a_word_behind_a_number_without_any_blank() -> None:
    found = marker_at("1)Bread")
    assert found is not None
    assert (found[0].text, found[1]) == ("1)", 2)
