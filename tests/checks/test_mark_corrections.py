from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.mark_corrections import link_correction, mark_correction
from polyloom.checks.rules import links, marks


@pytest.mark.parametrize(
    ("source", "translation", "corrected"),
    [
        ("**Wait** here", "** Espere ** aquí", "**Espere** aquí"),
        ("*a* and *b*", "* a * y *b *", "*a* y *b*"),
        ("**Stop.** Then", "**止まれ。**まず", "**止まれ**。まず"),
        ("**Note:** next", "**注意：**接着", "**注意**：接着"),
        ("the _scope_ of", "_범위_를", "*범위*를"),
        ("the __scope__ of", "__범위__를", "**범위**를"),
        ("~~old~~ new", "~~ viejo ~~ nuevo", "~~viejo~~ nuevo"),
    ],
)
def test_marks_are_moved(source: str, translation: str, corrected: str) -> None:
    pair = TranslationPair(source, translation, "en", "ja")
    found = mark_correction(pair)
    assert found is not None
    assert found.text == corrected
    assert list(marks.CHECK.run(TranslationPair(source, corrected, "en", "ja"))) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("the **rules** of", "las **reglas de"),
        ("run `make`", "ejecute `make"),
        ("**a** and **b**", "** a ** y b"),
        ("see **[x](y.md)** now", "参见**[x](y.md)**现在"),
    ],
)
def test_what_needs_a_person_is_left_alone(source: str, translation: str) -> None:
    assert mark_correction(TranslationPair(source, translation, "en", "es")) is None


def test_blanks_within_links_are_taken_out() -> None:
    pair = TranslationPair("see [a](a.md) (b)", "vea [a] (a.md) (b)", "en", "es")
    found = link_correction(pair)
    assert found is not None
    assert found.text == "vea [a](a.md) (b)"
    assert [problem.correction for problem in links.CHECK.run(pair)] == [found]
    other = TranslationPair("see [a](a.md)", "vea [a] aquí (a.md)", "en", "es")
    assert link_correction(other) is None
