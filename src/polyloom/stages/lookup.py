"""The translations of documents, looked up in catalogs that several documents may share."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from polyloom.model import Entry
from polyloom.project import Grouping, Project
from polyloom.project.documents import DocumentFile, catalog_name
from polyloom.stages.loading import load_catalog, no_catalog_yet

# A catalog's active entries by context and text.
Translations = Mapping[tuple[str | None, str], Entry]


class Lookup(Struct):
    """The catalogs of a project, each read for the first of its documents that is asked for.

    Of each locale the last catalog that documents share is held: they come one after the other.
    """

    project: Project
    held: dict[str, tuple[str, Translations | None]] = field(default_factory=dict)

    def find(self, locale: str, document: DocumentFile) -> Translations | None:
        """A document's translations; None where there is no catalog. Raises UserError."""
        grouping = self.project.catalogs.grouping
        name = catalog_name(document.path, grouping)
        held, translations = self.held.get(locale, ("", None))
        if held == name:
            return translations
        loaded = load_catalog(self.project, locale, name)
        if loaded is not None:
            entries = loaded.catalog.entries
            translations = {entry.key: entry for entry in entries if not entry.obsolete}
        else:
            translations = None
        if grouping is not Grouping.DOCUMENT:
            self.held[locale] = (name, translations)
        return translations

    def need(self, locale: str, document: DocumentFile) -> Translations:
        """A document's translations. Raises UserError, also where there is no catalog yet."""
        found = self.find(locale, document)
        if found is None:
            raise no_catalog_yet(
                locale, catalog_name(document.path, self.project.catalogs.grouping)
            )
        return found
