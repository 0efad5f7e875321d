"""What readers have said in review sheets, written into the ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Entry
from polyloom.project.documents import DocumentFile
from polyloom.project.file_names import composed
from polyloom.review.ledger import Verdict
from polyloom.review.returned_sheet import (
    Remark,
    ReturnedSheet,
    remark_id,
    source_of_mark,
    text_mark,
)
from polyloom.stages.reviews.review_acts import (
    LeftAlone,
    Opinion,
    Reviewer,
    ReviewReport,
    Saying,
    review_each,
)
from polyloom.stages.reviews.review_lookup import ReviewLookup, load_ledger
from polyloom.stages.reviews.reviewed_documents import (
    ReviewedDocument,
    ReviewedDocuments,
    ReviewedText,
)


class SheetReport(Struct, frozen=True):
    """What became of the remarks of a sheet.

    ``review`` has the references of those that were said, and of those left alone with the reason.
    ``changed`` are references of texts that have changed since: what was said of them is kept as a
    comment. ``known`` counts those that an earlier import has said already.
    """

    review: ReviewReport
    changed: tuple[str, ...] = ()
    known: int = 0


class _Placed(NamedTuple):
    """A remark, and the text that it is of, if that is there; ``is_same``: as it was seen."""

    remark: Remark
    text: ReviewedText | None
    is_same: bool = False


def import_sheet(
    document: ReviewedDocument,
    documents: ReviewedDocuments,
    sheet: ReturnedSheet,
    reviewer: Reviewer,
) -> SheetReport:
    """Say what a sheet says of its document, once: what a ledger has already is passed over.

    Of a text that has changed since, what was said is kept as a comment, and nothing is approved.
    ``documents`` are those of the document's locale. Raises UserError for what cannot be written.
    """
    file = document.file
    said_before = _ids(documents, file)
    places = list(_placed(document, sheet.remarks))
    known = 0
    sayings: list[Saying] = []
    left_alone: list[LeftAlone] = []
    changed: dict[str, None] = {}
    for placed in places:
        act = remark_id(sheet, placed.remark, reviewer.by)
        reference = _reference(file, placed.remark)
        if act in said_before:
            known += 1
        elif placed.text is None:
            left_alone.append(LeftAlone(reference, message("the document has it no more")))
        elif placed.is_same:
            remark = placed.remark
            sayings.append(Saying(placed.text, Opinion(remark.verdict, remark.text), act))
        elif placed.remark.verdict is Verdict.APPROVE:
            reason = message("it has changed since the sheet was made")
            left_alone.append(LeftAlone(reference, reason))
        else:
            changed[placed.text.reference] = None
            text = message("(of an earlier version) {remark}", remark=placed.remark.text)
            sayings.append(Saying(placed.text, Opinion(Verdict.COMMENT, text), act))
    unique = list({saying.id: saying for saying in sayings}.values())
    report = review_each(documents.project, unique, reviewer)
    everything = (*left_alone, *report.left_alone)
    return SheetReport(replace(report, left_alone=everything), tuple(changed), known)


def _reference(file: DocumentFile, remark: Remark) -> str:
    return f"{file.path}#{remark.reference or remark.mark}"


def sheet_document(documents: ReviewedDocuments, sheet: ReturnedSheet, where: str) -> DocumentFile:
    """The document that the sheet in the file ``where`` is of. Raises UserError."""
    project = documents.project
    if sheet.project != project.name:
        raise UserError(
            message(
                "it is a sheet of the project “{other}”, and this one is “{name}”",
                other=sheet.project,
                name=project.name,
            ),
            where=where,
            remedy=message("import it there"),
        )
    for file in documents.found.documents:
        if composed(file.path) == composed(sheet.document):
            return file
    raise UserError(
        message("the project has no document “{document}”", document=sheet.document),
        where=where,
        remedy=message("if it was renamed, write its name of today into the file"),
    )


def _ids(documents: ReviewedDocuments, file: DocumentFile) -> frozenset[str]:
    """The ids of the acts that ledgers have which may speak of the document."""
    lookup = ReviewLookup(documents.project, documents.found.documents)
    path = lookup.path_of(documents.locale, file)
    own = load_ledger(documents.project, path).acts if path else ()
    orphaned = lookup.orphaned(documents.locale).acts
    return frozenset(act.id for act in (*own, *orphaned))


def _placed(document: ReviewedDocument, remarks: Sequence[Remark]) -> Iterator[_Placed]:
    """Each remark with its text: the same, or one of the same source, or the one in its place."""
    texts = _texts(document)
    for remark in remarks:
        found = texts.by_mark.get(remark.mark)
        if found is not None:
            yield _Placed(remark, found, is_same=True)
            continue
        found = texts.by_source.get(source_of_mark(remark.mark))
        yield _Placed(remark, found or texts.by_anchor.get(remark.reference))


class _Texts(NamedTuple):
    """The texts of a document by their marks, by the marks' first part, and by their anchors."""

    by_mark: Mapping[str, ReviewedText]
    by_source: Mapping[str, ReviewedText]
    by_anchor: Mapping[str, ReviewedText]


def _texts(document: ReviewedDocument) -> _Texts:
    by_mark: dict[str, ReviewedText] = {}
    by_source: dict[str, ReviewedText] = {}
    by_anchor: dict[str, ReviewedText] = {}
    for text in document.texts():
        by_anchor[text.reference.partition("#")[2]] = text
        if (entry := text.status.entry) is None:
            continue
        by_mark.setdefault(text_mark(entry), text)
        by_source.setdefault(source_of_mark(text_mark(entry)), text)
        if (before := _entry_before(entry)) is not None:
            by_source.setdefault(source_of_mark(text_mark(before)), text)
    return _Texts(by_mark, by_source, by_anchor)


def _entry_before(entry: Entry) -> Entry | None:
    """The entry with the source that its draft was made from, where the catalog says it."""
    before = entry.previous
    if before is None:
        return None
    return replace(
        entry, msgid=before.msgid, msgctxt=before.msgctxt, msgid_plural=before.msgid_plural
    )
