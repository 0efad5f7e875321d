from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.units import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Wait for 30 minutes.", "Espere 30 minutos.", "es"),
        ("Wait for 30 minutes.", "Warten Sie 30 Min. lang.", "de"),
        ("A disk of 512 MB or 4 GB", "Un disque de 512 Mo ou de 4 Go", "fr"),
        ("A 24-hour clock", "Часы на 24 ч", "ru"),
        ("It takes 20 seconds.", "20秒かかります。", "ja"),
        ("It takes 3 weeks.", "Trvá to 3 týdny.", "cs"),
        # Other figures: converted, or for others to judge.
        ("After 5 miles turn left.", "Nach 8 km links abbiegen.", "de"),
        ("After 2 weeks", "Después de 14 días", "es"),
        # Decades, prices in gold, and what only looks like a unit.
        ("in the 1980s", "in de jaren 1980 y", "nl"),
        ("Cost: 6g", "Coût : 6 po", "fr"),
        ("They came to 20 in May", "Sie kamen auf 20 m", "de"),
        ("Both 5 m wide and 5 minutes away", "5 m de large et à 5 minutes", "fr"),
        (
            "The column `30 minutes` is empty.",
            "La columna `30 minutes` está vacía, 30 horas.",
            "es",
        ),
        ("It drives 40 km/hr.", "Conduce a 40 km/h.", "es"),
        ("Weighs 2 tons", "Pèse 2 tonnes", "fr"),
    ],
)
def test_leaves_good_units_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "was", "now"),
    [
        ("The talk takes 45 minutes.", "La charla dura 45 horas.", "es", "45 minutes", "45 horas"),
        ("The well is 7 km away.", "Der Brunnen ist 7 m entfernt.", "de", "7 km", "7 m"),
        ("Up to 20 GB are free.", "До 20 МБ бесплатно.", "ru", "20 GB", "20 МБ"),
        ("It boils at 100 °C.", "Elle bout à 100 °F.", "fr", "100 °C", "100 °F"),
        ("after 3 days", "3 週間後", "ja", "3 days", "3 週間"),
        ("Keep it for 2 years.", "احتفظ به ٢ أسبوع.", "ar", "2 years", "٢ أسبوع"),
        ("A 12-month plan", "Plan na 12 godzin", "pl", "12 month", "12 godzin"),
    ],
)
def test_finds_another_unit(source: str, translation: str, locale: str, was: str, now: str) -> None:
    assert messages(source, translation, locale) == [f"“{was}” of the source has become “{now}”"]


def test_finds_it_whatever_the_source_language_is() -> None:
    assert messages("Dura 45 minutos.", "It takes 45 hours.", "en", "es") == [
        "“45 minutos” of the source has become “45 hours”"
    ]
