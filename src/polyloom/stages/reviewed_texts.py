"""The texts that a reviewer names: a document, an entry by its reference, its line or its text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError, distinct
from polyloom.formats.segment_locations import segment_locations
from polyloom.model import SegmentStatus
from polyloom.project import Project, ReviewPolicy
from polyloom.project.documents import DocumentFile, FoundDocuments, catalog_name
from polyloom.project.file_names import composed
from polyloom.review.review_index import EntryReview
from polyloom.stages.inputs import load_units
from polyloom.stages.segment_status import StatusLookup
from polyloom.workspace.paths import SOURCE, catalog_path

_LINE = re.compile(r"(.+\.po):([1-9][0-9]{0,8})")


class ReviewedText(Struct, frozen=True):
    """A text of a document in a locale, where it stands (``guide.md#point-2``), and its status.

    ``policy`` says whose approval it needs, ``review`` what has been said of it.
    """

    locale: str
    file: DocumentFile
    reference: str
    status: SegmentStatus
    policy: ReviewPolicy
    review: EntryReview


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
    lookup = StatusLookup.of(project, found.documents)
    chosen: dict[tuple[str, str | None, str], ReviewedText] = {}
    files = _documents_of(found, names) if names else found.documents
    texts: list[ReviewedText] = []
    problems = list(found.problems)
    for file in files:
        try:
            texts += _texts_of(lookup, locale, file)
        except UserError as error:
            problems.append(error)
    for name in names or ("",):
        for text in _named(project, texts, name):
            segment = text.status.segment
            chosen.setdefault((text.file.path, segment.context, segment.text), text)
    return ReviewedTexts(tuple(chosen.values()), distinct(problems))


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


def _texts_of(lookup: StatusLookup, locale: str, file: DocumentFile) -> Iterator[ReviewedText]:
    units = load_units(lookup.project, file)
    statuses = lookup.need(locale, file, units).statuses
    index = lookup.reviews.find(locale, file).index
    policy = lookup.project.review_policy(locale, file.path)
    locations = segment_locations(units.document.segments, units.parents)
    for status, location in zip(statuses, locations, strict=True):
        review = index.review_of(status.entry) if status.entry else EntryReview()
        reference = f"{file.path}#{location.anchor}"
        yield ReviewedText(locale, file, reference, status, policy, review)


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
            f"{len(beginnings)} texts begin with “{name}”",
            remedy=f"give more of it, or one of {', '.join(each.reference for each in beginnings)}",
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
        f"“{name}” is no document and no entry here",
        remedy=f"did you mean “{near[0]}”?"
        if near
        else "give a document, an entry as catalogs refer to it (guide.md#point-2), or its text",
    )
