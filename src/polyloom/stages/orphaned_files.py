"""Templates and catalogs whose documents are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog
from polyloom.po.header import GENERATOR
from polyloom.po.parser import read_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import FoundDocuments, catalog_name, has_documents
from polyloom.workspace.files import read
from polyloom.workspace.paths import LOCALES, SOURCE, catalog_folder
from polyloom.workspace.work_index import NO_INDEX, WorkIndex


class OrphanedFile(Struct, frozen=True):
    """A template, or a catalog with so many translations, of a document that is gone."""

    path: str
    translations: int
    remedy: str


def orphaned_files(
    project: Project, locales: Sequence[str], found: FoundDocuments, index: WorkIndex = NO_INDEX
) -> tuple[OrphanedFile, ...]:
    """Templates, and catalogs of ``locales``, that Polyloom made for documents that are gone.

    Where a document cannot be read its catalogs are none of them, nor are those of another
    grouping, which an update takes over.
    """
    if SOURCE in found.left_out or "" in found.left_out:
        return ()
    known = {
        catalog_name(document.path, grouping)
        for document in found.documents
        for grouping in Grouping
    }
    return (
        *_orphaned_templates(project, known, index),
        *(each for locale in locales for each in _orphaned_catalogs(project, locale, known, index)),
    )


def _orphaned_templates(
    project: Project, known: set[str], index: WorkIndex
) -> Iterator[OrphanedFile]:
    paths = index.files_in_locales(project.root, LOCALES, ".pot")
    for path, template in _catalogs_of_gone_documents(project, LOCALES, paths, known):
        if template.field("X-Generator") == GENERATOR:
            yield OrphanedFile(path, 0, message("delete it"))


def _orphaned_catalogs(
    project: Project, locale: str, known: set[str], index: WorkIndex
) -> Iterator[OrphanedFile]:
    folder = catalog_folder(locale)
    paths = index.files_in_locales(project.root, folder, ".po")
    for path, catalog in _catalogs_of_gone_documents(project, folder, paths, known):
        if not _is_ours(catalog):
            continue
        count = sum(entry.has_translation for entry in catalog.entries)
        remedy = (
            message("updates and the memory draw on its translations; delete it once they need not")
            if count
            else message("delete it")
        )
        yield OrphanedFile(path, count, remedy)


def _is_ours(catalog: Catalog) -> bool:
    """Whether a catalog was made of a document, by whoever edited it last."""
    return catalog.field("X-Generator") == GENERATOR or any(
        reference.removeprefix("\u2068").startswith(f"{SOURCE}/")
        for entry in catalog.entries
        for reference in entry.references
    )


def _catalogs_of_gone_documents(
    project: Project, folder: str, paths: Sequence[str], known: set[str]
) -> Iterator[tuple[str, Catalog]]:
    """Those of the files below a folder that no document has; what cannot be read is left out.

    A catalog that is broken is said where it is used.
    """
    for path in paths:
        name = path.removeprefix(f"{folder}/").rpartition(".")[0]
        if name in known or has_documents(project.root, name, project.catalogs.grouping):
            continue
        try:
            yield path, read_catalog(read(project.root, path), path)
        except UserError:
            continue
