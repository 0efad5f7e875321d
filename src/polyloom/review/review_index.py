"""What a ledger says of a catalog's entries as they are now.

An act counts for an entry as long as it has the source and the translation that the act is about:
nothing is ever marked void, and what comes back to a text that was approved is approved again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.model import Entry, Previous
from polyloom.review.ledger import ReviewAct, Verdict, source_digest, translation_digest

_ADDRESS = re.compile(r"<([^<>]+)>\s*$")
_VERDICTS = (Verdict.APPROVE, Verdict.REJECT)


class EntryReview(Struct, frozen=True):
    """What people say of an entry with its source and its translation of today.

    ``approvals`` and ``rejections`` hold each person's last word; ``accepted`` are findings that
    are meant. ``comments`` are about the entry whatever its translation. ``void`` are approvals of
    another translation of the same source, or of the source before it changed. ``verdicts`` are all
    approvals and rejections, those among them that a later word of the same person replaced.
    """

    approvals: tuple[ReviewAct, ...] = ()
    rejections: tuple[ReviewAct, ...] = ()
    accepted: tuple[ReviewAct, ...] = ()
    comments: tuple[ReviewAct, ...] = ()
    void: tuple[ReviewAct, ...] = ()
    verdicts: tuple[ReviewAct, ...] = ()

    def is_approved(self, steps: int) -> bool:
        """Whether so many people approve of it, and nobody rejects it; never of 0 people."""
        return 0 < steps <= len(self.approvals) and not self.rejections

    @property
    def accepted_checks(self) -> frozenset[str]:
        """The quality checks whose findings are meant."""
        return frozenset(act.check for act in self.accepted)


_NOTHING = EntryReview()


class ReviewIndex:
    """The acts, given in the order of time, that have not been withdrawn, by their sources."""

    def __init__(self, acts: Iterable[ReviewAct] = ()) -> None:
        acts = tuple(acts)
        withdrawn = {act.withdraws for act in acts if act.verdict is Verdict.WITHDRAW}
        self._by_source: defaultdict[tuple[str | None, str], list[ReviewAct]] = defaultdict(list)
        for act in acts:
            if act.verdict is not Verdict.WITHDRAW and act.id not in withdrawn:
                self._by_source[act.context, act.source].append(act)

    def review_of(self, entry: Entry) -> EntryReview:
        """What the acts say of an entry as it is."""
        if not self._by_source:
            return _NOTHING
        acts = self._by_source.get((entry.msgctxt, source_digest(entry)), [])
        before = self._before(entry)
        if not acts and not before:
            return _NOTHING
        translation = translation_digest(entry)
        current = [act for act in acts if act.translation == translation]
        words = _last_words(current)
        review = EntryReview(
            approvals=tuple(act for act in words if act.verdict is Verdict.APPROVE),
            rejections=tuple(act for act in words if act.verdict is Verdict.REJECT),
            accepted=tuple(act for act in current if act.verdict is Verdict.ACCEPT),
            comments=tuple(act for act in acts if act.verdict is Verdict.COMMENT),
            verdicts=tuple(act for act in current if act.verdict in _VERDICTS),
        )
        if review.approvals or review.rejections:
            return review
        others = [act for act in acts if act.translation != translation]
        void = tuple(
            act for act in _last_words([*before, *others]) if act.verdict is Verdict.APPROVE
        )
        return replace(review, void=void)

    def _before(self, entry: Entry) -> Sequence[ReviewAct]:
        """The acts about the source that a draft was made from."""
        if entry.previous is None:
            return ()
        return self._by_source.get((entry.previous.msgctxt, _digest_before(entry.previous)), ())


def _digest_before(previous: Previous) -> str:
    return source_digest(Entry(previous.msgid, msgid_plural=previous.msgid_plural))


def _last_words(acts: Iterable[ReviewAct]) -> tuple[ReviewAct, ...]:
    """The last approval or rejection of each person, in the order of time."""
    last: dict[str, ReviewAct] = {}
    for act in acts:
        if act.verdict in _VERDICTS:
            name = person_of(act.by)
            last.pop(name, None)
            last[name] = act
    return tuple(last.values())


def person_of(by: str) -> str:
    """What tells one person from another: the address, or the name where there is none.

    >>> person_of("Ana Quispe <Ana@example.org>") == person_of("A. Quispe <ana@example.org>")
    True
    """
    address = _ADDRESS.search(by)
    return (address[1] if address else by).strip().casefold()
