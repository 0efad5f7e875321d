from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.spacing import CHECK


def corrections(source: str, translation: str, locale: str) -> list[str | None]:
    """What each problem has as its correction."""
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.correction.text if problem.correction else None for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Who decides?", "Qui décide\u00a0?", "fr"),
        ("Who decides?", "Qui décide\u202f?", "fr"),
        ("“yes”", "«\u00a0oui\u00a0»", "fr"),
        ("at 12:30", "à 12:30", "fr"),
        ("std::io is `a:`", "std::io est `a: b`", "fr"),
        ("See https://a.example/?b", "Voir https://a.example/?b", "fr"),
        ("End :-)", "Fin :-)", "fr"),
        ("Note: see :ref:`x`", "Note\u00a0: voir :ref:`x`", "fr"),
        ("Note&nbsp;: yes", "Remarque&nbsp;: oui", "fr"),
        ("Cats &amp; dogs", "Chats &amp; chiens", "fr"),
        ("TODO: this", "TODO: ceci", "fr"),
        ("code:\n- a\nname: b", "code:\n- a\nname: c", "fr"),
        ("text;editor;", "texte;éditeur;", "fr"),
        ("Who decides?", "Qui décide?", "fr_CA"),
        ("Name: x", "Nom\u00a0: x", "fr_CA"),
        ("Who decides?", "Qui décide?", "fr_CH"),
        ("Name: x", "Nombre: x", "es"),
        ("Name : x", "Nombre : x", "es"),
        ("“yes”", "«sí»", "es"),
        ("the marks « and »", "las marcas « y »", "es"),
        ("« x »", "« x »", "es"),
        ("“yes”", "« ja »", "de"),
        ("End :)", "Fin :)", "es"),
        ("Run . :ref:`x`", "Ejecuta . :ref:`x`", "es"),
        ("Name: x", "名称 : x", "zh"),
        ("Who decides?", "Piv a zibab ?", "br"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert corrections(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("Who decides?", "Qui décide ?", "fr", "Qui décide\u00a0?"),
        ("Who decides?", "Qui décide?", "fr", "Qui décide\u00a0?"),
        ("Really?!", "Vraiment ?!", "fr", "Vraiment\u00a0?!"),
        ("“yes”: no", "« oui » : non", "fr", "«\u00a0oui\u00a0»\u00a0: non"),
        ("“yes”", "«oui»", "fr", "«\u00a0oui\u00a0»"),
        ("**Note**: yes", "**Note** : oui", "fr", "**Note**\u00a0: oui"),
        ("The `x`: yes", "Le `x`: oui", "fr", "Le `x`\u00a0: oui"),
        ("Who decides?", "Qui décide ?", "fr_CA", "Qui décide\u00a0?"),
        ("Name: x", "Nom: x", "fr_CA", "Nom\u00a0: x"),
        ("Name: x", "Nom : x", "fr_CH", "Nom\u00a0: x"),
        ("Name: x", "Nombre : x", "es", "Nombre: x"),
        ("Who decides?", "Wer entscheidet ?", "de", "Wer entscheidet?"),
        ("“yes” or “no”", "« sí » o «no »", "es", "«sí» o «no»"),
        ("“yes”", "«\u00a0да\u00a0»", "ru", "«да»"),
        ("one, two", "واحد ، اثنان", "ar", "واحد، اثنان"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, corrected: str) -> None:
    assert corrections(source, translation, locale) == [corrected]


def test_finds_plain_blanks_and_missing_ones() -> None:
    found = corrections("one: two; x", "un : deux; x", "fr")
    assert found == ["un\u00a0: deux; x", "un : deux\u00a0; x"]


def test_what_is_as_it_should_be_is_counted() -> None:
    assert CHECK.observed is not None
    assert [*CHECK.observed("fr")] == ["plain_blank", "no_blank"]
    assert CHECK.observed("fr")["no_blank"].search("Qui\u202f?")
    assert CHECK.observed("es")["blank_before"].search("Nombre: x")
    assert CHECK.observed("zh") == {}
