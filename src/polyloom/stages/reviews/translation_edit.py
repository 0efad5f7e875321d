"""A reviewer's own translation of a text, written into its catalog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    rewrite_entry(project, text, partial(finished_entry, forms=tuple(forms)))


def rewrite_entry(project: Project, text: ReviewedText, change: Callable[[Entry], Entry]) -> None:
    """Replace the entry of ``text`` in its catalog by what ``change`` makes of it.

    Raises TextChangedError where the catalog has another entry by now, and UserError.
    """
    name = catalog_name(text.file.path, project.catalogs.grouping)
    rewrite_catalog(project, text.locale, name, partial(_changed, text, change), text.catalog)


def _changed(
    text: ReviewedText, change: Callable[[Entry], Entry], catalog: Catalog | None
) -> Catalog:
    entries = list(catalog.entries if catalog else ())
    seen = text.status.entry
    for place, entry in enumerate(entries):
        if entry.key == text.key and not entry.obsolete:
            if catalog is None or entry != seen:
                break
            entries[place] = change(entry)
            return replace(catalog, entries=tuple(entries))
    raise TextChangedError


def finished_entry(entry: Entry, forms: tuple[str, ...]) -> Entry:
    """The entry with a translation that is no draft, without what is noted of drafts."""
    return replace(
        entry,
        msgstr=forms,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        equals_flags=tuple(flag for flag in entry.equals_flags if flag != "fuzzy"),
        translator_comments=without_passing_notes(entry.translator_comments),
        previous=None,
    )


def draft_entry(entry: Entry, forms: tuple[str, ...]) -> Entry:
    """The entry with a translation that is a draft; what is noted of it stays."""
    flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
    return replace(entry, msgstr=forms, flags=flags)


def restored_entry(entry: Entry, before: Entry) -> Entry:
    """The entry with the translation, the flags and the notes that it had before."""
    return replace(
        entry,
        msgstr=before.msgstr,
        flags=before.flags,
        equals_flags=before.equals_flags,
        translator_comments=before.translator_comments,
        previous=before.previous,
    )


def with_translation(text: ReviewedText, forms: Sequence[str]) -> ReviewedText:
    """The text as it would be with a translation, to see whether that can stand."""
    entry = text.status.entry
    if entry is None:
        return text
    edited = replace(text.status, entry=finished_entry(entry, tuple(forms)), state=State.TRANSLATED)
    return replace(text, status=edited)
