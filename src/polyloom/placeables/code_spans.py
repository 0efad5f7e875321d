"""Code spans of Markdown (CommonMark §6.1), found in one pass however many backticks there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from polyloom.late_patterns import late_pattern

# A backtick string: as many as stand side by side.
BACKTICKS = r"`++"
_BACKTICKS = late_pattern(BACKTICKS)


class BacktickRuns:
    """The backtick strings of a text by their length: what may close a code span.

    They are looked up only where one may open, and once for a text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: Mapping[int, Sequence[int]] | None = None

    def end_of_span(self, begin: int, end: int) -> int:
        """Where the code span ends that the string from ``begin`` to ``end`` opens; -1 for none."""
        starts = self._by_length().get(end - begin, ())
        place = bisect_left(starts, end)
        return starts[place] + end - begin if place < len(starts) else -1

    def _by_length(self) -> Mapping[int, Sequence[int]]:
        if self._starts is None:
            starts: dict[int, list[int]] = {}
            for match in _BACKTICKS.finditer(self._text):
                starts.setdefault(match.end() - match.start(), []).append(match.start())
            self._starts = starts
        return self._starts


# Several checks ask for the same two texts, one after the other; the next locale for the source.
@lru_cache(maxsize=256)
def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where code spans begin and end, backticks included, in characters.

    >>> code_spans("a `b` and ``c ` d``, `")
    ((2, 5), (10, 19))
    """
    found = [match.span() for match in _BACKTICKS.finditer(text)]
    if len({end - begin for begin, end in found}) == 1:
        # As nearly all are: each one that opens a span is closed by the next one.
        return tuple(
            (opening[0], closing[1])
            for opening, closing in zip(found[::2], found[1::2], strict=False)
        )
    runs = BacktickRuns(text)
    spans: list[tuple[int, int]] = []
    position = 0
    for begin, end in found:
        if begin >= position and (closed := runs.end_of_span(begin, end)) > 0:
            spans.append((begin, closed))
            position = closed
    return tuple(spans)
