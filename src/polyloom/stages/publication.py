"""Whether a document is far enough in a locale to be published."""

from __future__ import annotations

from collections.abc import Iterable

from polyloom.language.word_count import count_words
from polyloom.messages import message
from polyloom.model import SegmentStatus, State
from polyloom.project import Project


def shortfall(project: Project, statuses: Iterable[SegmentStatus], minimum: State) -> str:
    """Why a document with these segments is not published, or an empty string.

    ``minimum`` is the state from which on its translations are.
    """
    bar = project.build.minimum_coverage
    if bar <= 0:
        return ""
    reached = share_reaching(statuses, minimum)
    if reached >= bar:
        return ""
    return message(
        "{share} of the words are {state}, {bar} are needed",
        share=_percent(reached),
        state=minimum,
        bar=_percent(bar),
    )


def share_reaching(statuses: Iterable[SegmentStatus], minimum: State) -> float:
    """The share of source words, 0 to 1, in segments whose state is ``minimum`` or better.

    A document without words is complete.
    """
    total = reached = 0
    for status in statuses:
        size = count_words(status.segment.text)
        total += size
        reached += size if status.state.reaches(minimum) else 0
    return reached / total if total else 1.0


def _percent(part: float) -> str:
    """A share in whole percent, rounded down, so that what falls short never looks enough."""
    return f"{int(part * 100 + 1e-9)}%"
