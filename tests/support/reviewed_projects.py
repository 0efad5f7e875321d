"""Projects whose texts are looked at as reviewers see them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from polyloom.po.writer import write_catalog
from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments, ReviewedText
from support.polyloom import catalog_file, make_project, polyloom, read


def reviewed_project(
    folder: Path,
    documents: Mapping[str, str],
    translations: Mapping[str, str] | None = None,
    *,
    extra: str = "",
    locale: str = "es",
) -> Path:
    """A project in one locale with these documents, by their paths, and finished translations.

    Each of the translations, by its source, is put where that is.
    """
    root = make_project(folder / "project", locales=f'"{locale}"', extra=extra)
    (root / "source/statement.txt").unlink()
    for path, text in documents.items():
        (root / "source" / path).write_text(text, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    for path in documents:
        translate_entries(root, path.rpartition(".")[0], translations or {}, locale=locale)
    return root


def translate_entries(
    root: Path,
    name: str,
    translations: Mapping[str, str],
    *,
    locale: str = "es",
    comments: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
) -> None:
    """Put translations, by their sources, into a catalog, with these comments and flags."""
    catalog = read(root, locale, name)
    entries = tuple(
        replace(
            entry,
            msgstr=(translations[entry.msgid],),
            translator_comments=comments,
            flags=flags,
            previous=None,
        )
        if entry.msgid in translations
        else entry
        for entry in catalog.entries
    )
    data = write_catalog(replace(catalog, entries=entries))
    catalog_file(root, locale, name).write_bytes(data)


def documents_of(root: Path, locale: str = "es") -> ReviewedDocuments:
    project = load_project(root)
    return ReviewedDocuments(project, find_documents(root), locale)


def text_of(documents: ReviewedDocuments, reference: str) -> ReviewedText:
    """A text by its reference (``a.md#title``)."""
    documents.renew(documents.project, documents.found)
    path = reference.partition("#")[0]
    file = next(each for each in documents.found.documents if each.path == path)
    found = [each for each in documents.document(file).texts() if each.reference == reference]
    assert len(found) == 1, [each.reference for each in documents.document(file).texts()]
    return found[0]
