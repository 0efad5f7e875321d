"""A translation as a reviewer is to see it: all that is known of it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.messages import message, message_in, translatable_in, written_day
from polyloom.model import Approval, Entry, Freshness, Origin, SegmentStatus
from polyloom.reports.review_card import CardSection, ReviewCard
from polyloom.review.ledger import ReviewAct, Verdict, in_order_of_time
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.source_changes import source_changes
from polyloom.stages.reviews.text_findings import text_findings

_APPROVALS = {
    Approval.AWAITED: translatable_in("text", "awaiting review"),
    Approval.APPROVED: "",
    Approval.REJECTED: translatable_in("text", "rejected"),
    Approval.VOID: translatable_in("text", "changed since it was approved"),
}
_VERDICTS = {
    Verdict.APPROVE: translatable_in("text", "approved"),
    Verdict.REJECT: translatable_in("text", "rejected"),
    Verdict.COMMENT: translatable_in("text", "commented"),
    Verdict.ACCEPT: translatable_in("text", "accepted findings of"),
}


def review_card(
    document: ReviewedDocument, text: ReviewedText, progress: str, *, kept_edit: bool = False
) -> ReviewCard:
    """The card of a text of the document; ``progress`` says how far one is.

    ``kept_edit``: an edit of it was begun, and is in no catalog yet.
    """
    entry = text.status.entry
    if entry is None:
        return ReviewCard(text.reference, progress, message("not translated"))
    more = (
        CardSection(message("said of it"), tuple(_acts(text))),
        CardSection(message("notes"), (*entry.extracted_comments, *_notes(entry))),
        CardSection(
            message("kept"),
            (message("an edit of it that is in no catalog yet"),) if kept_edit else (),
        ),
        *_neighbours(document, text),
    )
    texts = (*_texts(document, entry), *_changes(entry))
    found = text_findings(document, text)
    findings = tuple(each.finding for each in found if not each.is_accepted)
    return ReviewCard(text.reference, progress, _state(text), texts, findings, more)


def _state(text: ReviewedText) -> str:
    status, review, steps = text.status, text.review, text.policy.steps
    words = [message_in("texts", str(status.state))]
    if status.freshness is Freshness.OUTDATED:
        words.append(message("the source has changed since"))
    if status.approval is not None:
        words.append(message_in("text", _APPROVALS[status.approval]))
    if steps > 1 and review.approvals:
        words.append(
            message("{number} of {steps} approvals", number=len(review.approvals), steps=steps)
        )
    if status.origin is Origin.MACHINE:
        words.append(message("drafted by machine"))
    elif status.origin is Origin.MEMORY:
        words.append(message("drafted by memory"))
    return ", ".join(filter(None, words))


def _texts(document: ReviewedDocument, entry: Entry) -> Iterator[CardSection]:
    yield CardSection(
        message("source ({source_locale})", source_locale=document.project.source_locale),
        (entry.msgid,),
    )
    if entry.msgid_plural is None:
        yield CardSection(
            message("translation ({locale})", locale=document.locale), entry.msgstr[:1]
        )
        return
    yield CardSection(message("source of several"), (entry.msgid_plural,))
    for number, form in enumerate(entry.msgstr):
        yield CardSection(
            message("translation ({locale}), form {number}", locale=document.locale, number=number),
            (form,),
        )


def _changes(entry: Entry) -> Iterator[CardSection]:
    changes = source_changes(entry)
    olds, news = tuple(each.old for each in changes), tuple(each.new for each in changes)
    yield CardSection(message("how the source has changed"), news, olds)


def _acts(text: ReviewedText) -> Iterator[str]:
    review = text.review
    now = (*review.approvals, *review.rejections, *review.accepted, *review.comments)
    void = {act.id for act in review.void}
    for act in in_order_of_time([*now, *review.void]):
        yield _act(act, message(" another version") if act.id in void else "")


def _act(act: ReviewAct, of_what: str) -> str:
    check = f" {act.check}" if act.check else ""
    said = f": {act.text}" if act.text else ""
    did = message_in("text", _VERDICTS[act.verdict])
    return f"{written_day(act.at)} {act.by} {did}{of_what}{check}{said}"


def _notes(entry: Entry) -> Iterator[str]:
    return (comment.strip() for comment in entry.translator_comments if comment.strip())


def _neighbours(document: ReviewedDocument, text: ReviewedText) -> Iterator[CardSection]:
    place = document.places[text.key][0]
    if place > 0:
        yield CardSection(
            message("before it"), _lines(document.text_at(place - 1).status), short=True
        )
    if place + 1 < len(document.units.units):
        yield CardSection(
            message("after it"), _lines(document.text_at(place + 1).status), short=True
        )


def _lines(status: SegmentStatus) -> tuple[str, ...]:
    """A text and its translation, each on one line."""
    translation = status.entry.msgstr[0] if status.entry else ""
    texts = (status.segment.text, translation)
    return tuple(" ".join(each.split()) for each in texts if each.strip())
