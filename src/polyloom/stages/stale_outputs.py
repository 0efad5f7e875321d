"""Outputs that earlier builds wrote and that are not built any more."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.messages import message, translatable
from polyloom.project import BelowCoverage, Project
from polyloom.project.documents import FoundDocuments
from polyloom.stages.output_manifest import (
    Manifest,
    ManifestEntry,
    is_manifest,
    load_manifest,
    locale_of_output,
    save_manifest,
)
from polyloom.workspace.output_files import (
    OutputPresence,
    are_one_file,
    day_written,
    output_presence,
    remove_output,
)
from polyloom.workspace.paths import SOURCE

_CHANGED = translatable(
    "it is not built any more, but somebody has changed it; delete it if nobody needs it"
)
_WITHHELD = translatable("its document is not published as it is now")


class KeptOutput(Struct, frozen=True):
    """An output of an earlier build that stays, why, and the day on which it was written."""

    path: str
    reason: str
    day: date | None


class BuildOutcome(Struct, frozen=True):
    """What a build of ``locales`` did, as far as outputs of earlier builds depend on it.

    ``written`` are its outputs; ``withheld`` the documents, with the locale before each, that are
    not published. What is neither could not be built, and its earlier outputs stay.
    """

    locales: Collection[str]
    found: FoundDocuments
    written: Manifest
    withheld: Collection[tuple[str, str]]


class StaleOutputs(Struct, frozen=True):
    """Paths that were removed, what was kept, and what stood in the way."""

    removed: tuple[str, ...] = ()
    kept: tuple[KeptOutput, ...] = ()
    problems: tuple[UserError, ...] = ()


def remove_stale_outputs(project: Project, outcome: BuildOutcome) -> StaleOutputs:
    """Remove what earlier builds wrote and the project no longer builds; note what is there now.

    A file that somebody has changed since stays, and so do the outputs of documents and catalogs
    that could not be read, and of locales that were not asked for.
    """
    if is_manifest(project, outcome.written):
        return StaleOutputs()
    manifest, problems = load_manifest(project)
    removed: list[str] = []
    kept: list[KeptOutput] = []
    faults = [*problems]
    entries = {**outcome.written}
    for path, is_stale in _earlier_outputs(project, manifest, outcome):
        if not is_stale:
            entries[path] = manifest[path]
            continue
        try:
            withdrawal = _withdraw(project, path, manifest[path], outcome)
        except UserError as error:
            faults.append(error)
            entries[path] = manifest[path]
            continue
        if withdrawal is _Withdrawal.REMOVED:
            removed.append(path)
        if stays := _kept(project, path, withdrawal):
            kept.append(stays)
            entries[path] = manifest[path]
    try:
        save_manifest(project, entries)
    except UserError as error:
        faults.append(error)
    return StaleOutputs(tuple(removed), tuple(kept), tuple(faults))


def days_of_kept_outputs(project: Project) -> Mapping[tuple[str, str], date]:
    """The last day on which a document's outputs were written, by locale and document.

    Only where the project keeps outputs of documents that are not published any more.
    """
    if project.build.below_coverage is not BelowCoverage.KEEP:
        return {}
    days: dict[tuple[str, str], date] = {}
    for path, entry in load_manifest(project)[0].items():
        if day := day_written(project.root, path):
            place = (locale_of_output(path), entry.document)
            days[place] = max(day, days.get(place, day))
    return days


def _earlier_outputs(
    project: Project, manifest: Manifest, outcome: BuildOutcome
) -> Iterator[tuple[str, bool]]:
    """Outputs of earlier builds that this one has not written, and whether they are stale."""
    left = sorted(item for item in manifest.items() if item[0] not in outcome.written)
    if not left:
        return
    same_names = {_without_case(path): path for path in outcome.written}
    done = {(locale_of_output(path), each.document) for path, each in outcome.written.items()}
    done.update(outcome.withheld)
    documents = {document.path for document in outcome.found.documents}
    every_locale = set(outcome.locales) >= set(project.locales)
    for path, entry in left:
        other = same_names.get(_without_case(path), "")
        if other and are_one_file(project.root, path, other):
            continue
        locale = locale_of_output(path)
        is_asked_for = locale in outcome.locales or (every_locale and locale not in project.locales)
        is_unknown = (
            entry.document in documents
            and locale in project.locales
            and (locale, entry.document) not in done
        ) or _is_left_out(entry.document, outcome.found)
        yield path, is_asked_for and not is_unknown


def _is_left_out(document: str, found: FoundDocuments) -> bool:
    """Whether a document cannot be read, or stands in a folder that cannot."""
    return any(
        # The folder of all documents is called by either of these.
        each in ("", SOURCE, document) or (each.endswith("/") and document.startswith(each))
        for each in found.left_out
    )


class _Withdrawal(Enum):
    """What became of a stale output."""

    REMOVED = auto()
    WITHHELD = auto()
    CHANGED = auto()
    MISSING = auto()


def _withdraw(
    project: Project, path: str, entry: ManifestEntry, outcome: BuildOutcome
) -> _Withdrawal:
    """Remove a stale output, or leave it where the project wants that. Raises UserError."""
    is_withheld = (locale_of_output(path), entry.document) in outcome.withheld
    if is_withheld and project.build.below_coverage is BelowCoverage.KEEP:
        presence = output_presence(project.root, path, entry.sha256)
        gone = presence is OutputPresence.MISSING
        return _Withdrawal.MISSING if gone else _Withdrawal.WITHHELD
    match remove_output(project.root, path, entry.sha256):
        case OutputPresence.INTACT:
            return _Withdrawal.REMOVED
        case OutputPresence.CHANGED:
            return _Withdrawal.CHANGED
        case OutputPresence.MISSING:
            return _Withdrawal.MISSING


def _kept(project: Project, path: str, withdrawal: _Withdrawal) -> KeptOutput | None:
    reasons = {
        _Withdrawal.WITHHELD: message(_WITHHELD),
        _Withdrawal.CHANGED: message(_CHANGED),
    }
    reason = reasons.get(withdrawal)
    return KeptOutput(path, reason, day_written(project.root, path)) if reason else None


def _without_case(path: str) -> str:
    """What names have in common that some systems take for one."""
    return unicodedata.normalize("NFC", path).casefold()
