"""Review sheets: documents as pages to mail or print, drawn and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from polyloom.errors import UserError, distinct
from polyloom.messages import message, plural_message
from polyloom.model import Approval, Finding, Freshness, State
from polyloom.project.documents import DocumentFile
from polyloom.reports.review_sheet_html import ReviewSheet, SheetEntry, review_sheet_html
from polyloom.review.returned_sheet import ReturnedSheet, SheetText, plain_sheet, text_mark
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.stages.reviews.document_findings import document_findings
from polyloom.stages.reviews.place_words import place_words
from polyloom.stages.reviews.reviewed_documents import (
    ReviewedDocument,
    ReviewedDocuments,
    ReviewedText,
)
from polyloom.stages.reviews.source_changes import source_changes
from polyloom.stages.reviews.text_labels import said_of_text, state_labels
from polyloom.workspace.files import write_derived
from polyloom.workspace.paths import sheet_path

# Of what may be approved: a finished translation that is not approved.
_AWAITED = (Approval.AWAITED, Approval.VOID)


class SheetsReport(Struct, frozen=True):
    """The sheets that were made, by their paths below the folder, and what stood in the way."""

    sheets: tuple[str, ...] = ()
    problems: tuple[UserError, ...] = ()


def write_review_sheets(
    documents: ReviewedDocuments,
    files: Sequence[DocumentFile],
    folder: Path,
    progress: Progress = unwatched,
) -> SheetsReport:
    """Write a sheet for each of some documents of a locale, below a folder.

    A document that cannot be read has none. Raises UserError where a sheet cannot be written.
    """
    sheets: list[str] = []
    problems: list[UserError] = []
    names = [f"{documents.locale} {file.name}" for file in files]
    for file in watched(files, names, progress):
        try:
            document = documents.document(file)
        except UserError as error:
            problems.append(error)
            continue
        problems += document.reviews.problems
        path = sheet_path(documents.locale, file.path)
        write_derived(folder, path, review_sheet_html(review_sheet(document)).encode())
        sheets.append(path)
    return SheetsReport(tuple(sheets), distinct(problems))


def review_sheet(document: ReviewedDocument) -> ReviewSheet:
    """A document as a sheet: all its texts, and what is open about each."""
    project, path = document.project, document.file.path
    findings = document_findings(document)
    entries = tuple(
        _entry(document, index, text, findings.get(text.key, ()))
        for index, text in enumerate(document.texts())
    )
    blank = ReturnedSheet(project.name, document.locale, path, "", ())
    texts = [
        SheetText(each.mark, each.reference, "\n".join(each.sources), "\n".join(each.forms))
        for each in entries
        if each.mark and not each.first
    ]
    return ReviewSheet(
        project.name,
        path,
        project.source_locale,
        document.locale,
        entries,
        tuple(_facts(document)),
        plain_sheet(blank, texts),
    )


def _entry(
    document: ReviewedDocument, index: int, text: ReviewedText, findings: Sequence[Finding]
) -> SheetEntry:
    segment, entry, status = text.status.segment, text.status.entry, text.status
    first = document.places[text.key][0]
    plural = entry.msgid_plural if entry else None
    forms = entry.msgstr if entry and entry.has_translation else ()
    changes = source_changes(entry) if entry and status.freshness is Freshness.OUTDATED else ()
    return SheetEntry(
        anchor=f"t{index + 1}",
        reference=text.reference.partition("#")[2],
        where=place_words(segment.kind, document.locations[index]),
        kind=str(segment.kind),
        depth=segment.depth,
        marker=segment.marker,
        sources=(segment.text, *((plural,) if plural is not None else ())),
        forms=forms,
        labels=tuple(state_labels(text)),
        questions=tuple(_questions(text, findings)) if first == index else (),
        changes=tuple(change.runs for change in changes),
        findings=tuple(findings),
        said=tuple(said_of_text(text)),
        note=segment.note,
        mark=text_mark(entry) if entry else "",
        can_approve=status.approval in _AWAITED and status.state is State.TRANSLATED,
        first=f"t{first + 1}" if first != index else "",
    )


def _questions(text: ReviewedText, findings: Sequence[Finding]) -> Iterator[str]:
    """What is open about a text, in words."""
    status = text.status
    if status.state is State.UNTRANSLATED:
        yield message("not translated")
    if status.approval is Approval.REJECTED:
        yield message("rejected")
    elif status.freshness is Freshness.OUTDATED:
        yield message("the source has changed")
    elif status.state is State.DRAFT:
        yield message("a draft")
    elif status.approval is Approval.VOID:
        yield message("changed since it was approved")
    if findings:
        yield plural_message("{count} finding", "{count} findings", len(findings))
    if comments := text.review.comments:
        yield plural_message("{count} comment", "{count} comments", len(comments))


def _facts(document: ReviewedDocument) -> Iterator[str]:
    """How many texts stand how."""
    statuses = [text.status for text in document.texts()]
    states = Counter(status.state for status in statuses)
    yield plural_message("{count} text", "{count} texts", len(statuses))
    approved = states[State.APPROVED]
    awaiting = sum(status.approval in _AWAITED for status in statuses)
    if approved:
        yield plural_message("{count} approved", "{count} approved", approved)
    if awaiting:
        yield plural_message("{count} awaiting review", "{count} awaiting review", awaiting)
    if drafts := states[State.DRAFT]:
        yield plural_message("{count} draft", "{count} drafts", drafts)
    if empty := states[State.UNTRANSLATED]:
        yield plural_message("{count} not translated", "{count} not translated", empty)
