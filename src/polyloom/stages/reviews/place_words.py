"""Where a text stands in its document, in the language of whoever reads it."""

from __future__ import annotations

from polyloom.formats.segment_locations import SegmentLocation
from polyloom.messages import message
from polyloom.model import Kind
from polyloom.reports.kind_words import kind_word


def place_words(kind: Kind, location: SegmentLocation) -> str:
    """``paragraph 2 of 4``, ``sentence 1 of 3 in point 2 of 4, level 2``."""
    place = kind_word(kind)
    if location.total:
        place = message(
            "{kind} {number} of {total}",
            kind=place,
            number=location.number,
            total=location.total,
        )
    if location.level:
        place = message("{place}, level {level}", place=place, level=location.level)
    if location.sentence:
        return message(
            "sentence {number} of {total} in {place}",
            number=location.sentence,
            total=location.sentences,
            place=place,
        )
    return place
