"""How a text stands, and what has been said of it, in words for reviewers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from polyloom.messages import message, message_in, plural_message, written_day
from polyloom.model import Approval, Freshness, Origin, State
from polyloom.review.ledger import ReviewAct, Verdict, in_order_of_time
from polyloom.stages.reviews.reviewed_documents import ReviewedText


class StateLabel(Struct, frozen=True):
    """A word on how a text stands; ``mark`` is what it is drawn by."""

    words: str
    mark: str


def state_labels(text: ReviewedText) -> Iterator[StateLabel]:
    """How a text stands, in words."""
    status, review = text.status, text.review
    yield StateLabel(state_words(status.state), str(status.state))
    if status.freshness is Freshness.OUTDATED:
        yield StateLabel(message("the source has changed"), "outdated")
    if status.approval is Approval.AWAITED:
        yield StateLabel(message("awaiting review"), "awaiting")
    elif status.approval is Approval.REJECTED:
        yield StateLabel(message("rejected"), "rejected")
    elif status.approval is Approval.VOID:
        yield StateLabel(message("changed since it was approved"), "void")
    if text.policy.steps > 1 and review.approvals:
        words = plural_message(
            "{approvals} of {count} approval",
            "{approvals} of {count} approvals",
            text.policy.steps,
            approvals=len(review.approvals),
        )
        yield StateLabel(words, "steps")
    if status.origin is Origin.MACHINE:
        yield StateLabel(message("drafted by a machine"), "machine")
    elif status.origin is Origin.MEMORY:
        yield StateLabel(message("from the translation memory"), "memory")
    if review.comments:
        words = plural_message("{count} comment", "{count} comments", len(review.comments))
        yield StateLabel(words, "comments")


def state_words(state: State) -> str:
    """How far a translation is, in a word."""
    return _STATES[state]()


_STATES = {
    State.UNTRANSLATED: lambda: message_in("state of a text", "untranslated"),
    State.DRAFT: lambda: message_in("state of a text", "draft"),
    State.TRANSLATED: lambda: message_in("state of a text", "translated"),
    State.APPROVED: lambda: message_in("state of a text", "approved"),
}


def said_of_text(text: ReviewedText) -> Iterator[str]:
    """What people have said of a text that others should know."""
    review = text.review
    acts = in_order_of_time([*review.approvals, *review.rejections, *review.comments])
    return map(_act, acts)


def _act(act: ReviewAct) -> str:
    day, who = written_day(act.at), act.by.partition(" <")[0] or act.by
    if act.verdict is Verdict.APPROVE:
        return message("{day} {who}: approved", day=day, who=who)
    if act.verdict is Verdict.REJECT:
        return message("{day} {who}: rejected: {reason}", day=day, who=who, reason=act.text)
    return message("{day} {who}: {comment}", day=day, who=who, comment=act.text)
