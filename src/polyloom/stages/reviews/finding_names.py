"""Which checks have findings in the texts of documents: of many texts, looked at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from polyloom.checks.findings import CheckContext, entry_problems
from polyloom.model import Entry, EntryKey
from polyloom.project.documents import catalog_files
from polyloom.stages.check import check_context
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument
from polyloom.stages.reviews.text_findings import STRUCTURE
from polyloom.stages.structure_findings import LocalizedDocument, structure_findings

# The names of the checks with findings in texts that nobody has accepted, by the texts' keys.
NamesByText = Mapping[EntryKey, frozenset[str]]


class _OfChecks(NamedTuple):
    """An entry as it was looked at, and the checks that have findings in it."""

    entry: Entry
    names: frozenset[str]


class _OfDocument(NamedTuple):
    """A document as it was looked at, and what was found in it."""

    document: ReviewedDocument
    names: NamesByText


class FindingNames:
    """What the checks find in documents; what has not changed is not looked at again."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, EntryKey], _OfChecks] = {}
        self._documents: dict[tuple[str, str], _OfDocument] = {}

    def of(self, document: ReviewedDocument) -> NamesByText:
        """The checks with findings in the texts of a document, by the keys of those that have some.

        What can be told only of a catalog as a whole is not among it.
        """
        identity = (document.locale, document.file.path)
        known = self._documents.get(identity)
        if known is None or known.document is not document:
            known = _OfDocument(document, self._found(document))
            self._documents[identity] = known
        return known.names

    def _found(self, document: ReviewedDocument) -> NamesByText:
        (file,) = catalog_files([document.file], document.project.catalogs.grouping)
        context = check_context(document.project, document.locale, file, document.catalog.catalog)
        refused = _refused(document)
        found: dict[EntryKey, frozenset[str]] = {}
        for text in document.texts():
            entry = text.status.entry
            if entry is None or not entry.has_translation or text.key in found:
                continue
            names = self._of_entry(context, entry)
            names |= {STRUCTURE} if entry.msgid in refused else set()
            found[text.key] = names - text.status.accepted
        return {key: names for key, names in found.items() if names}

    def _of_entry(self, context: CheckContext, entry: Entry) -> frozenset[str]:
        identity = (context.path, entry.key)
        known = self._entries.get(identity)
        if known is None or known.entry != entry:
            names = frozenset(check.name for _, check, _ in entry_problems(entry, context))
            known = self._entries[identity] = _OfChecks(entry, names)
        return known.names


def _refused(document: ReviewedDocument) -> frozenset[str]:
    """The sources of the translations that cannot stand in the document."""
    statuses = [text.status for text in document.texts()]
    localized = LocalizedDocument(
        document.project, document.locale, document.file, document.units, statuses
    )
    return frozenset(finding.msgid for finding in structure_findings(localized))
