"""Which checks find something in the texts of documents: of many texts, looked at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from polyloom.model import EntryKey, SegmentStatus, State
from polyloom.project import Project
from polyloom.project.documents import catalog_files
from polyloom.stages.check import check_context
from polyloom.stages.known_checks import (
    CheckNames,
    TextChecks,
    checked_work,
    recalled_refusals,
    refusals_to_keep,
    woven_digest,
    woven_work,
)
from polyloom.stages.recorded_work import ProjectSettings
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument
from polyloom.stages.reviews.text_findings import STRUCTURE
from polyloom.stages.reviews.trial_weaving import trial_refusals
from polyloom.stages.structure_findings import (
    LocalizedDocument,
    structure_findings,
    unit_translations,
)
from polyloom.workspace.work_index import NO_INDEX, WorkIndex

# The checks whose findings nobody has accepted, by the keys of the texts that have some.
ChecksByText = Mapping[EntryKey, frozenset[str]]
# So many translations that have changed are tried alone; more take as long as all of them.
_MOST_TRIED = 20


class _OfDocument(NamedTuple):
    """A document as it was looked at, and what was found in it."""

    document: ReviewedDocument
    names: ChecksByText
    translations: Mapping[int, str]
    refused: frozenset[str]


class DocumentChecks:
    """What the checks find in documents; texts that have not changed are not looked at again.

    What ``polyloom check`` has found in them is known from the index.
    """

    def __init__(self, index: WorkIndex = NO_INDEX) -> None:
        self._index = index
        self._documents: dict[tuple[str, str], _OfDocument] = {}
        self._texts: dict[tuple[str, str], TextChecks] = {}
        self._settings: tuple[Project, ProjectSettings] | None = None

    def of(self, document: ReviewedDocument) -> ChecksByText:
        """The checks that find something in the texts of a document.

        What can be told only of a catalog as a whole is not among it.
        """
        identity = (document.locale, document.file.path)
        known = self._documents.get(identity)
        if known is None or not _is_as_it_was(known.document, document):
            known = self._documents[identity] = self._looked_at(document, known)
        return known.names

    def _looked_at(self, document: ReviewedDocument, before: _OfDocument | None) -> _OfDocument:
        statuses = [text.status for text in document.texts()]
        translations = unit_translations(statuses, State.DRAFT)
        refused = _refused_anew(document, before, translations)
        if refused is None:
            refused = self._refused(document, statuses, translations)
        of_checks = self._names(document, statuses)
        found: dict[EntryKey, frozenset[str]] = {}
        for status in statuses:
            entry = status.entry
            if entry is None or not entry.has_translation or entry.key in found:
                continue
            names = {*of_checks[entry.key], *([STRUCTURE] if entry.msgid in refused else ())}
            found[entry.key] = frozenset(names - status.accepted)
        names_by_key = {key: names for key, names in found.items() if names}
        return _OfDocument(document, names_by_key, translations, refused)

    def _names(
        self, document: ReviewedDocument, statuses: list[SegmentStatus]
    ) -> Mapping[EntryKey, CheckNames]:
        """What the checks of single texts find, accepted or not."""
        (file,) = catalog_files([document.file], document.project.catalogs.grouping)
        context = check_context(document.project, document.locale, file, document.catalog.catalog)
        work = checked_work(self._project_settings(document), document.locale, document.file)
        identity = (document.locale, document.file.path)
        checks = self._texts.get(identity)
        if checks is None or checks.work != work:
            checks = self._texts[identity] = TextChecks(self._index, work)
        found: dict[EntryKey, CheckNames] = {}
        for entry in (status.entry for status in statuses):
            if entry is not None and entry.has_translation and entry.key not in found:
                found[entry.key] = checks.of(entry, context)
        checks.keep()
        return found

    def _refused(
        self,
        document: ReviewedDocument,
        statuses: list[SegmentStatus],
        translations: Mapping[int, str],
    ) -> frozenset[str]:
        """The sources of translations that cannot stand in the document."""
        settings = self._project_settings(document)
        digest = woven_digest(document.units, translations)
        work = woven_work(settings, document.locale, document.file, digest)
        known = recalled_refusals(self._index, work)
        if known is not None:
            return known
        localized = LocalizedDocument(
            document.project, document.locale, document.file, document.units, statuses
        )
        findings = [*structure_findings(localized)]
        self._index.keep([(work, refusals_to_keep(findings))])
        return frozenset(finding.msgid for finding in findings)

    def _project_settings(self, document: ReviewedDocument) -> ProjectSettings:
        if self._settings is None or self._settings[0] != document.project:
            self._settings = (document.project, ProjectSettings(document.project))
        return self._settings[1]


def _is_as_it_was(before: ReviewedDocument, now: ReviewedDocument) -> bool:
    """Whether nothing of a document has been read anew, nor its project."""
    return (
        before.units is now.units
        and before.catalog is now.catalog
        and before.reviews is now.reviews
        and before.project == now.project
    )


def _refused_anew(
    document: ReviewedDocument, before: _OfDocument | None, translations: Mapping[int, str]
) -> frozenset[str] | None:
    """What cannot stand in a document of which a few translations have changed.

    None where that is to be found out by weaving all of it, as where texts are parts of segments.
    """
    if before is None or before.document.units is not document.units:
        return None
    of_segments = len(document.units.units) == len(document.units.document.segments)
    if before.document.project != document.project or not of_segments:
        return None
    changed = [
        index
        for index in range(len(document.units.units))
        if translations.get(index) != before.translations.get(index)
    ]
    if len(changed) > _MOST_TRIED:
        return None
    texts = {text.key: text for text in map(document.text_at, changed)}
    tried = {text.status.segment.text for text in texts.values()}
    refused = {
        text.status.segment.text for text in texts.values() if trial_refusals(document, text)
    }
    return before.refused - tried | refused
