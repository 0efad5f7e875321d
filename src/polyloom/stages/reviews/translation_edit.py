"""A reviewer's own translation of a text, written into its catalog."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from polyloom.model import Catalog, Entry, State
from polyloom.po.notes import without_passing_notes
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.stages.catalog_rewriting import rewrite_catalog
from polyloom.stages.reviews.review_queue import TextChangedError
from polyloom.stages.reviews.reviewed_documents import ReviewedText


def write_translation(project: Project, text: ReviewedText, forms: Sequence[str]) -> None:
    """Have the catalog hold this translation, finished, in the place of the one in ``text``.

    Passing notes and the source text of before go, as they do wherever a draft is finished. Raises
    TextChangedError where the catalog has another entry by now, and UserError.
    """
    name = catalog_name(text.file.path, project.catalogs.grouping)
    change = partial(_with_translation, text, tuple(forms))
    rewrite_catalog(project, text.locale, name, change, text.catalog)


def _with_translation(
    text: ReviewedText, forms: tuple[str, ...], catalog: Catalog | None
) -> Catalog:
    entries = list(catalog.entries if catalog else ())
    seen = text.status.entry
    for place, entry in enumerate(entries):
        if entry.key == text.key and not entry.obsolete:
            if catalog is None or entry != seen:
                break
            entries[place] = _finished(entry, forms)
            return replace(catalog, entries=tuple(entries))
    raise TextChangedError


def _finished(entry: Entry, forms: tuple[str, ...]) -> Entry:
    return replace(
        entry,
        msgstr=forms,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        equals_flags=tuple(flag for flag in entry.equals_flags if flag != "fuzzy"),
        translator_comments=without_passing_notes(entry.translator_comments),
        previous=None,
    )


def with_translation(text: ReviewedText, forms: Sequence[str]) -> ReviewedText:
    """The text as it would be with a translation, to see whether that can stand."""
    entry = text.status.entry
    if entry is None:
        return text
    edited = replace(text.status, entry=_finished(entry, tuple(forms)), state=State.TRANSLATED)
    return replace(text, status=edited)
