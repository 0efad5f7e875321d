from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.reports.coverage import Counts
from polyloom.reports.percentages import apportion, percentage


def counts(translated: int, total: int) -> Counts:
    return Counts(total=total, translated=translated, untranslated=total - translated)


@pytest.mark.parametrize(
    ("words", "segments", "shown"),
    [
        (counts(0, 0), counts(0, 0), "100%"),
        (counts(10, 10), counts(1, 1), "100%"),
        (counts(996, 1000), counts(9, 10), "99%"),
        (counts(10, 10), counts(1, 2), "99%"),
        (counts(10, 10), counts(0, 1), "99%"),
        (counts(4, 1000), counts(1, 10), "<1%"),
        (counts(0, 1000), counts(1, 10), "<1%"),
        (counts(0, 1000), counts(0, 10), "0%"),
        (counts(0, 0), counts(0, 2), "0%"),
        (counts(0, 0), counts(1, 2), "50%"),
        (counts(7, 8), counts(1, 2), "87%"),
    ],
)
def test_percentages_never_flatter(words: Counts, segments: Counts, shown: str) -> None:
    assert percentage(words, segments) == shown


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=4), st.integers(4, 60))
def test_a_bar_is_full_and_hides_no_part(parts: list[int], width: int) -> None:
    cells = apportion(parts, width)
    assert sum(cells) == (width if sum(parts) else 0)
    assert [bool(cell) for cell in cells] == [bool(part) for part in parts]


def test_a_bar_shows_the_shares() -> None:
    assert apportion([2, 1, 1], 8) == [4, 2, 2]
    assert apportion([1, 1, 1], 10) == [4, 3, 3]
    assert apportion([0, 0], 10) == [0, 0]
