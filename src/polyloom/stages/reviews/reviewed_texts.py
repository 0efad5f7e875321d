"""The texts that a reviewer names: a document, an entry by its reference, its line or its text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError, distinct
from polyloom.messages import message
from polyloom.model import EntryKey
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, FoundDocuments, catalog_name
from polyloom.project.file_names import composed
from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments, ReviewedText
from polyloom.workspace.paths import SOURCE, catalog_path

_LINE = re.compile(r"(.+\.po):([1-9][0-9]{0,8})")


class ReviewedTexts(Struct, frozen=True):
    """Texts, and the documents, catalogs and ledgers that could not be read for them."""

    texts: tuple[ReviewedText, ...]
    problems: tuple[UserError, ...] = ()


def reviewed_texts(
    project: Project, found: FoundDocuments, locale: str, names: Sequence[str]
) -> ReviewedTexts:
    """The texts in a locale that ``names`` name, each once, in the documents' order; else all.

    A name is a document's, with or without suffix; an entry's reference, ``guide.md#point-2``; its
    place, ``locales/es/LC_MESSAGES/guide.po:12``, as findings are told; or its source text.
    Raises ConfigurationError for a name of nothing.
    """
    return named_texts(ReviewedDocuments(project, found, locale), names)


def named_texts(documents: ReviewedDocuments, names: Sequence[str]) -> ReviewedTexts:
    """Like ``reviewed_texts``, of documents that are read, or kept, for more than that."""
    found, project = documents.found, documents.project
    chosen: dict[tuple[str, EntryKey], ReviewedText] = {}
    files = _documents_of(found, names) if names else found.documents
    texts: list[ReviewedText] = []
    problems = list(found.problems)
    for file in files:
        try:
            document = documents.document(file)
        except UserError as error:
            problems.append(error)
            continue
        texts += document.texts()
        problems += document.reviews.problems
    for name in names or ("",):
        for text in _named(project, texts, name):
            chosen.setdefault((text.file.path, text.key), text)
    return ReviewedTexts(tuple(chosen.values()), distinct(problems))


def document_named(found: FoundDocuments, name: str) -> DocumentFile:
    """The document with a name, with or without suffix. Raises ConfigurationError."""
    file = _document(found.documents, name)
    if file is None:
        known = [name for each in found.documents for name in (each.path, each.name)]
        near = difflib.get_close_matches(name.removeprefix(f"{SOURCE}/"), known, n=1)
        raise ConfigurationError(
            message("“{name}” is no document here", name=name),
            remedy=message("did you mean “{near}”?", near=near[0])
            if near
            else message("give one of those in source/"),
        )
    return file


def _documents_of(found: FoundDocuments, names: Sequence[str]) -> Sequence[DocumentFile]:
    """The documents that the names are about; all, where one does not say which."""
    files = []
    for name in names:
        beginning = name.partition("#")[0]
        file = _document(found.documents, beginning)
        if file is None:
            return found.documents
        files.append(file)
    return [file for file in found.documents if file in files]


def _document(documents: Sequence[DocumentFile], name: str) -> DocumentFile | None:
    wanted = composed(name.removeprefix(f"{SOURCE}/"))
    for file in documents:
        if wanted in (composed(file.path), composed(file.name)):
            return file
    return None


def _named(project: Project, texts: Sequence[ReviewedText], name: str) -> Sequence[ReviewedText]:
    if not name:
        return texts
    found = [text for text in texts if _is_meant(project, text, name)]
    if found:
        return found
    beginnings = [text for text in texts if text.status.segment.text.startswith(name)]
    if len(beginnings) == 1:
        return beginnings
    if beginnings:
        raise ConfigurationError(
            message("{number} texts begin with “{name}”", number=len(beginnings), name=name),
            remedy=message(
                "give more of it, or one of {names}",
                names=", ".join(each.reference for each in beginnings),
            ),
        )
    raise _names_nothing(texts, name)


def _is_meant(project: Project, text: ReviewedText, name: str) -> bool:
    if place := _LINE.fullmatch(name):
        entry = text.status.entry
        path = catalog_path(text.locale, catalog_name(text.file.path, project.catalogs.grouping))
        return entry is not None and (path, entry.line) == (composed(place[1]), int(place[2]))
    segment = text.status.segment
    document, mark, anchor = composed(name.removeprefix(f"{SOURCE}/")).partition("#")
    own = text.reference.partition("#")[2]
    is_document = document in (composed(text.file.path), composed(text.file.name))
    return (is_document and (not mark or anchor == own)) or segment.text == name


def _names_nothing(texts: Sequence[ReviewedText], name: str) -> ConfigurationError:
    known = [text.reference for text in texts]
    known += [text.file.name for text in texts]
    known += [text.status.segment.text for text in texts]
    near = difflib.get_close_matches(name.removeprefix(f"{SOURCE}/"), known, n=1)
    return ConfigurationError(
        message("“{name}” is no document and no entry here", name=name),
        remedy=message("did you mean “{near}”?", near=near[0])
        if near
        else message(
            "give a document, an entry as catalogs refer to it (guide.md#point-2), or its text"
        ),
    )
