from __future__ import annotations

from functools import partial

import pytest

from polyloom.checks.rules.code import CHECK
from polyloom.model import Markup
from support.check_messages import check_messages

messages = partial(check_messages, CHECK)


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("run `make all`", "ejecute `make all`", "es"),
        ("`a` and `a`", "`a`", "de"),
        ("`a` and `b`", "`b`と`a`", "ja"),
        ("in `<folder>/src`", "en `<carpeta>/src`", "es"),
        ('say `print("Hello")`', 'diga `print("Hola")`', "es"),
        ("`x = 1  # one`", "`x = 1 # uno`", "es"),
        ("it says `No room left here`", "dice `Aquí no queda sitio`", "es"),
        ("about `8 MB` or `!`", "environ 8 Mo ou «!»", "fr"),
        ("no code", "`código`", "es"),
        # What has no end is said by marks, an address by urls.
        ("run `make`", "ejecute `make", "es"),
        ("at `https://example.org/en`", "en `https://example.org/es`", "es"),
        ("```\nnot = prose\n```", "```\nno = prosa\n```", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_text_alone_that_is_no_markdown() -> None:
    assert messages("run `make`", "ejecute make", "es", Markup.NONE) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "run `make all`",
            "ejecute `make todo`",
            "es",
            "the code “make all” is missing from the translation",
        ),
        ("run `make`", "ejecute make", "es", "“make” is no longer marked as code"),
        (
            "the `repo` area",
            "область `репозиторий`",
            "ru",
            "the code “repo” is missing from the translation",
        ),
        (
            "`ln -s a b`",
            "`In -s a b`",
            "zh_Hans",
            "the code “ln -s a b” is missing from the translation",
        ),
        ("use `self`", "使用“self”", "zh_Hans", "“self” is no longer marked as code"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
