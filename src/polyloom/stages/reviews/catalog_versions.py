"""The catalog of a text as git's commits have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.workspace.git import FileVersion, file_versions
from polyloom.workspace.paths import catalog_path


class CatalogVersion(NamedTuple):
    """A catalog as a commit has it."""

    version: FileVersion
    catalog: Catalog


def catalog_versions(project: Project, text: ReviewedText) -> Iterator[CatalogVersion]:
    """The catalog of a text in the commits that changed it, the oldest first.

    Versions that cannot be read are passed over.
    """
    name = catalog_name(text.file.path, project.catalogs.grouping)
    path = catalog_path(text.locale, name)
    for version in file_versions(project.root, path):
        try:
            yield CatalogVersion(version, read_catalog(version.data, path))
        except UserError:
            continue
