"""What is known where a candidate stands: of the segments before it, and of what is around it."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.open_lists import OpenLists
from polyloom.language.list_markers import Marker
from polyloom.model import Kind

# The family and the ordinal of a heading's number: ``("#.", 2)`` of ``2. Reports``.
HeadingNumber = tuple[str, int]


class SegmentationState(NamedTuple):
    """What has been found in a text up to some block.

    ``segment_count`` counts the segments for translators. ``open_lists`` are the lists that are
    open. ``has_title``: there has been a title. ``last_number`` is that of the last numbered
    heading. ``skip_next``: a directive keeps the next segment from translators.
    """

    segment_count: int = 0
    open_lists: OpenLists = ()
    previous_kind: Kind | None = None
    has_title: bool = False
    last_number: HeadingNumber = ("", 0)
    skip_next: bool = False


class SegmentContext(NamedTuple):
    """What the kind of a candidate is inferred from, besides the candidate.

    ``next_block`` is the block after the candidate's own, ``opens_block``: it is the first of its
    block. The others are as in ``SegmentationState``.
    """

    layout: DocumentLayout
    previous_kind: Kind | None
    next_block: Block | None
    segment_count: int
    opens_block: bool
    has_title: bool
    last_number: HeadingNumber

    @property
    def opens_document(self) -> bool:
        """Whether no segment stands before it."""
        return self.previous_kind is None


def heading_number(marker: Marker, last_number: HeadingNumber) -> HeadingNumber:
    """The number of a heading, read such that it goes on from the last one where it can.

    The number of a part (``2.1``) leaves the last one as it is.
    """
    if marker.family == "#.#":
        return last_number
    numbers = [(one.family, one.ordinal) for one in marker.interpretations]
    return next((one for one in numbers if (one[0], one[1] - 1) == last_number), numbers[0])


def follows_number(marker: Marker, last_number: HeadingNumber) -> bool:
    """Whether a marker can be read as the number after that of the last numbered heading."""
    return any((one.family, one.ordinal - 1) == last_number for one in marker.interpretations)
