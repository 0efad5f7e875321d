from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.characters import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("coffee", "café", "fr"),
        ("it becomes", "می\u200cشود", "fa"),
        ("India", "क्\u200dष", "hi"),
        ("family", "👨\u200d👩\u200d👧", "es"),
        ("rules", "กฎ\u200bของ", "th"),
        ("a\u200bb", "c\u200bd", "es"),
        ("soft", "Silben\xadtrennung", "de"),
        ("GTK", "\u202aGTK\u202c", "fa"),
        ("x", "\u2066x\u2069", "ar"),
        ("text", "\u200eنص", "ar"),
        ("one\ttwo\n", "eins\tzwei\n", "de"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "coffee",
            "caf�",
            "es",
            "the replacement character U+FFFD: text was lost, after “caf”",
        ),
        (
            "rules",
            "re\u200bglas",
            "es",
            "the invisible character U+200B (zero width space), after “re”",
        ),
        ("rules", "\ufeffRegeln", "de", "a byte-order mark U+FEFF, after “”"),
        (
            "rules",
            "قواعد\u202e",
            "ar",
            "the invisible character U+202E (right-to-left override), after “قواعد”",
        ),
        (
            "rules",
            "κανό\x07νες",
            "el",
            "the control character U+0007, after “κανό”",
        ),
        (
            "rules",
            "规\u200c则",
            "zh_Hans",
            "the invisible character U+200C (zero width non-joiner), after “规”",
        ),
        (
            "GTK",
            "\u202aGTK",
            "fa",
            "the invisible character U+202A (left-to-right embedding), after “”",
        ),
        (
            "rules",
            "\ue000ルール",
            "ja",
            "the private-use character U+E000, after “”",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [f"the translation has {message}"]


@pytest.mark.parametrize(
    ("translation", "corrected"),
    [
        ("\ufeffuno\u200b dos\ufeff", "uno\u200b dos"),
        ("caf\ufffd", None),
        ("uno\x07", None),
        ("\u202auno", None),
    ],
)
def test_what_nobody_sees_is_taken_out(translation: str, corrected: str | None) -> None:
    problem, *_ = CHECK.run(TranslationPair("one", translation, "en", "es"))
    assert (problem.correction.text if problem.correction else None) == corrected
