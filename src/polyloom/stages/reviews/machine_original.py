"""What an engine or the memory had drafted, beside what a person made of it."""

from __future__ import annotations

from msgspec import Struct

from polyloom.language.marked_runs import MarkedRun, difference_runs
from polyloom.model import Entry, Origin
from polyloom.po.provenance import draft_label, drafter_of
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.stages.offered_drafts import offered_drafts
from polyloom.stages.reviews.catalog_versions import catalog_versions
from polyloom.stages.reviews.reviewed_documents import ReviewedText


class MachineOriginal(Struct, frozen=True):
    """A draft that a person has edited since; ``label`` says who made it, and when.

    ``runs`` are for each form the draft and the translation of now as one, with the words marked
    that the person removed and added.
    """

    label: str
    forms: tuple[str, ...]
    runs: tuple[tuple[MarkedRun, ...], ...]


def offered_original(project: Project, text: ReviewedText) -> MachineOriginal | None:
    """The draft that an edited translation was made of, as far as the project's state knows it."""
    entry = text.status.entry
    if entry is None or not _may_be_edited(entry):
        return None
    name = catalog_name(text.file.path, project.catalogs.grouping)
    known = offered_drafts(project, text.locale, name).get(entry.key)
    return None if known is None else _original(known, entry)


def committed_original(project: Project, text: ReviewedText) -> MachineOriginal | None:
    """Like ``offered_original``, from git's history: the last draft in it of the same source."""
    entry = text.status.entry
    if entry is None or not _may_be_edited(entry):
        return None
    last: MachineOriginal | None = None
    for _, catalog in catalog_versions(project, text):
        for each in catalog.entries:
            if each.key == entry.key and not each.obsolete:
                last = _original(each, entry) or last
    return last


def _may_be_edited(entry: Entry) -> bool:
    return entry.has_translation and drafter_of(entry) is Origin.PERSON


def _original(draft: Entry, entry: Entry) -> MachineOriginal | None:
    """A draft as the original of an entry; None where it is a person's, or the same text."""
    if drafter_of(draft) is Origin.PERSON or draft.msgstr == entry.msgstr:
        return None
    pairs = zip(draft.msgstr, entry.msgstr, strict=False)
    runs = tuple(difference_runs(before, after) for before, after in pairs)
    return MachineOriginal(draft_label(draft), draft.msgstr, runs)
