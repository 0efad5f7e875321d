"""All catalogs of a locale, for texts that went from one document to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from pathlib import PurePosixPath

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import Catalog, EntryKey
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, has_documents
from polyloom.update.locale_index import Elsewhere, OtherCatalog, elsewhere_in
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder

# Gives a template by its name. Raises UserError.
Templates = Callable[[Project, str], Catalog]


class LocaleCatalogs(Struct):
    """The catalogs of a locale while they are updated one after the other.

    ``removed`` are, by catalog, the entries that became obsolete in this run: their texts may be
    in a document that comes later. ``former`` are names of catalogs of another grouping, of which
    nothing is gone: this run takes it over.
    """

    project: Project
    locale: str
    files: Sequence[CatalogFile]
    templates: Templates
    former: Collection[str] = ()
    removed: dict[str, Set[EntryKey]] = field(default_factory=dict)
    known: Elsewhere | None = None

    def elsewhere(self, document: str) -> Elsewhere:
        """What the catalogs have for a document, those of documents that are gone included.

        They are read when this is first asked; broken ones are left out.
        """
        if self.known is None:
            paths = self._paths()
            if set(paths) <= {document}:
                return Elsewhere()
            self.known = elsewhere_in(self._catalogs(paths))
        return self.known

    def _paths(self) -> dict[str, str]:
        """The paths of the catalogs, relative to the project, by document."""
        folder = PurePosixPath(catalog_folder(self.locale))
        root = self.project.root
        paths = (path.relative_to(root) for path in sorted((root / folder).rglob("*.po")))
        return {
            PurePosixPath(path.as_posix())
            .relative_to(folder)
            .with_suffix("")
            .as_posix(): path.as_posix()
            for path in paths
        }

    def _catalogs(self, paths: Mapping[str, str]) -> Iterator[OtherCatalog]:
        for name, relative in paths.items():
            try:
                catalog = read_catalog(read(self.project.root, relative), relative)
                standing = self._standing(name)
            except UserError:
                continue
            yield OtherCatalog(name, catalog, standing, self.removed.get(name, frozenset()))

    def _standing(self, name: str) -> Set[EntryKey] | None:
        """Which entries are in documents; None where that is not known. Raises UserError."""
        if name in self.former:
            return None
        if any(file.name == name for file in self.files):
            return {entry.key for entry in self.templates(self.project, name).entries}
        grouping = self.project.catalogs.grouping
        return None if has_documents(self.project.root, name, grouping) else frozenset()
