"""Where a document stands in a locale: each segment with its entry, its text and its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polyloom.formats.units import Units
from polyloom.model import Catalog, Counts, Entry, Freshness, Segment, State
from polyloom.text.words import count_words

# From the least finished to the most.
_ORDER = (State.UNTRANSLATED, State.DRAFT, State.TRANSLATED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A segment and the entry that translates it, if the catalog has one."""

    segment: Segment
    entry: Entry | None
    words: int

    @property
    def state(self) -> State:
        """How far the segment is."""
        return self.entry.state if self.entry else State.UNTRANSLATED

    def reaches(self, minimum: State) -> bool:
        """Whether the segment's state is ``minimum`` or better."""
        return _ORDER.index(self.state) >= _ORDER.index(minimum)


def standings(units: Units, catalog: Catalog | None) -> list[Standing]:
    """Each unit of the document, in order. A missing catalog translates nothing."""
    entries = catalog.entries if catalog else ()
    by_key = {entry.key: entry for entry in entries if not entry.obsolete}
    return [
        Standing(segment, by_key.get((segment.context, segment.text)), count_words(segment.text))
        for segment in units.units
    ]


def count(standing: Sequence[Standing]) -> tuple[Counts, Counts]:
    """Segments by state, and source words by state."""
    segments = words = Counts()
    for one in standing:
        segments += _counts(one, 1)
        words += _counts(one, one.words)
    return segments, words


def share(standing: Sequence[Standing], minimum: State) -> float:
    """The share of words, 0 to 1, in segments that have reached ``minimum``.

    A document without words is complete.
    """
    total = sum(one.words for one in standing)
    reached = sum(one.words for one in standing if one.reaches(minimum))
    return reached / total if total else 1.0


def _counts(one: Standing, size: int) -> Counts:
    state = one.state
    outdated = one.entry is not None and one.entry.freshness is Freshness.OUTDATED
    return Counts(
        total=size,
        translated=size if state in (State.TRANSLATED, State.APPROVED) else 0,
        approved=size if state is State.APPROVED else 0,
        draft=size if state is State.DRAFT else 0,
        untranslated=size if state is State.UNTRANSLATED else 0,
        outdated=size if outdated else 0,
    )
