"""Catalogs that a locale has from before the project asked for another grouping.

The header of a catalog says what it was made for, so that one that is called like another one of
today is told from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.header import grouping_in
from polyloom.po.notes import came_from, with_origin
from polyloom.po.parser import read_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files, catalog_name
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import catalog_path


class Former(Struct, frozen=True):
    """A catalog of another grouping than today's, the bytes of it, and its documents."""

    file: CatalogFile
    grouping: Grouping
    catalog: Catalog
    data: bytes

    def covers(self, file: CatalogFile) -> bool:
        """Whether it may have texts of the documents of a catalog of today."""
        return not set(self.file.documents).isdisjoint(file.documents)


class Formers(Struct, frozen=True):
    """What a locale has from before, in the order of documents, folders and the project."""

    catalogs: tuple[Former, ...] = ()
    problems: tuple[UserError, ...] = ()


def former_files(
    grouping: Grouping, documents: Sequence[DocumentFile]
) -> Iterator[tuple[Grouping, CatalogFile]]:
    """What the catalogs of the documents would be if the project asked for another grouping."""
    for other in Grouping:
        if other is not grouping:
            for file in catalog_files(documents, other):
                yield other, file


def find_formers(project: Project, locale: str, documents: Sequence[DocumentFile]) -> Formers:
    """What a locale has of the documents from before; what cannot be read is a problem."""
    found: list[Former] = []
    problems: list[UserError] = []
    today = project.catalogs.grouping
    for grouping, file in former_files(today, documents):
        path = catalog_path(locale, file.name)
        try:
            data = read_if_there(project.root, path)
            catalog = None if data is None else read_catalog(data, path)
        except UserError as error:
            problems.append(error)
            continue
        if data is not None and catalog is not None and grouping_of(catalog) is grouping:
            found.append(Former(file, grouping, catalog, data))
    return Formers(tuple(found), tuple(problems))


def grouping_of(catalog: Catalog) -> Grouping:
    """What a catalog was made for."""
    said = grouping_in(catalog.header)
    return Grouping(said) if said in tuple(Grouping) else Grouping.DOCUMENT


class Takeover(Struct):
    """The way of a locale's translations into the catalogs of today.

    ``standing`` gives the keys of the templates of today by name, or None where not all of them
    can be read: then nobody knows of an entry that no template has it. ``covered`` are those that
    the documents of a catalog from before have together.
    """

    grouping: Grouping
    formers: tuple[Former, ...]
    standing: Callable[[], Mapping[str, Set[EntryKey]] | None]
    covered: dict[tuple[Grouping, str], Set[EntryKey]] = field(default_factory=dict)

    def take_over(
        self,
        file: CatalogFile,
        wanted: Set[EntryKey],
        own: Catalog | None,
        elsewhere: Callable[[Entry], bool],
    ) -> Catalog | None:
        """What is there for a catalog of today: its own entries, and its share of those before.

        None where there is nothing. ``wanted`` are the keys of its template, ``own`` is what is in
        its file; where that is a catalog from before, the entries that belong into other files stay
        until they are there (``elsewhere``).
        """
        # On use: few projects change their mind about what has a catalog.
        from polyloom.update.regrouping import combine

        parts: list[tuple[str, Catalog]] = []
        if own is not None and not any(former.file.name == file.name for former in self.formers):
            parts.append((file.name, own))
        for former in self.formers:
            if former.file.name == file.name and own is not None:
                here = replace(former, catalog=own)
                parts.append((former.file.name, self._share(file, wanted, here, elsewhere)))
            elif former.covers(file):
                share = self._share(file, wanted, former, _anything)
                parts.append((former.file.name, share))
        return combine(parts) if parts else None

    def _share(
        self,
        file: CatalogFile,
        wanted: Set[EntryKey],
        former: Former,
        elsewhere: Callable[[Entry], bool],
    ) -> Catalog:
        standing = self._standing_of(former)
        entries = []
        for entry in former.catalog.entries:
            if entry.key in wanted:
                entries.append(with_origin(entry, ""))
            elif (
                standing is None or entry.key in standing or self._home(former, entry) != file.name
            ):
                entries += [] if elsewhere(entry) else [entry]
            else:
                entries.append(self._with_origin(file, former, entry))
        return replace(former.catalog, entries=tuple(entries))

    def _standing_of(self, former: Former) -> Set[EntryKey] | None:
        """The keys of the templates that a catalog's documents have today."""
        standing = self.standing()
        if standing is None:
            return None
        place = (former.grouping, former.file.name)
        if place not in self.covered:
            names = {catalog_name(each.path, self.grouping) for each in former.file.documents}
            self.covered[place] = frozenset().union(*(standing[name] for name in names))
        return self.covered[place]

    def _home(self, former: Former, entry: Entry) -> str:
        """The catalog of today for an entry that no template has."""
        return catalog_name(_document_of(former, entry).path, self.grouping)

    def _with_origin(self, file: CatalogFile, former: Former, entry: Entry) -> Entry:
        """The entry with the catalog that it is to go back to, unless it is there.

        A folder's catalog may be called like a document's; then the document's is meant.
        """
        origin = came_from(entry) or former.file.name
        of_document = any(origin == document.name for document in former.file.documents)
        back = origin == file.name and of_document == (self.grouping is Grouping.DOCUMENT)
        return with_origin(entry, "" if back else origin)


def _anything(_: Entry) -> bool:
    """Of a catalog that stays as it is, nothing has to be kept elsewhere."""
    return True


def _document_of(former: Former, entry: Entry) -> DocumentFile:
    """The document that an entry was in, as far as it says so; else the catalog's first one."""
    documents = former.file.documents
    by_path = {document.relative: document for document in documents}
    for reference in entry.references:
        word = reference.strip("\u2068\u2069")
        path = word.rpartition("#")[0] or word.replace("\u2069", "").rpartition(":")[0]
        if path in by_path:
            return by_path[path]
    origin = came_from(entry)
    for grouping in Grouping:
        for document in documents:
            if origin and catalog_name(document.path, grouping) == origin:
                return document
    return documents[0]
