from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.script_marks import CHECK


def corrections(source: str, translation: str, locale: str) -> list[str | None]:
    """What each problem has as its correction."""
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.correction.text if problem.correction else None for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Who decides?", "من يقرر؟", "ar"),
        ("Who uses C?", "من يستعمل C?", "ar"),
        ("1,000 `a, b`", "1,000 `ا, ب`", "ar"),
        ("text;editor;", "نص;محرر;", "ar"),
        ("Who decides?", "谁决定？", "zh"),
        ("Python, Rust", "Python, Rust", "zh"),
        ("version 1.2", "版本1.2", "zh"),
        ("The function (a)", "函数 (a)", "zh"),
        ("The function (see a)", "函数 (参见)", "ja"),
        ("Who decides?", "Ποιος αποφασίζει;", "el"),
        ("Who decides?", "누가 결정하나요?", "ko"),
        ("Who decides?", "Wer entscheidet?", "de"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert corrections(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("Who decides?", "من يقرر?", "ar", "من يقرر؟"),
        ("one, two", "واحد, اثنان", "ar", "واحد، اثنان"),
        ("one; two", "یک; دو", "fa", "یک؛ دو"),
        ("One.", "ایک.", "ur", "ایک۔"),
        ("Hello, world", "你好,世界", "zh_Hans", "你好，世界"),
        ("Hello, world", "你好, 世界", "zh", "你好，世界"),
        ("one, two", "一つ, 二つ", "ja", "一つ、二つ"),
        ("Why? :ref:`x`", "なぜですか? :ref:`x`", "ja", "なぜですか？ :ref:`x`"),
        ("One.", "一.", "zh", "一。"),
        ("The data (all)", "数据(全部)", "zh", "数据（全部）"),
        ("Who decides?", "Ποιος αποφασίζει?", "el", "Ποιος αποφασίζει;"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, corrected: str) -> None:
    assert corrections(source, translation, locale) == [corrected]


def test_each_mark_is_a_convention_of_its_own() -> None:
    pair = TranslationPair("Who, me?", "من, أنا?", "en", "ar")
    assert [problem.convention for problem in CHECK.run(pair)] == [
        "ascii_question_mark",
        "ascii_comma",
    ]
    assert CHECK.observed is not None
    assert CHECK.observed("ar")["ascii_comma"].search("من، أنا")
    assert CHECK.observed("de") == {}
