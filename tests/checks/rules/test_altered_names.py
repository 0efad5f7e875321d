from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.altered_names import CHECK
from polyloom.model import TextSpan


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("They voted for Castillo.", "Votaron por Castillo.", "es"),
        # Forms of the language, endings, accents, doubled letters.
        ("They went to Finland.", "Sie fuhren nach Finnland.", "de"),
        ("They spoke of Philip.", "Hablaron de Filip.", "cs"),
        ("He left with Konrad.", "Odszedł z Konradem.", "pl"),
        ("He read Alexander again.", "Il relut Alexandre.", "fr"),
        ("He sold the Stories there.", "Il vendit les Stoires là.", "fr"),
        ("They met Maria Keshar there.", "Potkali tam Maria Kesžar.", "cs"),
        ("They met Maria Kasparov.", "Encontraron a Maria Kasparof.", "es"),
        # Missing, or written in another script.
        ("They voted for Castillo.", "Votaron por él.", "es"),
        ("They voted for Castillo.", "Они голосовали за Кастильо.", "ru"),
        # Short names, code, a word that the source has as well.
        ("They called Brian.", "Llamaron a Brain.", "es"),
        ("We call `the Fujimori` now", "Llamamos `the Fuijmori`", "es"),
        ("Both Martin and Matrin came.", "Vino Matrin.", "es"),
        # At the beginning of a sentence any word has a capital.
        ("Dessert is served.", "Desesrt se sirve.", "es"),
    ],
)
def test_leaves_good_names_alone(source: str, translation: str, locale: str) -> None:
    assert list(CHECK.run(TranslationPair(source, translation, "en", locale))) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "name", "word"),
    [
        ("He voted for Castillo.", "Votó por Catsillo.", "es", "Castillo", "Catsillo"),
        ("A car by Mercedes.", "Auto marki Merecdesem.", "pl", "Mercedes", "Merecdesem"),
        ("with Dina Boluarte", "con Dina Bolluarte", "es", "Boluarte", "Bolluarte"),
        ("with Dina Boluarte", "avec Dina Bouarte", "fr", "Boluarte", "Bouarte"),
        ("with Dina Boluarte", "mit Dina Bonuarte", "de", "Boluarte", "Bonuarte"),
        (
            "He uses the Bluetooth.",
            "（Bluteooth）を使う",
            "ja",
            "Bluetooth",
            "Bluteooth",
        ),
    ],
)
def test_finds_a_slip(source: str, translation: str, locale: str, name: str, word: str) -> None:
    (problem,) = CHECK.run(TranslationPair(source, translation, "en", locale))
    assert problem.message == f"the name “{name}” of the source is written “{word}”"
    start = translation.index(word)
    assert problem.span == TextSpan(start, start + len(word))
