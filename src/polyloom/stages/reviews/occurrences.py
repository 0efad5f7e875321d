"""Where else a source text stands, and how it is translated there."""

from __future__ import annotations

from msgspec import Struct

from polyloom.model import EntryKey, State
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.stages.reviews.translation_index import TranslationIndex
from polyloom.workspace.paths import SOURCE


class Occurrence(Struct, frozen=True):
    """A text with the same source: its places (``guide.md#point-2``), and its translation.

    ``catalog`` is the one it is in, ``key`` its entry's there. The ``state`` is as far as the
    catalog alone can tell.
    """

    catalog: str
    key: EntryKey
    references: tuple[str, ...]
    forms: tuple[str, ...]
    state: State


def places_of(references: tuple[str, ...]) -> tuple[str, ...]:
    """The references of an entry as reviewers name texts: from the folder of the documents on.

    >>> places_of(("source/guide.md#point-2",))
    ('guide.md#point-2',)
    """
    return tuple(each.removeprefix(f"{SOURCE}/") for each in references)


def occurrences(index: TranslationIndex, text: ReviewedText) -> tuple[Occurrence, ...]:
    """The other places of a text's source in its locale, in the order of the catalogs."""
    found = []
    for catalog, entry in index.with_source(text.status.segment.text):
        if entry.obsolete:
            continue
        others = tuple(each for each in places_of(entry.references) if each != text.reference)
        if others:
            found.append(Occurrence(catalog, entry.key, others, entry.msgstr, entry.state))
    return tuple(found)
