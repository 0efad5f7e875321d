from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.memory.adaptation import adapt_translation
from polyloom.placeables import placeable_counts

CASES = [
    ("Wait 5 days", "Wait 7 days", "Espere 5 días", "Espere 7 días"),
    ("From 5 to 7", "From 7 to 5", "De 5 a 7", "De 7 a 5"),
    ("In 1984, 84 died", "In 1985, 85 died", "En 1984 murieron 84", "En 1985 murieron 85"),
    ("Run `a` now", "Run `b` now", "Ejecute `a` ya", "Ejecute `b` ya"),
    ("**See [it](a)**", "*See [it](b)*", "**Vea [esto](a)**", "*Vea [esto](b)*"),
    ("{a} won", "{b} won", "{a} ganó", "{b} ganó"),
    ("They won it", "They won that", "Lo ganaron", "Lo ganaron"),
    # Not possible.
    ("Wait 5 days", "Wait days", "Espere 5 días", None),
    ("Wait 5 days", "Wait 7 days", "Espere cinco días", None),
    ("5 and 5", "5 and 6", "5 y 5", None),
    ("Run `a`", "Run it", "Ejecute `a`", None),
    ("Run it", "Run `a`", "Ejecútelo", None),
    ("Run `a`", "Run `a`", "Ejecute `b`", None),
]


@pytest.mark.parametrize(("old", "new", "translation", "expected"), CASES)
def test_a_translation_made_to_fit(
    old: str, new: str, translation: str, expected: str | None
) -> None:
    assert adapt_translation(old, new, translation) == expected


TEXTS = st.lists(st.sampled_from([*"ab 1[](){}*`", "12", "{x}", "](y)", "<b>"]), max_size=12).map(
    "".join
)


@given(TEXTS, TEXTS, TEXTS)
def test_what_fits_has_the_markup_of_the_text_it_is_for(old: str, new: str, text: str) -> None:
    fitting = adapt_translation(old, new, text)
    assert fitting is None or placeable_counts(fitting) == placeable_counts(new)
