"""The way of a locale's entries from its previous catalogs into those of the project's grouping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.notes import previous_catalog, with_previous_catalog
from polyloom.project import Grouping
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_name
from polyloom.stages.regrouping.previous_catalogs import PreviousCatalog

# Whether all of an entry's work is on disk in another catalog of the project's grouping.
IsPreserved = Callable[[Entry], bool]


class Migration(Struct):
    """What the catalogs of one locale get from its previous ones.

    ``grouping`` is the project's. ``template_keys`` gives the keys of the entries of each template
    by the template's name, or None where not all templates can be read: then nobody knows of an
    entry that no template has it. ``_keys_of_previous`` are those that the documents of a previous
    catalog have in their templates, together, and ``_homes_of_previous`` are the homes of its
    entries, in their order; each is made once.
    """

    grouping: Grouping
    previous: tuple[PreviousCatalog, ...]
    template_keys: Callable[[], Mapping[str, Set[EntryKey]] | None]
    _keys_of_previous: dict[tuple[Grouping, str], Set[EntryKey]] = field(default_factory=dict)
    _homes_of_previous: dict[tuple[Grouping, str], Sequence[str]] = field(default_factory=dict)

    def migrated(
        self,
        file: CatalogFile,
        wanted: Set[EntryKey],
        own: Catalog | None,
        is_preserved: IsPreserved,
    ) -> Catalog | None:
        """The catalog ``file`` with its own entries, and its share of the previous catalogs'.

        ``wanted`` are the keys of its template. ``own`` is what stands in its file, None where
        there is none. Where the file is itself a previous catalog, as one of a folder can be called
        like one of a document, the entries that belong into other catalogs stay until they are
        there (``is_preserved``). None where nobody has anything for the catalog.
        """
        # On use: few projects ask for another grouping.
        from polyloom.update.catalog_combination import combine_catalogs

        parts: list[tuple[str, Catalog]] = []
        if own is not None and not any(each.file.name == file.name for each in self.previous):
            parts.append((file.name, own))
        for previous in self.previous:
            if previous.file.name == file.name and own is not None:
                # As it is on disk now: it may have been written since it was found.
                here = replace(previous, catalog=own)
                homes = self._homes(here)
                parts.append((file.name, self._share(file, wanted, here, homes, is_preserved)))
            elif previous.shares_documents_with(file):
                homes = self._known_homes(previous)
                share = self._share(file, wanted, previous, homes, _always_preserved)
                parts.append((previous.file.name, share))
        return combine_catalogs(parts) if parts else None

    def _share(
        self,
        file: CatalogFile,
        wanted: Set[EntryKey],
        previous: PreviousCatalog,
        homes: Sequence[str],
        is_preserved: IsPreserved,
    ) -> Catalog:
        """The entries of a previous catalog that are for ``file``, or must not be lost from it.

        ``homes`` are those of its entries.
        """
        keys = self._keys(previous)
        entries = []
        for entry, home in zip(previous.catalog.entries, homes, strict=True):
            if entry.key in wanted:
                entries.append(with_previous_catalog(entry, ""))
            elif keys is None or entry.key in keys or home != file.name:
                entries += [] if is_preserved(entry) else [entry]
            else:
                entries.append(self._with_origin(file, previous, entry))
        return replace(previous.catalog, entries=tuple(entries))

    def _keys(self, previous: PreviousCatalog) -> Set[EntryKey] | None:
        """The keys that the templates of a previous catalog's documents have; None: not known."""
        by_template = self.template_keys()
        if by_template is None:
            return None
        place = (previous.grouping, previous.file.name)
        if place not in self._keys_of_previous:
            names = {catalog_name(each.path, self.grouping) for each in previous.file.documents}
            keys: Set[EntryKey] = frozenset().union(*(by_template[name] for name in names))
            self._keys_of_previous[place] = keys
        return self._keys_of_previous[place]

    def _known_homes(self, previous: PreviousCatalog) -> Sequence[str]:
        """The homes of the entries that a previous catalog had when it was found."""
        place = (previous.grouping, previous.file.name)
        if place not in self._homes_of_previous:
            self._homes_of_previous[place] = self._homes(previous)
        return self._homes_of_previous[place]

    def _homes(self, previous: PreviousCatalog) -> Sequence[str]:
        """For each entry the name of the catalog that it goes to though no template has it."""
        documents = {document.relative: document for document in previous.file.documents}
        return [
            catalog_name(_document_of(previous, documents, entry).path, self.grouping)
            for entry in previous.catalog.entries
        ]

    def _with_origin(self, file: CatalogFile, previous: PreviousCatalog, entry: Entry) -> Entry:
        """The entry with the name of the catalog to go back to, unless ``file`` is that one.

        A folder's catalog may be called like a document's; then the document's is meant.
        """
        origin = previous_catalog(entry) or previous.file.name
        of_document = any(origin == document.name for document in previous.file.documents)
        back = origin == file.name and of_document == (self.grouping is Grouping.DOCUMENT)
        return with_previous_catalog(entry, "" if back else origin)


def _always_preserved(_: Entry) -> bool:
    """For a previous catalog that is not written over: its file preserves all that it has."""
    return True


def _document_of(
    previous: PreviousCatalog, by_path: Mapping[str, DocumentFile], entry: Entry
) -> DocumentFile:
    """The document that an entry was in, by its references, or by the catalog that it came from.

    ``by_path`` are the catalog's documents by their paths. Where neither names one of them, it is
    the catalog's first one.
    """
    documents = previous.file.documents
    for reference in entry.references:
        word = reference.strip("\u2068\u2069")
        path = word.rpartition("#")[0] or word.replace("\u2069", "").rpartition(":")[0]
        if path in by_path:
            return by_path[path]
    return _document_called(previous_catalog(entry), documents) or documents[0]


def _document_called(origin: str, documents: Sequence[DocumentFile]) -> DocumentFile | None:
    """The first document that has its texts, in some grouping, in a catalog called ``origin``."""
    if not origin:
        return None
    for grouping in Grouping:
        for document in documents:
            if catalog_name(document.path, grouping) == origin:
                return document
    return None
