from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.whitespace import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Name: ", "Nom : ", "fr"),
        ("\nName\n", "\n名称\n", "zh_Hans"),
        ("Name", "اسم", "ar"),
        ("Name", " ", "es"),
        (" ", "x", "de"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "Name: ",
            "Nom :",
            "fr",
            "the translation ends with no white space, the source with a blank",
        ),
        (
            "Name",
            "Name\n",
            "de",
            "the translation ends with a line break, the source with no white space",
        ),
        (
            "Name",
            "\xa0Nombre",
            "es",
            "the translation begins with a no-break blank, the source with no white space",
        ),
        (
            "  Name",
            "名",
            "ja",
            "the translation begins with no white space, the source with 2 times a blank",
        ),
        (
            "Name\n \n",
            "ชื่อ\n",
            "th",
            "the translation ends with a line break, the source with white space (\\n \\n)",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
