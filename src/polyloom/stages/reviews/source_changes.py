"""How the source of a text has changed since its translation was made, or approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from polyloom.language.marked_runs import MarkedRun, difference_runs
from polyloom.model import Entry, Freshness, Previous
from polyloom.project import Project
from polyloom.review.ledger import ReviewAct, source_digest, translation_digest
from polyloom.stages.reviews.catalog_versions import catalog_versions
from polyloom.stages.reviews.reviewed_documents import ReviewedText


class TextChange(Struct, frozen=True):
    """Two versions of a text."""

    old: str
    new: str

    @property
    def runs(self) -> tuple[MarkedRun, ...]:
        """Both as one, with the words marked that were removed and added."""
        return difference_runs(self.old, self.new)


class ApprovedVersion(Struct, frozen=True):
    """How a text differs from what somebody has approved of before: its source, its translation."""

    by: str
    at: str
    source: tuple[TextChange, ...]
    translation: tuple[TextChange, ...]


def source_changes(entry: Entry) -> tuple[TextChange, ...]:
    """The source from which a draft was made beside today's, as the catalog has it.

    There is one for each of the two source texts of a plural entry that has changed.
    """
    return () if entry.previous is None else _between(entry.previous, entry)


def earlier_source(project: Project, text: ReviewedText) -> tuple[TextChange, ...]:
    """Like ``source_changes``; of a catalog that does not say it any more, from git's history."""
    entry = text.status.entry
    if entry is None or text.status.freshness is not Freshness.OUTDATED:
        return ()
    if entry.previous is not None:
        return source_changes(entry)
    last: Entry | None = None
    for _, catalog in catalog_versions(project, text):
        for each in catalog.entries:
            if each.msgstr == entry.msgstr and each.msgid != entry.msgid and not each.is_fuzzy:
                last = each
    return () if last is None else _between(last, entry)


def approved_version(project: Project, text: ReviewedText) -> ApprovedVersion | None:
    """The last version of a text that was approved, which it is not any more, from git's history.

    None where none was, and where no commit has it.
    """
    entry, void = text.status.entry, text.review.void
    if entry is None or not void:
        return None
    act = void[-1]
    found = next((each for each in _entries(project, text, act)), None)
    if found is None:
        return None
    forms = zip(found.msgstr, entry.msgstr, strict=False)
    changed = tuple(TextChange(old, new) for old, new in forms if old != new)
    return ApprovedVersion(act.by, act.at, _between(found, entry), changed)


def _entries(project: Project, text: ReviewedText, act: ReviewAct) -> Iterator[Entry]:
    """The entries of all versions that an act is about."""
    for _, catalog in catalog_versions(project, text):
        for each in catalog.entries:
            if (
                each.msgctxt == act.context
                and translation_digest(each) == act.translation
                and source_digest(each) == act.source
            ):
                yield each


def _between(before: Previous | Entry, entry: Entry) -> tuple[TextChange, ...]:
    pairs: Sequence[tuple[str | None, str | None]] = (
        (before.msgid, entry.msgid),
        (before.msgid_plural, entry.msgid_plural),
    )
    return tuple(
        TextChange(old, new)
        for old, new in pairs
        if old is not None and new is not None and old != new
    )
