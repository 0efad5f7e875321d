"""What a ledger says of a catalog's entries as they are now.

An act counts for an entry as long as it has the source and the translation that the act is about:
nothing is ever marked void, and what comes back to a text that was approved is approved again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.late_patterns import late_pattern
from polyloom.model import Entry
from polyloom.review.ledger import ReviewAct, Verdict, source_digest, translation_digest

_ADDRESS = late_pattern(r"<([^<>]+)>\s*$")
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

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said anything that stands."""
        return not self._by_source

    def review_of(self, entry: Entry) -> EntryReview:
        """What the acts say of an entry as it is."""
        if not self._by_source:
            return _NOTHING
        acts = self._by_source.get((entry.msgctxt, source_digest(entry)), [])
        before = self._before(entry)
        if not acts and not before:
            return _NOTHING
        translation = translation_digest(entry)
        review = _review(acts, translation)
        if review.approvals or review.rejections:
            return review
        others = [*before, *(act for act in acts if act.translation != translation)]
        return replace(review, void=_last_words(others, Verdict.APPROVE))

    def _before(self, entry: Entry) -> Sequence[ReviewAct]:
        """The acts about the source that a draft was made from."""
        if entry.previous is None:
            return ()
        return self._by_source.get((entry.previous.msgctxt, source_digest(entry.previous)), ())


def _review(acts: Sequence[ReviewAct], translation: str) -> EntryReview:
    """What acts about a source say of it with a translation, given by its digest."""
    current = [act for act in acts if act.translation == translation]
    return EntryReview(
        approvals=_last_words(current, Verdict.APPROVE),
        rejections=_last_words(current, Verdict.REJECT),
        accepted=_with_verdicts(current, (Verdict.ACCEPT,)),
        comments=_with_verdicts(acts, (Verdict.COMMENT,)),
        verdicts=_with_verdicts(current, _VERDICTS),
    )


def _with_verdicts(acts: Iterable[ReviewAct], verdicts: Sequence[Verdict]) -> tuple[ReviewAct, ...]:
    return tuple(act for act in acts if act.verdict in verdicts)


def _last_words(acts: Iterable[ReviewAct], verdict: Verdict) -> tuple[ReviewAct, ...]:
    """The people's last words, approvals or rejections, of the one kind, in the order of time."""
    last: dict[str, ReviewAct] = {}
    for act in _with_verdicts(acts, _VERDICTS):
        name = person_of(act.by)
        last.pop(name, None)
        last[name] = act
    return _with_verdicts(last.values(), (verdict,))


def person_of(by: str) -> str:
    """What tells one person from another: the address, or the name where there is none.

    >>> person_of("Ana Quispe <Ana@example.org>") == person_of("A. Quispe <ana@example.org>")
    True
    """
    address = _ADDRESS.search(by)
    return (address[1] if address else by).strip().casefold()
