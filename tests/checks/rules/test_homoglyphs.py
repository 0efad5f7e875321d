from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.homoglyphs import CHECK
from polyloom.model import TextSpan


@pytest.mark.parametrize(
    ("translation", "locale"),
    [
        ("Сохраните файл на SSD-диск.", "ru"),
        ("Ошибка DNSа и URLов", "ru"),
        ("Компьютер с GPUшным ядром и x-координатой", "ru"),
        ("Добро пожаловать, %sом", "ru"),
        ("Длина 5 µm, угол α, Δx и ΔT", "ru"),
        ("Ο αλγόριθμος του Git", "el"),
        ("Rustを学ぶ、Git는 좋다", "ja"),
        ("Sloboda i jednakost", "sr@latin"),
        ("Слово word слово", "uk"),
    ],
)
def test_leaves_good_words_alone(translation: str, locale: str) -> None:
    assert list(CHECK.run(TranslationPair("A text", translation, "en", locale))) == []


def test_leaves_a_word_of_the_source_alone() -> None:
    pair = TranslationPair("Beware of pаypal!", "Vorsicht vor pаypal!", "en", "de")
    assert list(CHECK.run(pair)) == []


@pytest.mark.parametrize(
    ("translation", "locale", "word", "letters"),
    [
        ("Отмeна действия", "ru", "Отмeна", "e"),
        ("Збереження iмені", "uk", "iмені", "i"),
        ("Zmień hаsło", "pl", "hаsło", "а"),
        ("Ηello, κόσμε", "el", "Ηello", "Η"),
        ("Aποθήκευση όλων", "el", "Aποθήκευση", "A"),
        ("Cтруктура", "bg", "Cтруктура", "C"),
    ],
)
def test_finds_a_letter_of_another_script(
    translation: str, locale: str, word: str, letters: str
) -> None:
    (problem,) = CHECK.run(TranslationPair("Something", translation, "en", locale))
    assert problem.message.startswith(f"“{word}” has ")
    assert problem.message.endswith(f" ones: {letters}")
    start = translation.index(word)
    assert problem.span == TextSpan(start, start + len(word))


def test_finds_no_more_than_three_in_a_text() -> None:
    pair = TranslationPair("Names", "Cуша Cоня Cава Cофья Cеня", "en", "ru")
    assert len(list(CHECK.run(pair))) == 3
