from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.double_spaces import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("one two", "uno dos", "es"),
        ("Congress defends  in it", "El Congreso  defiende", "es"),
        ("one\n  two", "eins\n  zwei", "de"),
        ("one two", "一\u3000二", "ja"),
        ("what?", "quoi\u202f?", "fr"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("one two", "uno  dos", "es", "there are several blanks between “uno” and “dos”"),
        ("one: two", "un \xa0: deux", "fr", "there are several blanks between “un” and “:”"),
        ("one two", "واحد  اثنان", "ar", "there are several blanks between “واحد” and “اثنان”"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
