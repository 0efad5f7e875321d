"""What the checks find in one translation now, or would find in an edit that is not saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem
from polyloom.checks.corrections import EntryProblem, corrected_entry
from polyloom.checks.findings import entry_problems, finding_of
from polyloom.model import Entry, Finding, Severity
from polyloom.project.documents import CatalogFile, catalog_files
from polyloom.stages.check import check_context
from polyloom.stages.reviews.accepted_findings import checks_accepted
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.translation_edit import with_translation
from polyloom.stages.reviews.trial_weaving import trial_refusals
from polyloom.workspace.paths import catalog_path

# The check whose findings weaving has.
STRUCTURE = "structure"


class TextFinding(Struct, frozen=True):
    """A finding about a translation.

    ``is_accepted``: somebody has said that it is meant. ``corrected`` is what the translation
    becomes, all forms, where the check knows a correction after which no check finds more.
    """

    finding: Finding
    is_accepted: bool = False
    corrected: tuple[str, ...] = ()


def text_findings(
    document: ReviewedDocument, text: ReviewedText, forms: Sequence[str] | None = None
) -> tuple[TextFinding, ...]:
    """What the checks find in the translation of a text, or in ``forms`` in its place.

    What is only true of a catalog as a whole is not among it. What cannot stand in the document is
    a finding of ``structure``, last.
    """
    edited = text if forms is None else with_translation(text, forms)
    entry = edited.status.entry
    if entry is None or not entry.has_translation:
        return ()
    (file,) = catalog_files([document.file], document.project.catalogs.grouping)
    accepted = _accepted(document, text, entry) if forms is not None else text.status.accepted
    found = [
        replace(each, is_accepted=each.finding.check in accepted)
        for each in _of_checks(document, file, entry)
    ]
    return (*found, *_of_weaving(document, edited, entry, file))


def _accepted(document: ReviewedDocument, text: ReviewedText, entry: Entry) -> frozenset[str]:
    """The checks whose findings about a translation are meant that is not in the catalog yet."""
    review = document.reviews.index.review_of(entry)
    return checks_accepted(document.project, document.locale, text.file, entry, review)


def _of_checks(
    document: ReviewedDocument, file: CatalogFile, entry: Entry
) -> Iterator[TextFinding]:
    path, locale = catalog_path(document.locale, file.name), document.locale
    context = check_context(document.project, locale, file, document.catalog.catalog)
    problems_of = partial(entry_problems, context=context)
    for form, check, problem in problems_of(entry):
        finding = finding_of(check, problem, entry, form=form, path=path, locale=locale)
        yield TextFinding(finding, corrected=_corrected(entry, check, problem, problems_of))


def _corrected(
    entry: Entry,
    check: Check,
    problem: Problem,
    problems_of: Callable[[Entry], Sequence[EntryProblem]],
) -> tuple[str, ...]:
    """The forms with the corrections of a check; nothing where it has none."""
    if problem.correction is None:
        return ()
    new = corrected_entry(entry, problems_of, lambda other, _problem: other.name == check.name)
    return () if new.msgstr == entry.msgstr else new.msgstr


def _of_weaving(
    document: ReviewedDocument, text: ReviewedText, entry: Entry, file: CatalogFile
) -> Iterator[TextFinding]:
    path = catalog_path(document.locale, file.name)
    refusals = trial_refusals(document, text)
    for reason, remedy in dict.fromkeys((each.reason, each.remedy) for each in refusals):
        yield TextFinding(
            Finding(STRUCTURE, Severity.ERROR, path, entry.line, reason, remedy, entry.msgid)
        )
