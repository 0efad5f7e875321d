from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.months_and_weekdays import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Founded on 9 April 1998.", "Fundada el 9 de abril de 1998.", "es"),
        ("Founded on 9 April 1998.", "Gegründet am 9.4.1998.", "de"),
        ("Founded on 4 April 1998.", "Gegründet am 4.4.1998.", "de"),
        ("Founded on April 9, 1998.", "1998年4月9日に設立。", "ja"),
        ("Founded on April 9, 1998.", "成立于1998年四月九日。", "zh_CN"),
        ("Founded on April 9, 1998.", "Založeno 9. dubna 1998.", "cs"),
        ("In September 2011", "2011 syyskuussa", "fi"),
        ("In January 2011", "W styczniu 2011 roku", "pl"),
        ("In August 2011", "Στις αρχές Αυγούστου του 2011", "el"),
        ("In November 2011", "2011 yılının Kasım ayında", "tr"),
        ("In February 2011", "في شباط 2011", "ar"),
        ("In February 2011", "في فيفري 2011", "ar"),
        ("In June 2011", "Vào tháng 6 năm 2011", "vi"),
        ("Closed on Mondays and on Sunday", "Montags und am Sonntag geschlossen", "de"),
        ("Closed on Monday", "Fechado na segunda", "pt_BR"),
        ("Closed on Saturday", "星期六关门", "zh_CN"),
        ("Closed on Saturday", "În zilele de sâmbătă este închis", "ro"),
        ("“Black Friday” is coming.", "Der „Black Friday“ kommt.", "de"),
        # Words and names, and no months.
        ("You may march on, April said.", "Puedes seguir, dijo Ana.", "es"),
        ("June and August are friends.", "Julia y Augusto son amigos.", "es"),
        ("May I ask 3 things?", "¿Puedo preguntar 3 cosas?", "es"),
        ("Run `cal March 2020` now", "Ejecute `cal` ahora", "es"),
        # Another calendar.
        ("Written on 21 March 2020.", "نوشته شده در ۲ فروردین ۱۳۹۹.", "fa"),
        ("x", "3 mayo 2020", "es"),
    ],
)
def test_leaves_good_dates_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "was", "now"),
    [
        ("Founded on 9 April 1998.", "Fundada el 9 de agosto de 1998.", "es", "April", "agosto"),
        ("It ended on May 5, 1821.", "Es endete am 5. März 1821.", "de", "May", "März"),
        ("It ended on 6 Jun 1944.", "Это кончилось 6 июля 1944.", "ru", "Jun", "июля"),
        ("They meet on Tuesday.", "Ils se réunissent le jeudi.", "fr", "Tuesday", "jeudi"),
    ],
)
def test_finds_another_name(source: str, translation: str, locale: str, was: str, now: str) -> None:
    assert messages(source, translation, locale) == [f"{was} of the source has become {now}"]


@pytest.mark.parametrize(
    ("source", "translation", "locale", "was"),
    [
        ("It was built in December 1963.", "Se construyó en 1963.", "es", "December"),
        ("It was built on 3 March 1963.", "Se construyó el 3 de 1963.", "es", "March"),
        ("They meet on Tuesdays.", "星期四见面。", "zh_CN", "Tuesday"),
        ("Until Wednesday it is open.", "Es ist lange offen.", "de", "Wednesday"),
    ],
)
def test_finds_a_missing_name(source: str, translation: str, locale: str, was: str) -> None:
    assert messages(source, translation, locale) == [
        f"{was} of the source is missing from the translation"
    ]


def test_finds_it_whatever_the_source_language_is() -> None:
    assert messages("Am 3. Mai 2020", "On 3 March 2020", "en", "de") == [
        "Mai of the source has become March"
    ]
