"""What the checks find in the texts of a document, with all that there is to say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from polyloom.checks.findings import entry_problems, finding_of
from polyloom.model import EntryKey, Finding
from polyloom.project.documents import catalog_files
from polyloom.stages.check import check_context
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument
from polyloom.stages.structure_findings import LocalizedDocument, structure_findings


def document_findings(document: ReviewedDocument) -> Mapping[EntryKey, tuple[Finding, ...]]:
    """The findings that nobody has accepted, by the keys of the texts that have some.

    What can be told only of a catalog as a whole is not among it.
    """
    (file,) = catalog_files([document.file], document.project.catalogs.grouping)
    context = check_context(document.project, document.locale, file, document.catalog.catalog)
    refused = _refused(document)
    found: dict[EntryKey, tuple[Finding, ...]] = {}
    for text in document.texts():
        entry = text.status.entry
        if entry is None or not entry.has_translation or text.key in found:
            continue
        findings = (
            finding_of(check, problem, entry, form=form, path=context.path, locale=context.locale)
            for form, check, problem in entry_problems(entry, context)
        )
        every = (*findings, *refused.get(entry.msgid, ()))
        found[text.key] = tuple(each for each in every if each.check not in text.status.accepted)
    return {key: findings for key, findings in found.items() if findings}


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
