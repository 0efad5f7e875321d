from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.brackets import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("law (draft)", "ley (borrador)", "es"),
        ("law (draft)", "法律（草案）", "zh_Hans"),
        ("law (1)", "法（1)", "ja"),
        ("a) first", "a) premier", "fr"),
        ("first", "1) primero; 2) segundo", "es"),
        ("hello :)", "hola :)", "es"),
        ("1) that", "1）那", "zh_Hans"),
        ("law (draft", "ley (borrador", "es"),
        ("[x] {y}", "【x】 {y}", "ja"),
        ("none", "ninguno", "es"),
        ("hello", "hola :-( （aquí）", "es"),
        ("a colon", "dos puntos (:)", "es"),
        ("law (draft)", "قانون (مسودة)", "ar"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("law (draft)", "ley (borrador", "es", "the bracket ( in “ley (borrador” is never closed"),
        ("law", "ley)", "pt_BR", "the bracket ) in “ley)” was never opened"),
        (
            "law [draft]",
            "Gesetz [Entwurf)",
            "de",
            "the bracket ) in “Gesetz [Entwurf)” was never opened",
        ),
        ("law", "「法律", "ja", "the bracket 「 in “「法律” is never closed"),
        ("law (draft)", "法律（草案", "zh_Hans", "the bracket ( in “法律（草案” is never closed"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_leaves_what_is_a_lost_link_to_links() -> None:
    assert messages("see [it](a.md)", "véalo [aquí(a.md)", "es") == []
    assert messages("see [it](a.md)", "[véalo](a.md) (aquí", "es") != []
