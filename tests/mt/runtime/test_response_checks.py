"""What can be a translation, and what engines give that cannot."""

from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.mt.runtime.response_checks import (
    implausibility,
    is_distinctive,
    may_share_translation,
    refusal_reason,
)

SOURCE = "The land belongs to the people who work on it, and the water to the people of the valley."
SPANISH = "La tierra pertenece a quienes la trabajan, y el agua a la gente del valle."

PLAUSIBLE = [
    (SOURCE, SPANISH, "es"),
    (SOURCE, "土地属于耕种它的人，水属于山谷里的人民。", "zh_Hans"),
    (SOURCE, "الأرض لمن يعملون فيها، والماء لأهل الوادي.", "ar"),
    ("Manuel Gómez de la Torre", "Manuel Gómez de la Torre", "es"),
    ("Error Trait", "سمة (Error Trait)", "ar"),
    ("`cargo build`", "`cargo build`", "zh_Hans"),
    ("Sure, here is the key:", "Claro, aquí está la llave:", "es"),
    ("No, no, no, no, no!", "¡No, no, no, no, no!", "es"),
    ("OK", "Aceptar", "es"),
    ("See [if expressions](./if.md) here", "انظر [تعابير if](./if.md) هنا", "ar"),
]


@pytest.mark.parametrize(("source", "answer", "locale"), PLAUSIBLE)
def test_a_translation_is_plausible(source: str, answer: str, locale: str) -> None:
    assert implausibility(TranslationPair(source, answer, "en", locale)) == ""


IMPLAUSIBLE = [
    ("", "es", "is empty"),
    (" \n", "es", "is empty"),
    (SPANISH + "\ud83d", "es", "half a character"),
    ("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "es", "is a web page"),
    (
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY",
        "es",
        "is a notice of the service",
    ),
    (f"Sure, here is the translation: {SPANISH}", "es", "talks about the translation"),
    (f"Here's the Spanish translation:\n\n{SPANISH}", "es", "talks about the translation"),
    (f"**Translation:** {SPANISH}", "es", "talks about the translation"),
    ("I'm sorry, but I can't help with that.", "es", "talks about the translation"),
    (f"```\n{SPANISH}\n```", "es", "talks about the translation"),
    (f"Aquí tienes la traducción: {SPANISH}", "es", "talks about the translation"),
    (SPANISH.replace("í", "Ã\xad").replace("agua", "agÃ¼a"), "es", "decoded wrongly"),
    ("La tierra.", "es", "much too short"),
    (SPANISH * 9, "es", "much too long"),
    ("La tierra pertenece " * 8, "es", "repeats itself"),
    (SPANISH, "ar", "another script"),
    ("土地属于耕种它的人，水属于山谷里的人民。", "es", "another script"),
    ("The land belongs to those who work on it and the water to the valley", "es", "still in"),
]


@pytest.mark.parametrize(("answer", "locale", "reason"), IMPLAUSIBLE)
def test_what_no_translation_can_be(answer: str, locale: str, reason: str) -> None:
    assert reason in implausibility(TranslationPair(SOURCE, answer, "en", locale))


def test_texts_that_are_much_alike_may_have_the_same_answer() -> None:
    assert may_share_translation("The land — theirs!", "the land: theirs")
    assert may_share_translation("We can't accept the law.", "We cannot accept the law.")
    assert not may_share_translation("The land is theirs.", "We cannot accept it.")
    assert is_distinctive(SPANISH)
    assert not is_distinctive("Sí")


@pytest.mark.parametrize(
    ("source", "draft", "locale"),
    [
        (
            "{name}: 1,000 files at https://a.org.",
            "{name}：https://a.org 的 1 000 个文件。",
            "zh_Hans",
        ),
        ("almost 90%, demanding", "casi un 90 %, exigiendo", "es"),
        # A matter of style is for the reviewer.
        ("Who decides?", "¿Quién decide", "es"),
        ("", "", "es"),
    ],
)
def test_fit_drafts(source: str, draft: str, locale: str) -> None:
    assert refusal_reason(source, draft, source_locale="en", locale=locale) is None


@pytest.mark.parametrize(
    ("source", "draft", "reason"),
    [
        ("{name} won", "{nombre} ganó", "the placeholder {name} is missing from the translation"),
        ("28 deaths", "muertos", "the number 28 is missing from the translation"),
        ("at https://a.org", "en https://a. org", "https://a.org is missing from the translation"),
        (
            "won",
            "gan\ufffd",
            "the translation has the replacement character U+FFFD: text was lost, after “gan”",
        ),
        ("won", "  ", "the answer is empty"),
        ("won", "", "the answer is empty"),
    ],
)
def test_unfit_drafts(source: str, draft: str, reason: str) -> None:
    assert refusal_reason(source, draft, source_locale="en", locale="es") == reason
