"""Shares of a whole as a person may read them: never rounded up to done, nor down to nothing."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.messages import written_percentage
from polyloom.reports.coverage import Counts


def percentage(words: Counts, segments: Counts) -> str:
    """The translated share of the source words, or of the segments where there are no words.

    ``100%`` means that every segment is translated, ``0%`` that none is.

    >>> percentage(Counts(total=1000, translated=996), Counts(total=10, translated=9))
    '99%'
    >>> percentage(Counts(total=1000, translated=4), Counts(total=10, translated=1))
    '<1%'
    """
    counted = words if words.total else segments
    if segments.translated >= segments.total and counted.translated >= counted.total:
        return written_percentage("100%")
    share = min(99, 100 * counted.translated // counted.total) if counted.total else 0
    started = counted.translated or segments.translated
    return written_percentage("<1%" if not share and started else f"{share}%")


def apportion(parts: Sequence[int], width: int) -> list[int]:
    """Divide a bar of ``width`` cells by the parts' sizes (largest remainders), all of it.

    A part that is not nothing gets a cell of its own where there are enough, so that a bar looks
    done only when it is.

    >>> apportion([996, 0, 4], 10)
    [9, 0, 1]
    """
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    cells = [width * part // total for part in parts]
    remainders = [-(width * part % total) for part in parts]
    for index in sorted(range(len(parts)), key=remainders.__getitem__)[: width - sum(cells)]:
        cells[index] += 1
    for index, part in enumerate(parts):
        largest = max(range(len(parts)), key=cells.__getitem__)
        if part and not cells[index] and cells[largest] > 1:
            cells[largest] -= 1
            cells[index] = 1
    return cells
