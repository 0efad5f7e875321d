"""Shards: the part of a project's documents that one of several runs does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct

from polyloom.project import Grouping, Project
from polyloom.project.documents import CatalogFile, DocumentFile, FoundDocuments, catalog_name
from polyloom.project.file_names import composed


class Shard(Struct, frozen=True):
    """The ``number``-th of ``count`` shards, from 1 on.

    Which shard a catalog is in depends on its name and on ``count`` alone: each is in one, on every
    machine, whatever else the project has. Its documents, and all its locales, are in the same one.
    """

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def has(self, name: str) -> bool:
        """Whether the catalog ``name`` is in this shard."""
        digest = hashlib.sha256(composed(name).encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


def documents_of(
    shard: Shard | None, project: Project, found: FoundDocuments
) -> tuple[DocumentFile, ...]:
    """The documents of which the catalogs are in the shard; None: all."""
    if shard is None:
        return found.documents
    grouping: Grouping = project.catalogs.grouping
    return tuple(each for each in found.documents if shard.has(catalog_name(each.path, grouping)))


def catalogs_of(shard: Shard | None, files: Iterable[CatalogFile]) -> tuple[CatalogFile, ...]:
    """Those of the catalogs that are in the shard; None: all."""
    return tuple(file for file in files if shard is None or shard.has(file.name))
