"""Reports name who reviewed how much, and when last."""

from __future__ import annotations

from polyloom.model import Kind, ReviewerVerdict, Segment, SegmentStatus
from polyloom.reports.reviewers import (
    ReviewerShare,
    all_reviewers,
    count_reviewers,
    reviewers_in_words,
)

ANA, BEN = "Ana Quispe <ana@example.org>", "Ben"


def status(*verdicts: ReviewerVerdict) -> SegmentStatus:
    return SegmentStatus(Segment(Kind.PARAGRAPH, "A text.", 0, 7), None, verdicts=verdicts)


def test_people_are_counted_by_their_words() -> None:
    shares = count_reviewers(
        [
            status(ReviewerVerdict(ANA, "2026-11-02", approves=True)),
            status(),
            status(
                ReviewerVerdict(BEN, "2026-11-05", approves=False),
                ReviewerVerdict(ANA, "2026-11-01", approves=True),
            ),
        ]
    )
    assert shares == (
        ReviewerShare(ANA, 2, 0, "2026-11-02"),
        ReviewerShare(BEN, 0, 1, "2026-11-05"),
    )
    assert all_reviewers([shares, shares[1:]]) == (
        ReviewerShare(ANA, 2, 0, "2026-11-02"),
        ReviewerShare(BEN, 0, 2, "2026-11-05"),
    )
    assert reviewers_in_words(shares) == (
        "Ana Quispe (2 approved, last on 2026-11-02), Ben (1 rejected, last on 2026-11-05)"
    )


def test_a_crowd_is_counted() -> None:
    shares = [ReviewerShare(f"P{number}", 1, 0, "2026-11-02") for number in range(9)]
    assert reviewers_in_words(shares).endswith(", 4 more")
