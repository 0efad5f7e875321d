from __future__ import annotations

import re
import unicodedata

import pytest

from polyloom.language.locales import script_of
from polyloom.language.scripts import (
    CJK,
    HAN,
    HANGUL,
    HANGUL_SYLLABLES,
    KANA,
    UNSPACED,
    has_blanks_between_sentences,
    has_italics,
    is_cjk,
    may_have_asian_scripts,
    share_in_script,
)


@pytest.mark.parametrize(
    ("locale", "script"),
    [
        ("es", "Latn"),
        ("zh_CN", "Hans"),
        ("zh_TW", "Hant"),
        ("zh_Hant", "Hant"),
        ("sr", "Cyrl"),
        ("sr@latin", "Latn"),
        ("ja", "Jpan"),
        ("az", "Latn"),
        ("ckb", "Arab"),
    ],
)
def test_the_script_of_a_locale(locale: str, script: str) -> None:
    assert script_of(locale) == script


def test_every_asian_character_may_be_one() -> None:
    asian = re.compile(f"[{UNSPACED}{CJK}{HANGUL}]").findall("".join(map(chr, range(0x110000))))
    assert [character for character in asian if not may_have_asian_scripts(character)] == []


def test_the_share_of_letters_in_a_script() -> None:
    assert share_in_script("Año 2022", "es") == 1.0
    assert share_in_script("これはテストです", "ja") == 1.0
    assert share_in_script("सीखना", "hi") == 1.0
    assert share_in_script("ab где", "ru") == 0.6
    assert share_in_script("123 …", "ru") is None


@pytest.mark.parametrize(
    ("ranges", "inside", "outside"),
    [
        (HAN, "国々〇㐀﨑𠀀", "のカ한，aก"),
        (KANA, "のカーㇰｶ", "国한。a"),
        (HANGUL_SYLLABLES, "한", "国のㄱa"),
        (UNSPACED, "国のカｶกກကខᥐᦀᨠꪀꧠ", "한aжاका，ཀ"),
        (CJK, "国のｶ，。「（々𠀀", "한aกー"[:-1]),
    ],
)
def test_ranges(ranges: str, inside: str, outside: str) -> None:
    pattern = re.compile(f"[{ranges}]")
    assert [character for character in inside if not pattern.match(character)] == []
    assert [character for character in outside if pattern.match(character)] == []


def test_ranges_hold_letters_of_the_scripts_by_unicode_name() -> None:
    names = (
        r"CJK UNIFIED|CJK COMPAT|HIRAGANA|KATAKANA|HALFWIDTH K|THAI|LAO|KHMER|MYANMAR|TAI |NEW TAI"
    )
    unspaced = re.compile(f"[{UNSPACED}]")
    letters = [chr(code) for code in range(0x80, 0x10000) if chr(code).isalpha()]
    named = {one for one in letters if re.match(names, unicodedata.name(one, ""))}
    found = set(filter(unspaced.match, letters))
    # The marks of repetition and of length have names of their own.
    assert {unicodedata.name(one) for one in named - found} == set()
    assert {one for one in found - named if unicodedata.name(one, "")} <= set("々ーゝゞヽヾｰﾞﾟゟヿ")


def test_cjk_is_told_character_by_character_as_by_its_ranges() -> None:
    pattern = re.compile(f"[{CJK}]")
    for code in range(0x2E00, 0x20010):
        assert is_cjk(chr(code)) == bool(pattern.match(chr(code)))
    assert not is_cjk("")


@pytest.mark.parametrize(
    ("locale", "blanks"),
    [
        ("zh_Hans", False),
        ("zh_TW", False),
        ("ja", False),
        ("yue", False),
        ("ja@x", False),
        ("zh@latin", True),
        ("ko", True),
        ("th", True),
        ("en", True),
        ("xx", True),
    ],
)
def test_blanks_between_sentences(locale: str, blanks: bool) -> None:
    assert has_blanks_between_sentences(locale) is blanks


def test_scripts_that_are_not_sloped() -> None:
    assert [
        has_italics(each) for each in ("es", "ru", "ja", "zh_Hant", "ko", "fa", "he", "th")
    ] == [
        True,
        True,
        *[False] * 6,
    ]
