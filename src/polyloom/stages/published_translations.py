"""Which translations of a document are published, and whether errors in them keep it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.findings import finding_of, translation_errors
from polyloom.formats import markup_of
from polyloom.formats.translation_units import segment_translations
from polyloom.formats.weave import Woven
from polyloom.messages import plural_message
from polyloom.model import Entry, EntryKey, Finding, Kind, State
from polyloom.project import OnError
from polyloom.project.documents import catalog_name
from polyloom.stages.known_checks import text_number
from polyloom.stages.structure_findings import LocalizedDocument, unit_translations
from polyloom.workspace.paths import catalog_path


class PublishedTranslations(Struct, frozen=True):
    """The translations to publish, by index of unit, and what is wrong with finished ones.

    Where the project wants the source's text in place of a translation with an error, it is none
    of those to publish.
    """

    translations: Mapping[int, str]
    errors: tuple[Finding, ...]


def published_translations(document: LocalizedDocument) -> PublishedTranslations:
    """What is far enough to be published, by the project's settings."""
    settings = document.project.build
    found = unit_translations(document.statuses, document.minimum_state)
    errors: dict[EntryKey, tuple[Finding, ...]] = {}
    kept: dict[int, str] = {}
    for index, text in found.items():
        status = document.statuses[index]
        entry = status.entry
        if entry is not None and status.state.reaches(State.TRANSLATED):
            if entry.key not in errors:
                errors[entry.key] = tuple(
                    each
                    for each in _errors(document, status.segment.kind, entry)
                    if each.check not in status.accepted
                )
            if errors[entry.key] and settings.on_error is OnError.SOURCE:
                continue
        kept[index] = text
    return PublishedTranslations(kept, tuple(each for some in errors.values() for each in some))


class PublishedDocument(Struct, frozen=True):
    """A document with the translations of its units and of its segments, woven.

    ``findings`` are about translations that weaving left out. ``reason`` says why the document is
    held back, where it is.
    """

    published: PublishedTranslations
    translations: Mapping[int, str]
    woven: Woven
    findings: tuple[Finding, ...]
    reason: str


def published_document(document: LocalizedDocument) -> PublishedDocument:
    """The document as it would be published, by the project's settings."""
    published = published_translations(document)
    translations = segment_translations(document.units, published.translations)
    woven = document.weave(translations)
    findings = tuple(document.findings(woven.refused))
    reason = ""
    if document.project.build.on_error is OnError.HOLD:
        failures = [each for each in (*findings, *published.errors) if each.is_failure]
        if failures:
            reason = plural_message(
                "{count} error in finished translations",
                "{count} errors in finished translations",
                len(failures),
            )
    return PublishedDocument(published, translations, woven, findings, reason)


def held_back_reason(document: LocalizedDocument) -> str:
    """Why errors keep the document back, or an empty string; weaves it only where they may."""
    if document.project.build.on_error is not OnError.HOLD:
        return ""
    return published_document(document).reason


def _errors(document: LocalizedDocument, kind: Kind, entry: Entry) -> Iterator[Finding]:
    project, locale = document.project, document.locale
    markup = markup_of(document.file.format, kind)
    is_single = entry.msgid_plural is None
    if is_single and document.flawless and text_number(entry, markup, "") in document.flawless:
        return
    name = catalog_name(document.file.path, project.catalogs.grouping)
    pair = TranslationPair(
        entry.msgid,
        entry.msgstr[0],
        project.source_locale,
        locale,
        project.checks.localized_links,
        markup,
        project.pretranslation.terms(locale),
    )
    for check, problem in translation_errors(pair):
        yield finding_of(check, problem, entry, path=catalog_path(locale, name), locale=locale)
