"""What the checks find in the texts of documents: of many texts, looked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from polyloom.checks.findings import CheckContext, entry_problems, finding_of
from polyloom.model import Entry, EntryKey, Finding
from polyloom.project.documents import catalog_files
from polyloom.stages.check import check_context
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument
from polyloom.stages.structure_findings import LocalizedDocument, structure_findings

# Findings that nobody has accepted, by the keys of the texts that have some.
FindingsByText = Mapping[EntryKey, tuple[Finding, ...]]


class _OfEntry(NamedTuple):
    """An entry as it was looked at, and what the checks find in it."""

    entry: Entry
    findings: tuple[Finding, ...]


class _OfDocument(NamedTuple):
    """A document as it was looked at, and what was found in it."""

    document: ReviewedDocument
    findings: FindingsByText


class DocumentFindings:
    """What the checks find in documents; what has not changed is not looked at again."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, EntryKey], _OfEntry] = {}
        self._documents: dict[tuple[str, str], _OfDocument] = {}

    def of(self, document: ReviewedDocument) -> FindingsByText:
        """The findings about the texts of a document.

        What can be told only of a catalog as a whole is not among it.
        """
        identity = (document.locale, document.file.path)
        known = self._documents.get(identity)
        if known is None or not _is_as_it_was(known.document, document):
            known = _OfDocument(document, self._found(document))
            self._documents[identity] = known
        return known.findings

    def _found(self, document: ReviewedDocument) -> FindingsByText:
        (file,) = catalog_files([document.file], document.project.catalogs.grouping)
        context = check_context(document.project, document.locale, file, document.catalog.catalog)
        refused = _refused(document)
        found: dict[EntryKey, tuple[Finding, ...]] = {}
        for text in document.texts():
            entry = text.status.entry
            if entry is None or not entry.has_translation or text.key in found:
                continue
            findings = (*self._of_entry(context, entry), *refused.get(entry.msgid, ()))
            kept = tuple(each for each in findings if each.check not in text.status.accepted)
            found[text.key] = kept
        return {key: findings for key, findings in found.items() if findings}

    def _of_entry(self, context: CheckContext, entry: Entry) -> tuple[Finding, ...]:
        identity = (context.path, entry.key)
        known = self._entries.get(identity)
        if known is None or known.entry != entry:
            findings = tuple(
                finding_of(
                    check, problem, entry, form=form, path=context.path, locale=context.locale
                )
                for form, check, problem in entry_problems(entry, context)
            )
            known = self._entries[identity] = _OfEntry(entry, findings)
        return known.findings


def _is_as_it_was(before: ReviewedDocument, now: ReviewedDocument) -> bool:
    """Whether nothing of a document has been read anew, nor its project."""
    return (
        before.units is now.units
        and before.catalog is now.catalog
        and before.reviews is now.reviews
        and before.project == now.project
    )


def _refused(document: ReviewedDocument) -> Mapping[str, list[Finding]]:
    """What is said of translations that cannot stand in the document, by their sources."""
    statuses = [text.status for text in document.texts()]
    localized = LocalizedDocument(
        document.project, document.locale, document.file, document.units, statuses
    )
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in structure_findings(localized):
        found[finding.msgid].append(finding)
    return found
