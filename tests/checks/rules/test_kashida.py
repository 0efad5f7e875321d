from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.kashida import CHECK


def corrections(source: str, translation: str, locale: str) -> list[str | None]:
    """What each problem has as its correction."""
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.correction.text if problem.correction else None for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("book", "كتاب", "ar"),
        ("for 100", "لـ100", "ar"),
        ("1446 AH", "1446 هـ", "ar"),
        ("to Mozilla", "لـموزيلا", "ar"),
        ("the API", "الـ API", "ar"),
        ("كتـــاب", "كتـــاب", "ar"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert corrections(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("book", "كتـــاب", "ar", "كتاب"),
        ("a free book", "کتـاب آزاد", "fa", "کتاب آزاد"),
        ("two", "اثنـــان، كتـــاب", "ar", "اثنان، كتاب"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, corrected: str) -> None:
    assert corrections(source, translation, locale) == [corrected]
