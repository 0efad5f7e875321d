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

# How many bytes the search may read again, and how many times it may in any case.
_EFFORT = 20_000_000
_LEAST_READINGS = 30
# How many of the pieces around one that cannot go in are written otherwise in turn.
_NEAR = 12

# What to write in the place of segments, by index.
Replacements = Mapping[int, bytes]


class GuardResult(Struct, frozen=True):
    """The pieces, by index of segment, that can all go in, and of the others those that cannot.

    A piece that is kept may be written otherwise than it was handed in. Of what is in neither
    nothing is known but that it stands near one that cannot.
    """

    kept: Replacements
    rejected: frozenset[int]


class _StructureSearch(Struct):
    """Readings of outputs with some of the pieces in them, as long as there are any ``left``."""

    read: Callable[[Replacements], Document | None]
    keeps: Callable[[Document], bool]
    rejected: set[int]
    left: int

    def passes(self, pieces: Replacements) -> bool:
        """Whether the output with these pieces has the source's structure."""
        self.left -= 1
        document = self.read(pieces)
        return document is not None and self.keeps(document)

    def accept(self, base: Replacements, candidates: Sequence[tuple[int, bytes]]) -> Replacements:
        """``base`` with as many of the candidates as keep the structure, found by halving."""
        if not candidates or self.left <= 0:
            return base
        together = {**base, **dict(candidates)}
        if self.passes(together):
            return together
        if len(candidates) == 1:
            self.rejected.add(candidates[0][0])
            return base
        middle = len(candidates) // 2
        return self.accept(self.accept(base, candidates[:middle]), candidates[middle:])

    def accept_otherwise(
        self, base: Replacements, pieces: Replacements, others: Callable[[int], Iterable[bytes]]
    ) -> Replacements:
        """``base`` with those of the rejected that fit if they or one near is written otherwise."""
        for index in sorted(self.rejected):
            for changed in _otherwise(index, base, pieces, others):
                if self.left <= 0:
                    return base
                if self.passes({**base, **changed}):
                    base = {**base, **changed}
                    self.rejected.remove(index)
                    break
        return base


def guard_structure(
    document: Document,
    pieces: Replacements,
    others: Callable[[int], Iterable[bytes]],
    read: Callable[[Replacements], Document | None],
    keeps: Callable[[Document], bool],
) -> GuardResult:
    """Which of ``pieces`` (by index of segment) keep the document's structure together.

    ``others`` gives the other ways to write a piece, which are tried if it does not. ``read`` gives
    the reading of the output with these pieces in it, None where it is no document of the format;
    ``keeps`` says whether a reading has the source's structure.
    """
    whole = read(pieces)
    if whole is not None and keeps(whole):
        return GuardResult(pieces, frozenset())
    trial = _StructureSearch(
        read, keeps, set(), max(_LEAST_READINGS, _EFFORT // (len(document.data) + 1))
    )
    suspects = _suspects(document, pieces, whole)
    every = sorted(pieces.items())
    kept = trial.accept({}, [item for item in every if item[0] not in suspects])
    kept = trial.accept(kept, [item for item in every if item[0] in suspects])
    kept = trial.accept_otherwise(kept, pieces, others)
    return GuardResult(kept, frozenset(trial.rejected))


def _otherwise(
    index: int, base: Replacements, pieces: Replacements, others: Callable[[int], Iterable[bytes]]
) -> Iterator[Replacements]:
    """The other ways to write a piece, and those to write one that stands near it."""
    for way in others(index):
        yield {index: way}
    order = sorted(base, key=lambda other: abs(other - index))
    for near in order[:_NEAR]:
        for way in others(near):
            yield {index: pieces[index], near: way}


def _suspects(document: Document, pieces: Replacements, whole: Document | None) -> Set[int]:
    """The pieces that stand where the output is parted into segments in another way.

    Where that cannot be seen (the file is packed, or no document), there are none.
    """
    if whole is None or document.unpacked is not None:
        return frozenset()
    spans = _spans(document, pieces)
    starts = [start for start, _ in spans]
    found = [0] * len(spans)
    suspects: set[int] = set()
    order = sorted(pieces)
    for segment in whole.segments:
        place = bisect_right(starts, segment.start) - 1
        if place >= 0 and segment.end <= spans[place][1]:
            found[place] += 1
        else:
            suspects.update(_around(order, place))
    for index, times in enumerate(found):
        if times != 1:
            suspects.update(_around(order, index))
    return suspects


def _around(order: Sequence[int], index: int) -> Sequence[int]:
    """The piece at a segment, and the nearest one on either side."""
    place = bisect_left(order, index)
    here = place < len(order) and order[place] == index
    return order[max(0, place - 1) : place + 1 + here]


def _spans(document: Document, pieces: Replacements) -> list[tuple[int, int]]:
    """Where the segments stand in the output with all of the pieces."""
    spans = []
    shift = 0
    for index, segment in enumerate(document.segments):
        start = segment.start + shift
        if index in pieces:
            shift += len(pieces[index]) - (segment.end - segment.start)
        spans.append((start, segment.end + shift))
    return spans
