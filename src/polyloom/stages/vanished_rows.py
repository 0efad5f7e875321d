"""Rows of the index about documents, catalogs and locales that a project no longer has."""

from __future__ import annotations

import os

from polyloom.project import Project
from polyloom.project.documents import FoundDocuments, catalog_files
from polyloom.workspace.work_index import WorkIndex

# Stages by what their rows are called by.
_OF_CATALOGS = (
    "update",
    "update among all",
    "complete",
    "translate",
    "translate among all",
    "check",
)
_OF_TEXTS = ("checked texts", "woven texts")
_OF_DOCUMENTS = ("structure", "build", "report")
_OF_FILES = ("memory", "texts")


def forget_vanished(index: WorkIndex, project: Project, found: FoundDocuments) -> None:
    """Have rows removed that no run asks for any more, now that these are the documents.

    A row that was removed too soon costs its work once more.
    """
    names = {file.name for file in catalog_files(found.documents, project.catalogs.grouping)}
    paths = {document.path for document in found.documents}
    of_catalogs = {f"{locale} {name}" for locale in project.locales for name in names}
    of_texts = {f"{locale} {path}" for locale in project.locales for path in paths}

    def is_gone(path: str) -> bool:
        return not os.path.lexists(project.root / path)

    index.forget_rows("extract", lambda name: name not in names)
    index.forget_rows("segments", lambda name: name not in paths)
    for stage in _OF_CATALOGS:
        index.forget_rows(stage, lambda name: name not in of_catalogs)
    for stage in _OF_TEXTS:
        index.forget_rows(stage, lambda name: name not in of_texts)
    for stage in _OF_DOCUMENTS:
        index.forget_rows(stage, lambda name: _document_of(name) not in paths)
    for stage in _OF_FILES:
        index.forget_rows(stage, is_gone)
    index.forget_files(is_gone)


def _document_of(name: str) -> str:
    """The document in the name of a unit, behind which its locales stand in brackets."""
    return name[: max(name.rfind(" ("), name.rfind(" ["))]
