from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.placeholders import CHECK


@pytest.mark.parametrize(
    ("source", "translation", "corrected", "is_safe"),
    [
        ("%s won", "ganó % s", "ganó %s", True),
        ("leaf %1", "hoja % 1", "hoja %1", True),
        ("dear ${x}", "querida $ {x}", "querida ${x}", True),
        ("dear {name}", "querida { name }", "querida {name}", True),
        ("dear {name}", "亲爱的｛name｝", "亲爱的{name}", True),
        ("%d won", "％d が勝ち", "%d が勝ち", True),
        ("Leaf %1 of %3", "الورقة 1% من %3", "الورقة %1 من %3", False),
        ("10% of %1", "10% de 1 %", "10% de %1", False),
        ("Leaf %12", "الورقة 12٪", "الورقة %12", False),
    ],
)
def test_placeholders_are_written_as_in_the_source(
    source: str, translation: str, corrected: str, is_safe: bool
) -> None:
    found = list(CHECK.run(TranslationPair(source, translation, "en", "ar")))
    assert found
    for problem in found:
        assert problem.correction is not None
        assert (problem.correction.text, problem.correction.is_safe) == (corrected, is_safe)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{link} is broken", "{enlace} está roto"),
        ("%s of %s", "% s"),
        ("{n, plural, one {a} other {b}}", "{n, plural, uno {a} otro {b}}"),
    ],
)
def test_what_needs_a_person_is_left_alone(source: str, translation: str) -> None:
    for problem in CHECK.run(TranslationPair(source, translation, "en", "es")):
        assert problem.correction is None
