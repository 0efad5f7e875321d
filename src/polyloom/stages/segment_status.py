"""The status of each segment of a document in a locale."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import (
    Approval,
    Entry,
    Origin,
    ReviewerVerdict,
    Segment,
    SegmentStatus,
    State,
)
from polyloom.po.notes import freshness_of
from polyloom.po.provenance import drafter_of
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.review.ledger import Verdict
from polyloom.review.review_index import EntryReview, ReviewIndex
from polyloom.stages.reviews.accepted_findings import AcceptedChecks, accepted_in
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.stages.translation_lookup import TranslationLookup, Translations

_NO_REVIEWS = ReviewIndex()
# Looked up here: of each text of a project they are asked for, which takes longer than the rest.
_UNTRANSLATED, _DRAFT, _APPROVED = State.UNTRANSLATED, State.DRAFT, State.APPROVED
_AWAITED, _VOID = Approval.AWAITED, Approval.VOID
_IS_APPROVED, _IS_REJECTED = Approval.APPROVED, Approval.REJECTED


def _nothing_accepted(_entry: Entry, _review: EntryReview) -> frozenset[str]:
    return frozenset()


class DocumentStatuses(Struct, frozen=True):
    """The status of each unit of a document in a locale, and what is wrong with its ledger."""

    statuses: Sequence[SegmentStatus]
    problems: tuple[UserError, ...] = ()


class StatusLookup(Struct):
    """The statuses of documents, from the catalogs and ledgers of a project."""

    project: Project
    translations: TranslationLookup
    reviews: ReviewLookup

    @classmethod
    def of(cls, project: Project, documents: Sequence[DocumentFile]) -> StatusLookup:
        """For the documents that the project has."""
        return cls(project, TranslationLookup(project), ReviewLookup(project, documents))

    def find(self, locale: str, file: DocumentFile, units: TranslationUnits) -> DocumentStatuses:
        """The statuses of a document's units. Raises UserError for a broken catalog or ledger."""
        return self._with_reviews(locale, file, units, self.translations.find(locale, file))

    def need(self, locale: str, file: DocumentFile, units: TranslationUnits) -> DocumentStatuses:
        """Like ``find``, but raises UserError also where there is no catalog yet."""
        return self._with_reviews(locale, file, units, self.translations.need(locale, file))

    def _with_reviews(
        self,
        locale: str,
        file: DocumentFile,
        units: TranslationUnits,
        translations: Translations | None,
    ) -> DocumentStatuses:
        reviews = self.reviews.find(locale, file)
        steps = self.project.review_policy(locale, file.path).steps
        accepted = accepted_in(self.project, locale, file)
        statuses = segment_statuses(units, translations, reviews.index, steps, accepted)
        return DocumentStatuses(statuses, reviews.problems)


def segment_statuses(
    units: TranslationUnits,
    translations: Translations | None,
    reviews: ReviewIndex = _NO_REVIEWS,
    steps: int = 1,
    accepted: AcceptedChecks = _nothing_accepted,
) -> list[SegmentStatus]:
    """The status of each unit of a document, in order; None: the locale has no catalog of it.

    ``steps`` is how many people have to approve of a translation; of 0, nobody's word counts.
    ``accepted`` says of which checks the findings about an entry are meant.
    """
    known = translations or {}
    statuses = []
    for segment in units.units:
        entry = known.get((segment.context, segment.text))
        if entry is None:
            statuses.append(SegmentStatus(segment, None))
            continue
        review = reviews.review_of(entry)
        statuses.append(segment_status(segment, entry, review, steps, accepted(entry, review)))
    return statuses


def segment_status(
    segment: Segment, entry: Entry, review: EntryReview, steps: int, accepted: frozenset[str]
) -> SegmentStatus:
    """The status of a segment that has an entry, of which ``review`` is what people say.

    ``steps`` and ``accepted`` are as of ``segment_statuses``.
    """
    state = entry.state
    approval = approval_of(state, review, steps) if steps else None
    if approval is _IS_REJECTED:
        state = _DRAFT
    elif approval is _IS_APPROVED:
        state = _APPROVED
    origin, freshness = _origin(entry, state), freshness_of(entry)
    verdicts = _verdicts(review) if approval and (review.approvals or review.rejections) else ()
    return SegmentStatus(segment, entry, state, origin, freshness, approval, accepted, verdicts)


def _verdicts(review: EntryReview) -> tuple[ReviewerVerdict, ...]:
    return tuple(
        ReviewerVerdict(act.by, act.at[: len("2026-11-27")], act.verdict is Verdict.APPROVE)
        for act in (*review.approvals, *review.rejections)
    )


def approval_of(state: State, review: EntryReview, steps: int) -> Approval | None:
    """What reviewers say of a translation that is as far as ``state`` by its catalog."""
    if state is _UNTRANSLATED:
        return None
    if review.rejections:
        return _IS_REJECTED
    if state is _DRAFT:
        return _VOID if review.void else None
    if review.is_approved(steps):
        return _IS_APPROVED
    return _VOID if review.void else _AWAITED


def _origin(entry: Entry, state: State) -> Origin | None:
    """Whose the text is: what somebody only accepted is the engine's until a person approves it."""
    if state is _UNTRANSLATED:
        return None
    return Origin.PERSON if state is _APPROVED else drafter_of(entry)
