from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.reports.differences_text import Side, exact_stretches, exactly_marked

LONG = "palabra " * 20


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Qui ?", "Qui\u00a0?", "Qui[-␣-]{+⍽+}?"),
        ("uno  dos ", "uno dos", "uno [-␣-]dos[-␣-]"),
        ("sí", "sí.", "sí{+.+}"),
        ("sí", "¡sí", "{+¡+}sí"),
        ("同じ", "同じ", "同じ"),
        ("", "a", "{+a+}"),
        (f" {LONG}", LONG, "[-␣-]palabra palabra palabra …"),
        (f"{LONG}.", LONG, "…palabra palabra palabra [-.-]"),
        (f"a{LONG}b", f"c{LONG}d", f"[-a-]{{+c+}}{LONG[:24]}…{LONG[-24:]}[-b-]{{+d+}}"),
    ],
)
def test_what_differs_is_marked_character_by_character(old: str, new: str, marked: str) -> None:
    assert exactly_marked(old, new) == marked


@given(st.text("ab .", max_size=20), st.text("ab .", max_size=20))
def test_each_text_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    found = [*exact_stretches(old, new)]
    for side, text in ((Side.OLD, old), (Side.NEW, new)):
        kept = "".join(part for of, part in found if of in (Side.BOTH, side))
        assert kept.replace("␣", " ") == text


def test_very_long_texts_are_compared_at_their_ends() -> None:
    old, new = "x" + "ab" * 4000 + "y", "x" + "cd" * 4000 + "y"
    found = [*exact_stretches(old, new)]
    assert [side for side, _ in found] == [Side.BOTH, Side.OLD, Side.NEW, Side.BOTH]
