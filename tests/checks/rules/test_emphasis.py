from __future__ import annotations

from functools import partial

import pytest

from polyloom.checks.rules.emphasis import CHECK
from polyloom.model import Markup
from support.check_messages import check_messages

messages = partial(check_messages, CHECK)


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("the **rules** here", "las **reglas** aquí", "es"),
        ("the *rules* here", "las **reglas** aquí", "es"),
        ("the *rules* here", "las “reglas” aquí", "es"),
        ("the **rules** here", "這裡的「規則」", "zh_Hant"),
        ("the *rules* here", "ここの規則", "ja"),
        ("the <i>rules</i> here", "القواعد هنا", "ar"),
        ("the *rules* here", "die <em>Regeln</em> hier", "de"),
        ("***all*** and *the* *rest*", "**todo** y *el resto*", "es"),
        ("the *make* tool", "la herramienta `make`", "es"),
        ("the <em>make</em> tool", "la herramienta <tt>make</tt>", "es"),
        ("no marks", "sin **marcas**", "es"),
        ("2 * 3 * 4", "2 · 3 · 4", "de"),
        # That is said by marks.
        ("**Stop** here", "** Alto ** aquí", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_asterisks_alone_that_are_letters() -> None:
    assert messages("the *rules*", "las reglas", "es", Markup.NONE) == []
    assert messages("the *rules*", "las reglas", "es", Markup.TAGS) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "figures"),
    [
        ("the **rules** here", "las reglas aquí", "es", "1 in the source, 0"),
        ("the _rules_ here", "les règles ici", "fr", "1 in the source, 0"),
        ("the **rules** here", "ここの規則", "ja", "1 in the source, 0"),
        ("~~old~~ new", "alt neu", "de", "1 in the source, 0"),
        ("*one* or else *two*", "*uno* o dos", "es", "2 in the source, 1"),
        ("the <strong>rules</strong>", "regulile", "ro", "1 in the source, 0"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, figures: str) -> None:
    assert messages(source, translation, locale) == [
        f"emphasis is lost: {figures} in the translation"
    ]


def test_finds_it_in_html() -> None:
    assert messages("the <b>rules</b>", "las reglas", "es", Markup.TAGS) != []
