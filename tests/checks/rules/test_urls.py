from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.urls import CHECK
from polyloom.placeables.localized_links import DEFAULT_PATTERNS


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("See https://example.org.", "Ver https://example.org", "es"),
        ("See https://example.org.", "请看https://example.org。", "zh_Hans"),
        ("See https://example.org/a", "请看https://example.org/a了解", "zh_Hans"),
        ("See https://example.org, then", "انظر https://example.org، ثم", "ar"),
        ("(see https://example.org/a_(b))", "（https://example.org/a_(b)）", "ja"),
        ("[x](https://example.org/a)", "[y](https://example.org/a)", "de"),
        ("Write to a.b@example.org.", "Escriba a a.b@example.org", "es"),
        ("«https://de.example.org/Köln»", "„https://de.example.org/Köln“", "de"),
        ("no link", "sin enlace", "es"),
        ("a @ b", "a @ b", "fr"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "See https://example.org.",
            "Ver https://ejemplo.org.",
            "es",
            "https://example.org is missing from the translation",
        ),
        (
            "See https://example.org/a",
            "ดู",
            "th",
            "https://example.org/a is missing from the translation",
        ),
        (
            "Write to a@example.org",
            "Γράψτε στο a@example.gr",
            "el",
            "a@example.org is missing from the translation",
        ),
        (
            "https://a.org https://a.org",
            "https://a.org",
            "pt_BR",
            "https://a.org is in the source 2 times, in the translation 1 times",
        ),
        (
            "no link",
            "siehe https://a.org",
            "de",
            "https://a.org is in the translation more often than in the source",
        ),
        (
            "www.example.org",
            "www.example.com",
            "fr",
            "www.example.org is missing from the translation",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_an_address_of_the_own_locale_is_no_problem_where_the_project_allows_it() -> None:
    source = "See [it](https://en.wikipedia.org/wiki/Tea) and https://seeds.example/en/."
    wiki = "Vea [esto](https://es.wikipedia.org/wiki/Té) y https://seeds.example/en/."
    assert list(CHECK.run(TranslationPair(source, wiki, "en", "es"))) == []
    both = wiki.replace("/en/.", "/es/semillas.")
    assert len(list(CHECK.run(TranslationPair(source, both, "en", "es")))) == 1
    assert list(CHECK.run(TranslationPair(source, both, "en", "es", ("seeds.example/{locale}/",))))
    patterns = (*DEFAULT_PATTERNS, "seeds.example/{locale}/")
    assert list(CHECK.run(TranslationPair(source, both, "en", "es", patterns))) == []
    other = wiki.replace("es.wiki", "fr.wiki")
    assert len(list(CHECK.run(TranslationPair(source, other, "en", "es")))) == 1
