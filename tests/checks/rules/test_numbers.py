from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.numbers import CHECK
from polyloom.checks.written_numbers import canonical


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("28 deaths on December 15", "28 muertos el 15 de diciembre", "es"),
        ("1,000.5 tonnes", "1.000,5 toneladas", "es"),
        ("1,000.5 tonnes", "1\u202f000,5 tonnes", "fr"),
        ("1,000.5 tonnes", "1\xa0000,5 Tonnen", "de"),
        ("1,000.5 tonnes", "١٬٠٠٠٫٥ طن", "ar"),
        ("almost 90%", "ما يقرب من ٪90", "ar"),
        ("almost 90%", "تقریباً ۹۰٪", "fa"),
        ("almost 90%", "लगभग ९०%", "hi"),
        ("almost 90%", "約９０％", "ja"),
        ("almost 90%", "près de 90\xa0%", "fr"),
        ("this Saturday the 17th", "el sábado 17", "es"),
        ("the 21st century", "el siglo XXI", "es"),
        ("the 21st century", "le XXIe siècle", "fr"),
        ("the 21st century", "二十一世纪", "zh_Hans"),
        ("in the 1990s", "en los años 90", "es"),
        ("in the 1990s", "20世纪90年代", "zh_Hans"),
        ("in the 1990s", "в 1990-х годах", "ru"),
        ("28,000 people", "2.8万人", "zh_Hans"),
        ("so it is[^1].", "so ist es.", "de"),
        ("see [it](ch04-01.md)", "véalo", "es"),
        ("28,000 people", "2万8000人", "ja"),
        ("28,000 people", "2만 8천 명", "ko"),
        ("5 million people", "500万人", "zh_Hans"),
        ("5 million people", "5 millones de personas", "es"),
        ("1.5 billion", "1.500 millones", "es"),
        ("8 hours", "ocho horas", "es"),
        ("2 hours and 40 minutes", "ساعتان و40 دقيقة", "ar"),
        ("Day 4", "اليوم الرابع", "ar"),
        ("at 3 p.m.", "à 15 h", "fr"),
        ("from 9:00 to 17:30", "von 9 bis 17.30 Uhr", "de"),
        ("12/15/2022", "15 de diciembre de 2022", "es"),
        ("in 2023", "ในปี 2566", "th"),
        ("December 15", "15 Δεκεμβρίου", "el"),
        ("December 15, 2022", "2022年12月15日", "ja"),
        ("{0} of 100: https://example.org/2022/x?n=5", "100 中的 {0}", "zh_Hans"),
        ("in 2019 300 people died", "en 2019 murieron 300 personas", "es"),
        ("versions 1.2.3 and 07", "版本 1.2.3 和 7", "zh_Hans"),
        ("sections 1,2,3", "第1、2、3节", "zh_Hans"),
        ("1,00,000 rupees", "१,००,००० रुपये", "hi"),
        ("&#8217;90", "90", "es"),
        ("We act", "Actuamos", "es"),
        ("the 3rd boat", "הסירה השלישית", "he"),
        ("the 4th boat", "a negyedik hajó", "hu"),
        ("the 1st boat", "ensimmäinen vene", "fi"),
        ("2 boats", "dvě lodě", "cs"),
        ("the 5th boat", "den femte båten", "nb"),
        ("a fleet of 1+ boats", "una flota de barcos", "es"),
        ("the 2nd boat", "a 2ª embarcação", "pt_BR"),
        ("boats and oars map 1 to 1", "배와 노는 일대일로 매핑됩니다", "ko"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("28 deaths", "20 muertos", "es", "the number 28 is missing from the translation"),
        ("28 deaths", "muertos", "pt_BR", "the number 28 is missing from the translation"),
        ("almost 90%", "近九成", "zh_Hans", "the number 90 is missing from the translation"),
        ("3.5 tonnes", "35 Tonnen", "de", "the number 3.5 is missing from the translation"),
        ("1,000 tonnes", "100 t", "ja", "the number 1,000 is missing from the translation"),
        (
            "the 1993 Constitution",
            "دستور 1992",
            "ar",
            "the number 1993 is missing from the translation",
        ),
        ("4 parties", "3 partis", "fr", "the number 4 is missing from the translation"),
        ("on the 17th", "στις 16", "el", "the number 17 is missing from the translation"),
        ("90 and 90 again", "nada", "es", "the number 90 is missing from the translation"),
        ("1+2 boats", "2 barcos", "es", "the number 1 is missing from the translation"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_canonical_forms_ignore_grouping() -> None:
    written = ["1,000,000", "1.000.000", "1 000 000", "1'000'000", "10,00,000", "1000000"]
    assert {canonical(number) for number in written} == {"1000000"}
    assert canonical("0.125") == "0.125"
    assert canonical("1.2.3") == "1.2.3"
