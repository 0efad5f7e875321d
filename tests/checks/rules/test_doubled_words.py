from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.doubled_words import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("We organize ourselves", "Nous nous organisons", "fr"),
        ("those who know them", "die, die die Regeln kennen", "de"),
        ("children", "anak anak", "id"),
        ("slowly", "धीरे धीरे", "hi"),
        ("slowly", "yavaş yavaş", "tr"),
        ("slowly", "σιγά σιγά", "el"),
        ("little by little the lake rose", "شيئا فشيئا، يوما يوما ارتفع الماء", "ar"),
        ("almost", "quasi quasi", "it"),
        ("at dusk", "zaraz zaraz będzie wieczór", "pl"),
        ("in many places", "տեղ տեղ", "hy"),
        ("various lakes", "ნაირ ნაირ ტბები", "ka"),
        ("many lakes", "көп көп көлдөр", "ky"),
        ("bye bye", "adiós adiós", "es"),
        ("The the end", "La la fin", "fr"),
        ("5 5", "5 5", "es"),
        ("every day", "วัน วัน", "th"),
        ("rules", "规则 规则", "zh_Hans"),
        ("one. One", "uno. Uno", "es"),
        ("- - -", "- - -", "de"),
        ("x x", "x x", "pt_BR"),
        ("satisfied with your changes", "οι αλλαγές σας σας ικανοποιούν", "el"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("the crisis", "de la la crisis", "es", "“la” stands twice in a row"),
        ("the crisis", "La\nla crisis", "es", "“La” stands twice in a row"),
        ("of the crisis", "da crise (da da crise)", "pt_BR", "“da” stands twice in a row"),
        ("the crisis", "vista [la la crisis", "es", "“la” stands twice in a row"),
        ("in the house", "im im Haus.", "de", "“im” stands twice in a row"),
        ("we and they", "kami dan dan mereka", "id", "“dan” stands twice in a row"),
        ("the state", "το το κράτος", "el", "“το” stands twice in a row"),
        ("boats and oars", "ნავები და და ნიჩბები", "ka", "“და” stands twice in a row"),
        ("boats and oars", "qayiqlar va va eshkaklar", "uz", "“va” stands twice in a row"),
        ("of the rules", "के के नियम", "hi", "“के” stands twice in a row"),
        ("in the country", "في في البلد", "ar", "“في” stands twice in a row"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_as_many_doublings_as_in_the_source_are_fine() -> None:
    assert messages("very very good", "muy muy bueno", "es") == []
    assert messages("very very good", "muy muy bueno de la la casa", "es") != []
