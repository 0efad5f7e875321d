from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.length import CHECK

SOURCE = (
    "We need a new government that expresses the will of the young, the farmers, women, "
    "retirees, indigenous peoples and merchants."
)


def messages(source: str, translation: str, locale: str) -> list[str]:
    return [
        problem.message for problem in CHECK.run(TranslationPair(source, translation, "en", locale))
    ]


@pytest.mark.parametrize(
    ("translation", "locale"),
    [
        ("我们需要一个新政府，表达青年、农民、妇女、退休人员、原住民和商人的意愿。", "zh_Hans"),
        ("若者、農民、女性、退職者、先住民、商人の意思を表す新しい政府が必要です。", "ja"),
        ("청년, 농민, 여성, 은퇴자, 원주민, 상인의 뜻을 대변하는 새 정부가 필요합니다.", "ko"),
        (
            (
                "Necesitamos un gobierno nuevo que exprese la voluntad de jóvenes, mujeres, "
                "los jubilados, los campesinos, los pueblos indígenas y los comerciantes."
            ),
            "es",
        ),
        (
            (
                "نحتاج إلى حكومة جديدة تعبر عن إرادة الشباب والفلاحين والنساء "
                "والمتقاعدين والشعوب الأصلية والتجار."
            ),
            "ar",
        ),
        ("เราต้องการรัฐบาลใหม่ที่แสดงเจตจำนงของเยาวชน เกษตรกร ผู้หญิง ผู้เกษียณ และพ่อค้า", "th"),
    ],
)
def test_leaves_good_translations_alone(translation: str, locale: str) -> None:
    assert messages(SOURCE, translation, locale) == []
    assert list(CHECK.run(TranslationPair(translation, SOURCE, locale, "en"))) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("OK", "De acuerdo", "es"),
        ("Rowing boats", "قوارب التجديف، أي التي لا شراع لها (Rowing boats)", "ar"),
        ("Timeout", "Zeitüberschreitung der Verbindung", "de"),
        ("See https://example.org/a/very/long/path/indeed?x=1", "看", "zh_Hans"),
    ],
)
def test_leaves_short_texts_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("translation", "locale", "share"),
    [("Necesitamos un nuevo gobierno.", "es", "24%"), ("新政府。", "zh_Hans", "8%")],
)
def test_finds_the_short_one(translation: str, locale: str, share: str) -> None:
    assert messages(SOURCE, translation, locale) == [
        f"the translation is unusually short: about {share} of the source's length"
    ]


def test_finds_the_long_one() -> None:
    source = "We need a new government now."
    assert messages(source, "Wir brauchen jetzt eine neue Regierung. " * 3, "de") == [
        "the translation is unusually long: about 410% of the source's length"
    ]
