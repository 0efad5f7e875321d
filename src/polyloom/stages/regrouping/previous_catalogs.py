"""Catalogs that a locale has from before the project asked for another grouping.

The header of a catalog says which grouping it was made for: by its name alone, the catalog of a
folder could not be told from that of a document called ``messages``.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.po.header import grouping_in
from polyloom.po.parser import read_nonempty_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import catalog_path


class PreviousCatalog(Struct, frozen=True):
    """A catalog of another grouping than the project's, its documents, and the bytes it has."""

    file: CatalogFile
    grouping: Grouping
    catalog: Catalog
    data: bytes

    def shares_documents_with(self, file: CatalogFile) -> bool:
        """Whether a document of this catalog has its texts in the catalog ``file`` now."""
        return not set(self.file.documents).isdisjoint(file.documents)


class PreviousCatalogs(Struct, frozen=True):
    """The previous catalogs of a locale: those of documents, then of folders, then the project's.

    ``problems`` are about those that cannot be read.
    """

    catalogs: tuple[PreviousCatalog, ...] = ()
    problems: tuple[UserError, ...] = ()


def files_of_other_groupings(
    grouping: Grouping, documents: Sequence[DocumentFile]
) -> Sequence[tuple[Grouping, CatalogFile]]:
    """What would have a catalog if the project asked for each grouping but ``grouping``."""
    return [
        (other, file)
        for other in Grouping
        if other is not grouping
        for file in catalog_files(documents, other)
    ]


def find_previous_catalogs(
    project: Project, locale: str, files: Sequence[tuple[Grouping, CatalogFile]]
) -> PreviousCatalogs:
    """Those catalogs that a locale has of ``files_of_other_groupings``."""
    found: list[PreviousCatalog] = []
    problems: list[UserError] = []
    for grouping, file in files:
        path = catalog_path(locale, file.name)
        try:
            data = read_if_there(project.root, path)
            catalog = None if data is None else read_nonempty_catalog(data, path)
        except UserError as error:
            problems.append(error)
            continue
        if data is not None and catalog is not None and grouping_of(catalog) is grouping:
            found.append(PreviousCatalog(file, grouping, catalog, data))
    return PreviousCatalogs(tuple(found), tuple(problems))


def grouping_of(catalog: Catalog) -> Grouping:
    """Which grouping a catalog was made for; one that does not say so was made for a document."""
    said = grouping_in(catalog.header)
    return Grouping(said) if said in tuple(Grouping) else Grouping.DOCUMENT
