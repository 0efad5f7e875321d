from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.untranslated_passage import CHECK
from polyloom.model import TextSpan

SOURCE = "Open the window first. Then you may water the plants of your aunt."


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        (SOURCE, "Abre primero la ventana. Luego puedes regar las plantas de tu tía.", "es"),
        # Titles, quotations, what is emphasised or an element, code.
        ("She read The Man of the West.", "Leyó The Man of the West.", "es"),
        (
            "Press “copy it to the end of the list”.",
            "Pulse «copy it to the end of the list».",
            "es",
        ),
        ("The *end of the long line* rule", "Die Regel *end of the long line*", "de"),
        ("Choose <b>save it to the disk</b> now", "Wähle jetzt <b>save it to the disk</b>", "de"),
        ("Run `make it to the end` now", "Starte `make it to the end`", "de"),
        (
            "x = 1\nif it is not in the list:\n  pass",
            "x = 2\nif it is not in the list:\n  pass",
            "es",
        ),
        # All of it is left: another check says so.
        (SOURCE, SOURCE, "es"),
        (SOURCE, SOURCE.replace("aunt", "tía"), "es"),
        # Words that both languages have.
        ("Non in una di questa vita", "Non in una di questa vita", "it"),
    ],
)
def test_leaves_good_translations_alone(source: str, translation: str, locale: str) -> None:
    assert list(CHECK.run(TranslationPair(source, translation, "en", locale))) == []


@pytest.mark.parametrize(
    ("translation", "locale", "passage"),
    [
        (
            "Abre la ventana. Then you may water the plants of your aunt.",
            "es",
            "Then you may water the plants of your aunt",
        ),
        (
            "Öffne zuerst das Fenster. Danach kannst du water the plants of your aunt.",
            "de",
            "water the plants of your aunt",
        ),
        (
            "まず窓を開けます。 Then you may water the plants.",
            "ja",
            "Then you may water the plants",
        ),
    ],
)
def test_finds_what_was_left(translation: str, locale: str, passage: str) -> None:
    (problem,) = CHECK.run(TranslationPair(SOURCE, translation, "en", locale))
    assert problem.message == f"“{passage}” of the source was left in the translation"
    start = translation.index(passage)
    assert problem.span == TextSpan(start, start + len(passage))
