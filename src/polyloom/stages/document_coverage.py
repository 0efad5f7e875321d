"""How much of a document is translated in a locale, as the report counts it and the index has it.

Who builds documents has their statuses at hand: what is counted then the report need not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from polyloom.errors import UserError
from polyloom.model import SegmentStatus
from polyloom.project.documents import DocumentFile
from polyloom.reports.coverage import DocumentCoverage, count_statuses
from polyloom.reports.reviewers import count_reviewers
from polyloom.stages.recorded_work import ProjectSettings
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.stages.work_inputs import document_inputs
from polyloom.workspace.work_index import WorkUnit

# The coverage of a document in a locale, and what is wrong with its catalog and ledger there.
CountedDocument = tuple[DocumentCoverage, tuple[UserError, ...]]


def document_coverage(
    file: DocumentFile, statuses: Sequence[SegmentStatus], reason: str
) -> DocumentCoverage:
    """The coverage of a document in a locale; ``reason`` says why it is not published there."""
    segments, words = count_statuses(statuses)
    reviewers = count_reviewers(statuses)
    return DocumentCoverage(file.name, segments, words, not reason, reason, reviewers)


def coverage_unit(
    reviews: ReviewLookup,
    settings: ProjectSettings,
    locales: Sequence[str],
    file: DocumentFile,
    earlier: Mapping[tuple[str, str], date],
) -> WorkUnit:
    """The counting of a document in some locales, for the index.

    It depends on the document, its catalogs and ledgers, and on ``earlier``: when the outputs were
    written, by locale and document, that stay of documents which are not published any more.
    """
    days = [earlier.get((locale, file.path)) for locale in locales]
    own = settings.of([file], locales, days)
    inputs = tuple(document_inputs(reviews, locales, file))
    return WorkUnit("report", f"{file.path} {locales}", inputs, own)
