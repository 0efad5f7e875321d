"""Which translations to leave out, so that a document keeps its structure.

Only reading an output tells whether its structure is the source's, and reading a large document
takes its time. So the search starts where the first reading differs, and ends after a number of
readings that depends on the document's size: a build ends, however many translations are wrong.
What cannot go in as it is written is tried in the other ways that there are to write it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from polyloom.model import Document

# How many bytes the search may read, and how many outputs it may read in any case.
_MOST_BYTES = 20_000_000
_LEAST_READINGS = 30
# Beside one that does not fit, how many of the nearest replacements are written otherwise.
_NEIGHBOURS = 12

# What to write in the place of segments, by the segments' indexes.
Replacements = Mapping[int, bytes]


class GuardResult(Struct, frozen=True):
    """``kept``: the replacements that fit together, some of them written in an alternative way.

    ``rejected`` are the segments whose replacement changes the structure. A segment that is in
    neither was not tried by itself: it stands near one that is rejected, and the search had ended.
    """

    kept: Replacements
    rejected: frozenset[int]


class _Search(Struct):
    """The search for replacements that fit: ``readings_left`` is how many outputs it may read.

    ``read``, ``keeps_structure`` are those of ``guard_structure``. ``rejected`` is what did not
    fit by itself, as far as the search has come.
    """

    read: Callable[[Replacements], Document | None]
    keeps_structure: Callable[[Document], bool]
    rejected: set[int]
    readings_left: int

    def fits(self, replacements: Replacements) -> bool:
        """Whether the output with these replacements has the source's structure."""
        self.readings_left -= 1
        document = self.read(replacements)
        return document is not None and self.keeps_structure(document)

    def extend(self, kept: Replacements, candidates: Sequence[tuple[int, bytes]]) -> Replacements:
        """``kept`` with as many of the candidates as fit, found by halving them."""
        if not candidates or self.readings_left <= 0:
            return kept
        together = {**kept, **dict(candidates)}
        if self.fits(together):
            return together
        if len(candidates) == 1:
            self.rejected.add(candidates[0][0])
            return kept
        middle = len(candidates) // 2
        return self.extend(self.extend(kept, candidates[:middle]), candidates[middle:])

    def extend_with_alternatives(
        self,
        kept: Replacements,
        replacements: Replacements,
        alternatives: Callable[[int], Iterable[bytes]],
    ) -> Replacements:
        """``kept`` with those of the rejected that fit if they, or a neighbour, are rewritten."""
        for index in sorted(self.rejected):
            for changed in _rewritten(index, kept, replacements, alternatives):
                if self.readings_left <= 0:
                    return kept
                if self.fits({**kept, **changed}):
                    kept = {**kept, **changed}
                    self.rejected.remove(index)
                    break
        return kept


def guard_structure(
    document: Document,
    replacements: Replacements,
    alternatives: Callable[[int], Iterable[bytes]],
    read: Callable[[Replacements], Document | None],
    keeps_structure: Callable[[Document], bool],
) -> GuardResult:
    """Which of ``replacements`` keep the document's structure together.

    ``alternatives`` gives the other ways to write the replacement of a segment, the better ones
    first. ``read`` gives what the output with these replacements is read as, None where it is no
    document of the format; ``keeps_structure`` says whether that has the source's structure.

    Invariant: the output with ``kept`` has the source's structure, if the source itself has it.
    """
    whole = read(replacements)
    if whole is not None and keeps_structure(whole):
        return GuardResult(replacements, frozenset())
    readings = max(_LEAST_READINGS, _MOST_BYTES // (len(document.data) + 1))
    search = _Search(read, keeps_structure, set(), readings)
    suspects = _suspects(document, replacements, whole)
    every = sorted(replacements.items())
    kept = search.extend({}, [item for item in every if item[0] not in suspects])
    kept = search.extend(kept, [item for item in every if item[0] in suspects])
    kept = search.extend_with_alternatives(kept, replacements, alternatives)
    return GuardResult(kept, frozenset(search.rejected))


def _rewritten(
    index: int,
    kept: Replacements,
    replacements: Replacements,
    alternatives: Callable[[int], Iterable[bytes]],
) -> Iterator[Replacements]:
    """What to add to ``kept``: a replacement written otherwise, or beside a rewritten neighbour."""
    for alternative in alternatives(index):
        yield {index: alternative}
    by_distance = sorted(kept, key=lambda other: abs(other - index))
    for neighbour in by_distance[:_NEIGHBOURS]:
        for alternative in alternatives(neighbour):
            yield {index: replacements[index], neighbour: alternative}


def _suspects(document: Document, replacements: Replacements, whole: Document | None) -> Set[int]:
    """The replacements near which the output is divided into segments in another way.

    ``whole`` is the output with all of them, as read. Where that cannot be seen (the file is
    packed, or no document), there are none.
    """
    if whole is None or document.unpacked is not None:
        return frozenset()
    spans = _spans(document, replacements)
    starts = [start for start, _ in spans]
    found = [0] * len(spans)
    suspects: set[int] = set()
    order = sorted(replacements)
    for segment in whole.segments:
        index = bisect_right(starts, segment.start) - 1
        if index >= 0 and segment.end <= spans[index][1]:
            found[index] += 1
        else:
            suspects.update(_around(order, index))
    for index, times in enumerate(found):
        if times != 1:
            suspects.update(_around(order, index))
    return suspects


def _around(order: Sequence[int], index: int) -> Sequence[int]:
    """The replacement of a segment, and the nearest ones before and behind it."""
    place = bisect_left(order, index)
    here = place < len(order) and order[place] == index
    return order[max(0, place - 1) : place + 1 + here]


def _spans(document: Document, replacements: Replacements) -> list[tuple[int, int]]:
    """Where the segments stand, in bytes of the output with all of the replacements."""
    spans = []
    shift = 0
    for index, segment in enumerate(document.segments):
        start = segment.start + shift
        if index in replacements:
            shift += len(replacements[index]) - (segment.end - segment.start)
        spans.append((start, segment.end + shift))
    return spans
