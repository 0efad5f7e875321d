"""The status of each segment of a document in a locale."""

from __future__ import annotations

from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import Entry, Origin, Segment, SegmentStatus, State
from polyloom.po.notes import freshness_of
from polyloom.po.provenance import origin_of
from polyloom.stages.translation_lookup import Translations


def segment_statuses(
    units: TranslationUnits, translations: Translations | None
) -> list[SegmentStatus]:
    """The status of each unit of a document, in order; None: the locale has no catalog of it."""
    known = translations or {}
    return [_status(segment, known.get((segment.context, segment.text))) for segment in units.units]


def _status(segment: Segment, entry: Entry | None) -> SegmentStatus:
    if entry is None:
        return SegmentStatus(segment, None)
    state = entry.state
    return SegmentStatus(segment, entry, state, _origin(entry, state), freshness_of(entry))


def _origin(entry: Entry, state: State) -> Origin | None:
    if state is State.UNTRANSLATED:
        return None
    return origin_of(entry) if state is State.DRAFT else Origin.PERSON
