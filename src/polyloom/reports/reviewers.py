"""Who has reviewed how many texts as they are, and when last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from polyloom.messages import message, written_day
from polyloom.model import SegmentStatus

_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")
# How many people a view names; of the others it tells how many they are.
_MOST_NAMES = 5


class ReviewerShare(Struct, frozen=True):
    """A person, as git writes people, and how many translations they approve of and reject.

    ``last`` is the day of the last of these words, as ISO 8601 has it.
    """

    by: str
    approved: int
    rejected: int
    last: str

    @property
    def total(self) -> int:
        """Of how many translations the person's word holds."""
        return self.approved + self.rejected


def count_reviewers(statuses: Iterable[SegmentStatus]) -> tuple[ReviewerShare, ...]:
    """The people whose word holds for translations as they are, who reviewed most first."""
    return _merged(
        ReviewerShare(each.by, int(each.approves), int(not each.approves), each.day)
        for status in statuses
        for each in status.verdicts
    )


def all_reviewers(documents: Iterable[Sequence[ReviewerShare]]) -> tuple[ReviewerShare, ...]:
    """The reviewers of several documents together."""
    return _merged(share for shares in documents for share in shares)


def reviewers_in_words(shares: Sequence[ReviewerShare]) -> str:
    """The shares for people; empty where there are none. Addresses are left out.

    >>> reviewers_in_words([ReviewerShare("Ana <a@example.org>", 14, 1, "2026-11-27")])
    'Ana (14 approved, 1 rejected, last on 2026-11-27)'
    """
    named = [
        message(
            "{person} ({reviews}, last on {day})",
            person=_ADDRESS.sub("", share.by) or share.by,
            reviews=_counts(share),
            day=written_day(share.last),
        )
        for share in shares[:_MOST_NAMES]
    ]
    left = len(shares) - len(named)
    return ", ".join((*named, *([message("{number} more", number=left)] if left else ())))


def _counts(share: ReviewerShare) -> str:
    parts = (
        (share.approved, message("{number} approved", number=share.approved)),
        (share.rejected, message("{number} rejected", number=share.rejected)),
    )
    return ", ".join(words for size, words in parts if size)


def _merged(shares: Iterable[ReviewerShare]) -> tuple[ReviewerShare, ...]:
    found: dict[str, ReviewerShare] = {}
    for share in shares:
        known = found.get(share.by)
        found[share.by] = (
            ReviewerShare(
                share.by,
                known.approved + share.approved,
                known.rejected + share.rejected,
                max(known.last, share.last),
            )
            if known
            else share
        )
    return tuple(sorted(found.values(), key=lambda share: (-share.total, share.by)))
