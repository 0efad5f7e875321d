"""Translations that cannot stand in their documents, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from polyloom.formats.translation_units import TranslationUnits, segment_translations
from polyloom.formats.weave import RefusedTranslation, Woven
from polyloom.formats.woven_memory import NOTHING_WOVEN, WovenMemory
from polyloom.language.line_breaks import flatten
from polyloom.messages import message
from polyloom.model import Finding, SegmentStatus, Severity, State
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, catalog_name
from polyloom.workspace.paths import catalog_path


def unit_translations(statuses: Sequence[SegmentStatus], minimum: State) -> dict[int, str]:
    """The translations that are as far as ``minimum``, by index of unit.

    Line breaks stay where the source has some, too: elsewhere they are an editor's.
    """
    wanted = frozenset(state for state in State if state.reaches(minimum))
    found = {}
    for index, status in enumerate(statuses):
        if status.entry and status.state in wanted:
            text = status.entry.msgstr[0]
            found[index] = text.strip() if "\n" in status.segment.text else flatten(text)
    return {index: text for index, text in found.items() if text}


class LocalizedDocument(Struct, frozen=True):
    """A document in one locale: its units, and the status of each there.

    ``woven`` knows what was woven before in this run, ``flawless`` are the numbers of its texts in
    which the check has found no error.
    """

    project: Project
    locale: str
    file: DocumentFile
    units: TranslationUnits
    statuses: Sequence[SegmentStatus]
    woven: WovenMemory = NOTHING_WOVEN
    flawless: Set[int] = frozenset()

    @property
    def minimum_state(self) -> State:
        """From which state on its translations are published."""
        return self.project.minimum_state(self.locale, self.file.path)

    def weave(self, translations: Mapping[int, str]) -> Woven:
        """The document with the translations of segments, by index, as the project weaves it."""
        options = self.project.settings(self.file.path).options
        links = self.project.localized_links(self.locale)
        return self.woven.weave(self.units.document, translations, options, links)

    def findings(self, refused: Sequence[RefusedTranslation]) -> Iterator[Finding]:
        """What is said of translations that weaving left out, in document order."""
        name = catalog_name(self.file.path, self.project.catalogs.grouping)
        parents = self.units.parents
        first_units = {parent: index for index, parent in reversed([*enumerate(parents)])}
        for refusal in refused:
            status = self.statuses[first_units[refusal.segment]]
            yield Finding(
                check="structure",
                severity=Severity.ERROR,
                path=catalog_path(self.locale, name),
                line=status.entry.line if status.entry else 0,
                message=message(
                    "{reason}; the source's text stands in the output", reason=refusal.reason
                ),
                hint=refusal.remedy,
                msgid=status.segment.text,
                locale=self.locale,
                in_draft=bool(status.entry and status.entry.is_fuzzy),
                topic=refusal.topic,
            )


def structure_findings(document: LocalizedDocument) -> Iterator[Finding]:
    """A finding for each translation of a document, drafts included, that cannot stand in it."""
    found = unit_translations(document.statuses, State.DRAFT)
    if found:
        woven = document.weave(segment_translations(document.units, found))
        yield from document.findings(woven.refused)
