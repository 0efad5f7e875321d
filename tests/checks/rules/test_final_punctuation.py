from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.final_punctuation import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("We act.", "我们行动。", "zh_Hans"),
        ("We act.", "हम काम करते हैं।", "hi"),
        ("We act.", "ہم عمل کرتے ہیں۔", "ur"),
        ("We act.", "نعمل.", "ar"),
        ("Who decides?", "Ποιος αποφασίζει;", "el"),
        ("Who decides?", "من يقرر؟", "ar"),
        ("Who decides?", "Qui décide ?", "fr"),
        ("Who decides?", "¿Quién decide?", "es"),
        ("We affirm:", "Nous affirmons :", "fr"),
        ("We affirm:", "我们声明：", "zh_Hans"),
        ("He said “yes.”", "Dijo «sí».", "es"),
        ("We act.[1]", "Actuamos.[2]", "es"),
        ("We act…", "我们行动……", "zh_Hans"),
        ("We act...", "Wir handeln …", "de"),
        ("We act.", "เราทำ", "th"),
        ("We act.", "យើងធ្វើ", "km"),
        ("parties, etc.", "政党等", "zh_Hans"),
        ("by the U.S.", "por los EE. UU.", "es"),
        ("**We act.**", "**Actuamos.**", "pt_BR"),
        ("1.", "1", "de"),
        ("named “.”", "«.» genannt", "de"),
        ("We act!", "¡Actuamos!", "es"),
        ("What?!", "Was?!", "de"),
        ("Peru", "秘鲁", "zh_Hans"),
        ("We act. (Lima)", "Actuamos. (Lima)", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "Who decides?",
            "¿Quién decide",
            "es",
            "the translation ends with no mark, the source with a question mark",
        ),
        (
            "Who decides?",
            "Ποιος αποφασίζει.",
            "el",
            "the translation ends with a full stop, the source with a question mark",
        ),
        (
            "We act.",
            "我们行动",
            "zh_Hans",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "New Elections",
            "Neue Wahlen.",
            "de",
            "the translation ends with a full stop, the source with no mark",
        ),
        (
            "We affirm:",
            "Afirmamos.",
            "pt_BR",
            "the translation ends with a full stop, the source with a colon",
        ),
        (
            "We act…",
            "نعمل.",
            "ar",
            "the translation ends with a full stop, the source with an ellipsis",
        ),
        (
            "We act!",
            "行動する。",
            "ja",
            "the translation ends with a full stop, the source with an exclamation mark",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
