from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.lost_negation import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("The rule does not apply to guests.", "La regla no se aplica a los huéspedes.", "es"),
        ("The rule does not apply to guests.", "A regra nunca se aplica aos hóspedes.", "pt_BR"),
        ("The file is not visible here.", "El archivo es invisible aquí.", "es"),
        ("The button does not work today.", "El botón deja de funcionar hoy.", "es"),
        ("You must not touch the wire.", "Evite tocar o fio.", "pt"),
        ("Do not forget your keys at home.", "Recuerda tomar tus llaves de casa.", "es"),
        ("I do not think they will come.", "Creo que se quedarán en casa.", "es"),
        ("It was fun, wasn't it?", "Fue divertido, ¿verdad?", "es"),
        ("It does not work until you restart.", "Funciona tras reiniciar el equipo.", "es"),
        ("This is not only cheap, it is good.", "Es barato y además bueno.", "es"),
        ("Run `do not stop` and wait.", "Ejecute `do not stop` y espere.", "es"),
        # Pairs in which such a translation may well be right.
        ("The device is not switched on now.", "L’appareil est éteint pour le moment.", "fr"),
        ("The rule does not apply to guests.", "Die Regel gilt für alle Gäste im Haus.", "de"),
        ("La regla no se aplica.", "The rule applies.", "en"),
    ],
)
def test_leaves_good_translations_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_other_source_languages_alone() -> None:
    assert messages("Ne do not vidi tega kraja", "Ve ese lugar tan bonito", "es", "sl") == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "denied"),
    [
        (
            "The rule does not apply to guests.",
            "La regla se aplica a los huéspedes.",
            "es",
            "does not",
        ),
        ("You can’t open the door from here.", "Pode abrir a porta daqui.", "pt_BR", "can’t"),
        ("The lift is not running today.", "L'ascensor funciona avui.", "ca", "is not"),
        ("They will not pay the whole sum.", "Pagarán toda la suma.", "es_MX", "will not"),
    ],
)
def test_finds_a_lost_negation(source: str, translation: str, locale: str, denied: str) -> None:
    assert messages(source, translation, locale) == [
        f"the source says “{denied}”, the translation has no word of negation"
    ]
