from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.quote_pairs import CHECK


def corrections(source: str, translation: str, locale: str) -> list[str | None]:
    """What each problem has as its correction."""
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.correction.text if problem.correction else None for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("“No”", "„Nein“", "de"),
        ("“No”", "„Nie”", "pl"),
        ("“No”", "»Nein«", "de"),
        ("“No”", "”Nej”", "sv"),
        ('5" or “no”', '5" oder „nein“', "de"),
        ("„ and ”", "„ und ”", "de"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert corrections(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("“No”, she said.", "„Nein”, sagte sie.", "de", "„Nein“, sagte sie."),
        ("“No”", '„Nein"', "de_AT", "„Nein“"),
        ("“No” or “yes”", "„Nie“ czy „tak“", "pl", "„Nie” czy „tak”"),
        ("“No”", "„Ne”", "cs", "„Ne“"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, corrected: str) -> None:
    assert corrections(source, translation, locale) == [corrected]
