"""Which translations to leave out, so that a document keeps its structure.

Only reading an output tells whether its structure is the source's, and reading a large document
takes its time. So each reading judges many translations, by where the output differs: every third
of those in question goes in, so that none stands beside another. What no reading tells so is found
by halving. The search ends after a number of readings that depends on the document's size: a build
ends, however many translations are wrong. What cannot go in as it is written is tried in the other
ways that there are to write it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from polyloom.model import Document, Kind, Segment

# How many bytes the search may read, and how many outputs it may read in any case.
_MOST_BYTES = 5_000_000
_LEAST_READINGS = 30
# Of the replacements in question, each so manieth goes in at once.
_APART = 3
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

    ``document``, ``read`` and ``keeps_structure`` are those of ``guard_structure``. ``rejected`` is
    what did not fit by itself, as far as the search has come.
    """

    document: Document
    read: Callable[[Replacements], Document | None]
    keeps_structure: Callable[[Document], bool]
    rejected: set[int]
    readings_left: int

    def fits(self, replacements: Replacements) -> bool:
        """Whether the output with these replacements has the source's structure."""
        self.readings_left -= 1
        document = self.read(replacements)
        return document is not None and self.keeps_structure(document)

    def extend_apart(
        self, kept: Replacements, candidates: Sequence[tuple[int, bytes]]
    ) -> Replacements:
        """``kept`` with as many of the candidates as fit, judged by where outputs differ."""
        while candidates and self.readings_left > 0:
            left: list[tuple[int, bytes]] = []
            for offset in range(_APART):
                some = candidates[offset::_APART]
                kept, unclear = self._judge(kept, some)
                left += unclear
            if len(left) == len(candidates):
                break
            candidates = sorted(left)
        return self.extend(kept, candidates)

    def _judge(
        self, kept: Replacements, some: Sequence[tuple[int, bytes]]
    ) -> tuple[Replacements, Sequence[tuple[int, bytes]]]:
        """``kept`` with those of ``some`` that fit, and those of which one reading tells nothing.

        Rejected is what the output differs at, if it does not differ directly before that.
        """
        together = {**kept, **dict(some)}
        self.readings_left -= 1
        output = self.read(together)
        if output is not None and self.keeps_structure(output):
            return together, []
        differs = _differences(self.document, together, output)
        if not any(differs):
            return kept, some
        rejected = {
            index for index, _ in some if differs[index] and not (index and differs[index - 1])
        }
        self.rejected |= rejected
        around = _suspects(together, differs)
        fine = [item for item in some if item[0] not in around]
        unclear = [item for item in some if item[0] in around and item[0] not in rejected]
        together = {**kept, **dict(fine)}
        if not fine or self.fits(together):
            return together, unclear
        return kept, sorted([*fine, *unclear])

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
    search = _Search(document, read, keeps_structure, set(), readings)
    suspects = _suspects(replacements, _differences(document, replacements, whole))
    every = sorted(replacements.items())
    kept = search.extend({}, [item for item in every if item[0] not in suspects])
    kept = search.extend_apart(kept, [item for item in every if item[0] in suspects])
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


def _differences(
    document: Document, replacements: Replacements, output: Document | None
) -> Sequence[bool]:
    """For each segment of the source, whether the output has another one, none or more there.

    ``output`` is the output with the replacements, as read. No difference is seen in a file that is
    packed, and in what is no document.
    """
    if output is None or document.unpacked is not None:
        return [False] * len(document.segments)
    spans = _spans(document, replacements)
    starts = [start for start, _ in spans]
    found: list[Segment | None] = [None] * len(spans)
    differs = [False] * len(spans)
    for segment in output.segments:
        index = max(bisect_right(starts, segment.start) - 1, 0)
        if spans and (found[index] is not None or segment.end > spans[index][1]):
            differs[index] = True
        elif spans:
            found[index] = segment
    return [
        differ or here is None or _kind(here) != _kind(source)
        for differ, here, source in zip(differs, found, document.segments, strict=True)
    ]


def _kind(segment: Segment) -> tuple[Kind, int, str]:
    return segment.kind, segment.depth, segment.marker


def _suspects(replacements: Replacements, differs: Sequence[bool]) -> Set[int]:
    """The replacements at or next to which the output differs."""
    order = sorted(replacements)
    suspects: set[int] = set()
    for index, differ in enumerate(differs):
        if differ:
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
