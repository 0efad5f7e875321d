"""The translations of documents, looked up in catalogs that several documents may share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from polyloom.model import Entry, EntryKey
from polyloom.po.header import creation_day
from polyloom.project import Grouping, Project
from polyloom.project.documents import DocumentFile, catalog_name
from polyloom.stages.inputs import load_translations, no_catalog_yet

# A catalog's entries that are not obsolete, without what they say of their documents.
Translations = Mapping[EntryKey, Entry]


class TranslationLookup(Struct):
    """The catalogs of a project, each read for the first of its documents that is asked for.

    Of each locale the last catalog that documents share is kept: its documents are asked for one
    after the other.
    """

    project: Project
    _last: dict[str, tuple[str, Translations | None]] = field(default_factory=dict)
    _source_days: dict[tuple[str, str], date | None] = field(default_factory=dict)

    def find(self, locale: str, document: DocumentFile) -> Translations | None:
        """A document's translations; None where there is no catalog. Raises UserError."""
        grouping = self.project.catalogs.grouping
        name = catalog_name(document.path, grouping)
        last, translations = self._last.get(locale, ("", None))
        if last == name:
            return translations
        catalog = load_translations(self.project, locale, name)
        if catalog is not None:
            self._source_days[locale, name] = creation_day(catalog)
            entries = catalog.entries
            translations = {entry.key: entry for entry in entries if not entry.obsolete}
        else:
            translations = None
        if grouping is not Grouping.DOCUMENT:
            self._last[locale] = (name, translations)
        return translations

    def need(self, locale: str, document: DocumentFile) -> Translations:
        """A document's translations. Raises UserError, also where there is no catalog yet."""
        found = self.find(locale, document)
        if found is None:
            grouping = self.project.catalogs.grouping
            raise no_catalog_yet(locale, catalog_name(document.path, grouping))
        return found

    def source_day(self, locale: str, document: DocumentFile) -> date | None:
        """When a document's source last changed, by its catalog, which was asked for before."""
        return self._source_days.get(
            (locale, catalog_name(document.path, self.project.catalogs.grouping))
        )
