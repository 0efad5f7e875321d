from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules import length
from polyloom.checks.rules.missing_sentences import CHECK

SOURCE = (
    "The museum is closed on Mondays and on public holidays. Children pay half the price. "
    "Dogs have to wait outside, where there is water for them."
)
GERMAN = (
    "Das Museum ist montags und an Feiertagen geschlossen. Kinder zahlen die Hälfte. "
    "Hunde müssen draußen warten, wo es Wasser für sie gibt."
)
JAPANESE = (
    "美術館は毎週月曜日と祝日は休館です。お子様は半額で入館できます。"
    "犬は外で待たせてください、水が用意してあります。"
)


def messages(source: str, translation: str, locale: str) -> list[str]:
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        (SOURCE, GERMAN, "de"),
        (SOURCE, JAPANESE, "ja"),
        # Sentences joined, with all that they say.
        (
            SOURCE,
            GERMAN.replace(". Kinder", ", Kinder").replace(". Hunde", ", und Hunde"),
            "de",
        ),
        # Short without a sentence less.
        (SOURCE, "Montags, feiertags zu. Kinder die Hälfte. Hunde draußen, bei Wasser.", "de"),
        # One sentence, and sentences of a few words.
        ("The house is large, and it stands on a hill that nobody climbs.", "Haus, groß.", "de"),
        ("Stop! Do not move. Look at me.", "Halt! Sieh her.", "de"),
        # Thai has no marks at the end of a sentence.
        (SOURCE, "พิพิธภัณฑ์ปิดทุกวันจันทร์และวันหยุด เด็กจ่ายครึ่งราคา", "th"),
    ],
)
def test_leaves_whole_translations_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("translation", "locale", "found"),
    [
        (GERMAN[: GERMAN.index(" Hunde")], "de", 2),
        (GERMAN[GERMAN.index("Kinder") :], "de", 2),
        ("Le musée est fermé le lundi et les jours fériés. Les chiens attendent dehors.", "fr", 2),
    ],
)
def test_finds_a_missing_sentence(translation: str, locale: str, found: int) -> None:
    assert messages(SOURCE, translation, locale) == [
        f"the source has 3 sentences, the translation has {found} and is short"
    ]


def test_leaves_what_is_much_too_short_to_length() -> None:
    pair = TranslationPair(SOURCE, "Das Museum ist heute zu.", "en", "de")
    assert list(length.CHECK.run(pair)) != []
    assert list(CHECK.run(pair)) == []
