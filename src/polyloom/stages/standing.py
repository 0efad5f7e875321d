"""Where a document stands in a locale: each segment with its entry, its text and its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from polyloom.formats.units import Units
from polyloom.language.word_count import count_words
from polyloom.model import Counts, Entry, Freshness, Origin, Segment, State
from polyloom.po.provenance import origin_of
from polyloom.stages.lookup import Translations

# From the least finished to the most.
_ORDER = (State.UNTRANSLATED, State.DRAFT, State.TRANSLATED, State.APPROVED)
_COLUMNS = {
    State.UNTRANSLATED: ("untranslated",),
    State.DRAFT: ("draft",),
    State.TRANSLATED: ("translated",),
    State.APPROVED: ("translated", "approved"),
}


class Standing(Struct, frozen=True):
    """A segment and the entry that translates it, if the catalog has one."""

    segment: Segment
    entry: Entry | None
    state: State

    @property
    def words(self) -> int:
        """How many words the segment has."""
        return count_words(self.segment.text)

    def reaches(self, minimum: State) -> bool:
        """Whether the segment's state is ``minimum`` or better."""
        return _ORDER.index(self.state) >= _ORDER.index(minimum)


def standings(units: Units, translations: Translations | None) -> list[Standing]:
    """Each unit of the document, in order. A missing catalog translates nothing."""
    found = []
    for segment in units.units:
        entry = translations.get((segment.context, segment.text)) if translations else None
        found.append(Standing(segment, entry, entry.state if entry else State.UNTRANSLATED))
    return found


def count(standing: Sequence[Standing]) -> tuple[Counts, Counts]:
    """Segments by state, and source words by state."""
    segments: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for one in standing:
        size = one.words
        for column in _columns(one):
            segments[column] += 1
            words[column] += size
    return Counts(**segments), Counts(**words)


def share(standing: Sequence[Standing], minimum: State) -> float:
    """The share of words, 0 to 1, in segments that have reached ``minimum``.

    A document without words is complete.
    """
    total = reached = 0
    for one in standing:
        size = one.words
        total += size
        reached += size if one.reaches(minimum) else 0
    return reached / total if total else 1.0


def _columns(one: Standing) -> Iterator[str]:
    """The fields of Counts in which a segment counts."""
    yield "total"
    yield from _COLUMNS[one.state]
    if one.entry is None:
        return
    if one.entry.freshness is Freshness.OUTDATED:
        yield "outdated"
    if one.state is State.DRAFT and (origin := origin_of(one.entry)) is not Origin.PERSON:
        yield origin
