"""The notices of a document: what its readers should know of the translation before them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache

from polyloom.language.notices import Wording, notice_locale, notice_text
from polyloom.model import (
    Freshness,
    Notice,
    NoticeTopic,
    Origin,
    SegmentMark,
    SegmentStatus,
    State,
)
from polyloom.project import Project

_NO_TRANSLATION = SegmentMark()
# Of each topic the sentences for the whole of a text, and for parts of it.
_WORDINGS = {
    NoticeTopic.MACHINE: (Wording.MACHINE, Wording.MACHINE_PARTS),
    NoticeTopic.UNREVIEWED: (Wording.UNREVIEWED, Wording.UNREVIEWED_PARTS),
    NoticeTopic.OUTDATED: (Wording.OUTDATED, Wording.OUTDATED),
    NoticeTopic.UNTRANSLATED: (Wording.UNTRANSLATED, Wording.UNTRANSLATED_PARTS),
}


def unit_marks(statuses: Sequence[SegmentStatus], shown: Collection[int]) -> list[SegmentMark]:
    """What stands in an output for each unit; ``shown`` are those whose translation does."""
    return [
        _mark(status.state, status.origin, status.freshness) if index in shown else _NO_TRANSLATION
        for index, status in enumerate(statuses)
    ]


@lru_cache(maxsize=64)
def _mark(state: State, origin: Origin | None, freshness: Freshness) -> SegmentMark:
    # Of each there is one, however many segments have it.
    return SegmentMark(state, origin, freshness is Freshness.OUTDATED)


def segment_marks(marks: Sequence[SegmentMark], parents: Sequence[int]) -> tuple[SegmentMark, ...]:
    """The marks of segments from those of their units: the least finished unit's.

    ``parents`` are the segments of the units, each of which has one.
    """
    found: dict[int, SegmentMark] = {}
    for mark, parent in zip(marks, parents, strict=True):
        known = found.setdefault(parent, mark)
        if _order(mark) < _order(known):
            found[parent] = mark
    return tuple(found[parent] for parent in sorted(found))


def _order(mark: SegmentMark) -> tuple[int, bool, bool]:
    return mark.state.rank, not mark.outdated, mark.origin is not Origin.MACHINE


def document_notices(
    project: Project, locale: str, marks: Sequence[SegmentMark], source_day: date | None
) -> tuple[Notice, ...]:
    """The notices that the project wants on a document in a locale.

    ``source_day`` is when its source last changed, as far as its catalog knows.
    """
    wanted = project.notices.topics(locale)
    own = project.notices.wording(locale)
    source = project.source_locale
    return tuple(
        Notice(
            topic,
            notice_text(wording, locale, source_locale=source, day=source_day, own=own),
            locale if wording in own else notice_locale(locale),
        )
        for topic, wording in _said(marks, wanted, source_day)
    )


def _said(
    marks: Sequence[SegmentMark], wanted: Collection[NoticeTopic], source_day: date | None
) -> Iterator[tuple[NoticeTopic, Wording]]:
    translated = [mark for mark in marks if mark.state is not State.UNTRANSLATED]
    unreviewed = [mark for mark in translated if mark.state is not State.APPROVED]
    machine = [mark for mark in unreviewed if mark.origin is Origin.MACHINE]
    # Who reads that a machine wrote what is not reviewed need not read it twice.
    said_of_machines = len(machine) if NoticeTopic.MACHINE in wanted else 0
    counts = {
        NoticeTopic.MACHINE: (len(machine), len(translated)),
        NoticeTopic.UNREVIEWED: (len(unreviewed) - said_of_machines, len(translated)),
        NoticeTopic.OUTDATED: (sum(mark.outdated for mark in translated), len(translated)),
        NoticeTopic.UNTRANSLATED: (len(marks) - len(translated), len(marks)),
    }
    for topic, (count, total) in counts.items():
        if topic in wanted and count:
            whole, parts = _WORDINGS[topic]
            wording = whole if count == total else parts
            if wording is Wording.OUTDATED and source_day is None:
                wording = Wording.OUTDATED_UNDATED
            yield topic, wording
