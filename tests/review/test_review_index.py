from __future__ import annotations

from polyloom.model import Entry, Previous
from polyloom.review.ledger import ReviewAct, Verdict, source_digest, translation_digest
from polyloom.review.review_index import EntryReview, ReviewIndex

ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
ENTRY = Entry("We affirm:", ("Afirmamos:",))
OTHER = Entry("We affirm:", ("Se afirma:",))


def act(number: int, by: str, verdict: Verdict, entry: Entry = ENTRY, **more: str) -> ReviewAct:
    return ReviewAct(
        id=str(number),
        at=f"2026-11-27T00:00:{number:02}+00:00",
        by=by,
        verdict=verdict,
        source=source_digest(entry),
        translation=translation_digest(entry),
        context=entry.msgctxt,
        text=more.get("text", ""),
        check=more.get("check", ""),
        withdraws=more.get("withdraws", ""),
    )


def review(*acts: ReviewAct, entry: Entry = ENTRY) -> EntryReview:
    return ReviewIndex(acts).review_of(entry)


def test_an_approval_is_of_one_source_with_one_translation() -> None:
    approval = act(1, ANA, Verdict.APPROVE)
    assert review(approval).approvals == (approval,)
    changed = (
        OTHER,
        Entry("We affirm!", ("Afirmamos:",)),
        Entry("We affirm:", ("Afirmamos:",), msgctxt="title"),
        Entry("We affirm:", ("Afirmamos:",), msgid_plural="x"),
    )
    assert [review(approval, entry=entry).approvals for entry in changed] == [()] * 4


def test_what_comes_back_to_an_approved_text_is_approved_again() -> None:
    approvals = (act(1, ANA, Verdict.APPROVE), act(2, ANA, Verdict.APPROVE, OTHER))
    assert review(*approvals).approvals == approvals[:1]
    assert review(*approvals, entry=OTHER).approvals == approvals[1:]


def test_the_last_word_of_each_person_counts() -> None:
    first, then = act(1, ANA, Verdict.APPROVE), act(2, ANA.upper(), Verdict.REJECT)
    assert review(first, then).rejections == (then,)
    assert review(first, then).approvals == ()
    assert review(then, act(3, ANA, Verdict.APPROVE)).rejections == ()


def test_a_rejection_outweighs_the_approvals_of_others() -> None:
    acts = [act(1, ANA, Verdict.APPROVE), act(2, BEN, Verdict.APPROVE)]
    assert review(*acts).is_approved(2)
    assert not review(*acts).is_approved(3)
    assert not review(*acts, act(3, "Cy <cy@example.org>", Verdict.REJECT)).is_approved(1)


def test_one_person_is_one_approval() -> None:
    acts = [act(1, ANA, Verdict.APPROVE), act(2, "A. <ANA@example.org>", Verdict.APPROVE)]
    assert not review(*acts).is_approved(2)
    assert review(*acts).is_approved(1)
    assert not review(*acts).is_approved(0)


def test_what_is_withdrawn_counts_for_nothing_whatever_the_order() -> None:
    approval = act(1, ANA, Verdict.APPROVE)
    withdrawal = act(2, BEN, Verdict.WITHDRAW, withdraws=approval.id)
    assert review(approval, withdrawal) == review(withdrawal, approval) == EntryReview()


def test_an_approval_of_another_translation_is_void() -> None:
    approval = act(1, ANA, Verdict.APPROVE)
    assert review(approval, entry=OTHER).void == (approval,)


def test_an_approval_of_the_source_before_it_changed_is_void() -> None:
    approval = act(1, ANA, Verdict.APPROVE)
    draft = Entry("We do affirm:", ENTRY.msgstr, flags=("fuzzy",), previous=Previous(ENTRY.msgid))
    assert review(approval, entry=draft).void == (approval,)


def test_comments_stay_and_accepted_findings_go_with_the_translation() -> None:
    comment = act(1, ANA, Verdict.COMMENT, text="so?")
    accepted = act(2, ANA, Verdict.ACCEPT, check="urls")
    assert review(comment, accepted).accepted_checks == {"urls"}
    assert review(comment, accepted, entry=OTHER) == EntryReview(comments=(comment,))
