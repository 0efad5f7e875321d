"""What somebody wrote of a text that its document has no more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, catalog_name
from polyloom.stages.catalog_rewriting import rewrite_catalog
from polyloom.stages.reviews.translation_edit import draft_entry


def keep_vanished_text(
    project: Project, locale: str, file: DocumentFile, key: EntryKey, forms: Sequence[str]
) -> None:
    """Keep a translation of a text that has gone as the draft of its entry.

    The entry is obsolete, or will be with the next update; where the catalog has none, it gets an
    obsolete one. Raises UserError where there is no catalog, too.
    """
    name = catalog_name(file.path, project.catalogs.grouping)
    rewrite_catalog(project, locale, name, partial(_with_draft, key, tuple(forms)))


def _with_draft(key: EntryKey, forms: tuple[str, ...], catalog: Catalog | None) -> Catalog:
    if catalog is None:
        raise UserError(
            message("its catalog is gone, too"),
            remedy=message("copy your text: there is no place to keep it"),
        )
    entries = list(catalog.entries)
    for place, entry in enumerate(entries):
        if entry.key == key:
            entries[place] = draft_entry(entry, forms)
            break
    else:
        context, text = key
        # A finished one would be published if the text came back.
        entries.append(draft_entry(Entry(text, msgctxt=context, obsolete=True), forms))
    return replace(catalog, entries=tuple(entries))
