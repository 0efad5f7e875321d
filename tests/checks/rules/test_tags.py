from __future__ import annotations

from functools import partial

import pytest

from polyloom.checks.rules.tags import CHECK
from polyloom.model import Markup
from support.check_messages import check_messages

messages = partial(check_messages, CHECK)


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("press <kbd>Esc</kbd>", "<kbd>Esc</kbd> drücken", "de"),
        ("a<br>b <b>c</b>", "a b c", "es"),
        ("in <folder>/x", "en <carpeta>/x", "es"),
        ("in `<i>`", "en `<i>`", "es"),
        ("if a < b", "si a < b", "es"),
        (r"\<b> is", r"\<b> ist", "de"),
        ('<a href="x">a</a> <Tab b={1} />', '<Tab b={1} /> <a href="x">b</a>', "de"),
        ("</div> more", "más </div>", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_addresses_alone_in_html() -> None:
    assert messages("by the team", "de <ana@example.org>", "es", Markup.TAGS) == []


def test_leaves_text_alone_that_has_no_tags() -> None:
    assert messages("<kbd>Esc</kbd>", "Esc", "es", Markup.NONE) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("<b>Stop</b> here", "<b>Alto aquí", "es", "the tag <b> has no partner in the translation"),
        (
            "<b>Stop</b> here",
            "止まれ</b>ここで",
            "ja",
            "the tag </b> has no partner in the translation",
        ),
        (
            "<b><i>x</i></b>",
            "<b><i>x</b></i>",
            "de",
            "the tag <b> has no partner in the translation",
        ),
        ("<b>x</b>", "<b>x<b>", "de", "the tag <b> has no partner in the translation"),
        (
            "a `Vec<T>` of",
            "einen Vec<T> von",
            "de",
            "the tag <T> has no partner in the translation",
        ),
        (
            "press <kbd>Esc</kbd>",
            "pulse Esc",
            "es",
            "the tag <kbd> is missing from the translation",
        ),
        (
            '<a href="x">a</a>',
            "a",
            "pl",
            'the tag <a href="x"> is missing from the translation',
        ),
        (
            "see <Badge/>",
            "ver",
            "es",
            "the tag <Badge/> is missing from the translation",
        ),
        (
            "H<sub>2</sub>O",
            "H2O",
            "es",
            "the tag <sub> is missing from the translation",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_finds_it_where_a_text_is_html() -> None:
    # Backticks are letters there.
    assert messages("`<b>x</b>`", "`<b>x`", "es", Markup.TAGS) == [
        "the tag <b> has no partner in the translation"
    ]
