"""What is published: the share of words that are far enough decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.model import Kind, Segment, SegmentStatus, State
from polyloom.project import BuildSettings, Project
from polyloom.stages.publication import share_reaching, shortfall


def statuses(**words: int) -> list[SegmentStatus]:
    """A segment of so many words in each state."""
    return [
        SegmentStatus(Segment(Kind.PARAGRAPH, "word " * number, 0, 0), None, State(state))
        for state, number in words.items()
    ]


def shortfall_of(minimum: State, coverage: float, some: list[SegmentStatus]) -> str:
    project = Project(Path(), "en", ("es",), build=BuildSettings(minimum_coverage=coverage))
    return shortfall(project, some, minimum)


@pytest.mark.parametrize(
    ("minimum", "share"),
    [
        (State.UNTRANSLATED, 1.0),
        (State.DRAFT, 0.9),
        (State.TRANSLATED, 0.7),
        (State.APPROVED, 0.4),
    ],
)
def test_the_share_of_words_in_that_state_or_a_better_one(minimum: State, share: float) -> None:
    some = statuses(untranslated=1, draft=2, translated=3, approved=4)
    assert share_reaching(some, minimum) == share


def test_a_document_without_words_is_complete() -> None:
    assert share_reaching([], State.APPROVED) == 1.0
    assert shortfall_of(State.APPROVED, 1.0, []) == ""


def test_what_falls_short_never_looks_enough() -> None:
    some = statuses(untranslated=201, translated=799)
    assert shortfall_of(State.TRANSLATED, 0.8, some) == (
        "79% of the words are translated, 80% are needed"
    )
    assert shortfall_of(State.TRANSLATED, 0.799, some) == ""
    assert shortfall_of(State.TRANSLATED, 0, statuses(untranslated=5)) == ""
