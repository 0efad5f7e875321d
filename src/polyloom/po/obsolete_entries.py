"""What becomes of entries whose text is in no template any more."""

from __future__ import annotations

from msgspec.structs import replace

from polyloom.model import Entry
from polyloom.po.notes import without_passing_notes


def has_work(entry: Entry) -> bool:
    """Whether there is a translation or a person's comment, which must not be lost."""
    return entry.has_translation or bool(without_passing_notes(entry.translator_comments))


def obsolete_entry(entry: Entry) -> Entry:
    """The entry as an obsolete one: without what was said about its place in the source.

    Passing notes stay on a draft alone: they say what is to be looked at in it.
    """
    comments = entry.translator_comments
    return replace(
        entry,
        obsolete=True,
        extracted_comments=(),
        references=(),
        translator_comments=comments if "fuzzy" in entry.flags else without_passing_notes(comments),
    )
