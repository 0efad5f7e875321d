from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.extra_numbers import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("December 15", "12月15日", "zh_Hans"),
        ("on February 1", "2月1日", "ja"),
        ("December", "Tháng 12", "vi"),
        ("three parties", "3 partis", "fr"),
        ("twenty-eight dead", "28 muertos", "es"),
        ("a dozen", "12 personas", "es"),
        ("the nineties", "los años 90", "es"),
        ("half of them", "el 50 %", "es"),
        ("at 3 p.m.", "15時", "ja"),
        ("see [it](a.md)", "vea [eso] (b12.md)[^3]", "es"),
        ("on Monday", "na 2ª-feira", "pt_BR"),
        ("a million people", "100万人", "zh_Hans"),
        ("in 2023", "พ.ศ. 2566", "th"),
        ("28 deaths", "28 muertos", "es"),
        ("We act", "Actuamos", "es"),
        ("the caller keeps them", "el que llama conserva `p1` y `Vec<u8>`", "es"),
        ("not a hex digit", "16진수가 아님", "ko"),
        ("the ground floor", "1층", "ko"),
        ("zeroing the memory", "메모리를 0으로 설정", "ko"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "28 deaths",
            "28 muertos en 2022",
            "es",
            "the number 2022 is in the translation but not in the source",
        ),
        (
            "The Congress",
            "第5届国会",
            "zh_Hans",
            "the number 5 is in the translation but not in the source",
        ),
        (
            "the caller keeps them",
            "el que llama conserva `p1` y 7 más",
            "es",
            "the number 7 is in the translation but not in the source",
        ),
        (
            "wait",
            "espere `404`",
            "es",
            "the number 404 is in the translation but not in the source",
        ),
        ("We leave", "غادرنا ٣", "ar", "the number 3 is in the translation but not in the source"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
