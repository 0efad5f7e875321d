"""Which files of a project work on a document, or on a catalog, reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polyloom.project.documents import CatalogFile, DocumentFile, catalog_name
from polyloom.workspace.paths import catalog_path, drafts_path, output_path, template_path
from polyloom.workspace.work_index import FileGroup, WorkIndex

if TYPE_CHECKING:
    from polyloom.stages.reviews.review_lookup import ReviewLookup


def template_inputs(file: CatalogFile) -> Iterator[str]:
    """For a template: its documents, and the template as it is."""
    yield template_path(file.name)
    for document in file.documents:
        yield document.relative


def document_inputs(
    reviews: ReviewLookup, locales: Sequence[str], file: DocumentFile
) -> Iterator[str]:
    """For a document in some locales: its file, its catalogs, and what ledgers say of it."""
    yield file.relative
    name = catalog_name(file.path, reviews.project.catalogs.grouping)
    for locale in locales:
        yield catalog_path(locale, name)
        yield from reviews.paths_about(locale, file)


def document_groups(
    index: WorkIndex, reviews: ReviewLookup, locales: Sequence[str], files: Sequence[DocumentFile]
) -> tuple[FileGroup, ...]:
    """For documents in some locales together: all that ``document_inputs`` gives for each."""
    grouping = reviews.project.catalogs.grouping
    names = dict.fromkeys(catalog_name(file.path, grouping) for file in files)
    documents = index.group(file.relative for file in files)
    return (documents, *catalog_groups(index, reviews, locales, [*names]))


def catalog_groups(
    index: WorkIndex, reviews: ReviewLookup, locales: Sequence[str], names: Sequence[str]
) -> tuple[FileGroup, ...]:
    """For the catalogs of those names in some locales: all that ``catalog_inputs`` gives."""
    return tuple(
        index.group(paths)
        for locale in locales
        for paths in ([catalog_path(locale, name) for name in names], reviews.paths_of_all(locale))
    )


def output_inputs(
    reviews: ReviewLookup, locales: Sequence[str], file: DocumentFile
) -> Iterator[str]:
    """For the outputs of a document: what it is made of, and the outputs as they are."""
    from polyloom.outputs import OUTPUTS

    yield from document_inputs(reviews, locales, file)
    suffixes = {PurePosixPath(file.path).suffix, *(row.suffix for row in OUTPUTS)}
    for locale in locales:
        for suffix in sorted(suffixes):
            yield output_path(locale, file.name, suffix)


def catalog_inputs(reviews: ReviewLookup, catalog: tuple[str, CatalogFile]) -> Iterator[str]:
    """For a catalog, given by its locale and what it is for: its file, and ledgers about it."""
    locale, file = catalog
    yield catalog_path(locale, file.name)
    for document in file.documents:
        yield from reviews.paths_about(locale, document)


def update_inputs(catalog: tuple[str, CatalogFile]) -> Iterator[str]:
    """For the update of a catalog: its file, its template, and the drafts that are kept of it."""
    locale, file = catalog
    yield template_path(file.name)
    yield catalog_path(locale, file.name)
    yield drafts_path(locale, file.name)
