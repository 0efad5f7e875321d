"""What is done with a text: saved, approved, rejected, commented on, taken back.

All is written while the project's lock is held, by the functions that the command line uses, and
only where the text is what the person saw: the form carries a digest of that. What they have
written comes back to the editor with every refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Entry
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, catalog_name, find_documents
from polyloom.review.ledger import Verdict
from polyloom.review_page.addresses import document_address
from polyloom.review_page.document_page import document_answer, segment_answer
from polyloom.review_page.done_acts import DoneAct
from polyloom.review_page.page_frame import frame_values
from polyloom.review_page.page_requests import PageRequest, part, see_other, sentence
from polyloom.review_page.page_session import NotThereError, PageSession
from polyloom.review_page.segment_view import as_in_forms, seen_digest
from polyloom.review_page.trouble import Trouble, sentence_of
from polyloom.stages.reviews.edited_text import taken_forms
from polyloom.stages.reviews.review_acts import Opinion, review, withdraw_acts
from polyloom.stages.reviews.review_queue import TextChangedError
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.translation_edit import (
    draft_entry,
    finished_entry,
    restored_entry,
    rewrite_entry,
    with_translation,
)
from polyloom.stages.reviews.trial_weaving import trial_refusals
from polyloom.stages.reviews.vanished_texts import keep_vanished_text
from polyloom.workspace.paths import catalog_path

# Of a plural entry there are so many forms at most (CLDR has six).
_MOST_FORMS = 32


class TextAtHand(Struct, frozen=True):
    """The text that something is done with, while the project's lock is held."""

    session: PageSession
    project: Project
    document: ReviewedDocument
    text: ReviewedText
    entry: Entry
    request: PageRequest

    def forms(self) -> tuple[str, ...]:
        """The forms that the person has sent, those of the entry where they changed nothing.

        Raises UserError for what can be no translation.
        """
        shown, sent = self.entry.msgstr, sent_forms(self.request)
        if len(sent) != len(shown):
            raise UserError(
                message("the entry has another number of forms by now"),
                remedy=message("open it again"),
            )
        # What stood there before may have what nobody could type.
        taken = taken_forms(
            [
                _plain(old) if _is_same(form, old) else _plain(form)
                for form, old in zip(sent, shown, strict=True)
            ],
            self.entry,
        )
        return tuple(
            old if _is_same(form, old) else new
            for form, new, old in zip(sent, taken, shown, strict=True)
        )

    def is_edited(self) -> bool:
        """Whether the editor has another text than the catalog."""
        sent = sent_forms(self.request)
        pairs = zip(sent, self.entry.msgstr, strict=False)
        return any(not _is_same(form, old) for form, old in pairs)


class Done(Struct, frozen=True):
    """What was done, as a sentence, and the ids of the ledger's acts that say it."""

    said: str
    acts: Sequence[str] = ()


_Action = Callable[[TextAtHand], Done]


def act_on_text(session: PageSession, request: PageRequest) -> Response:
    """Do what the form says; the text as it is then, or what stands in the way.

    The page's lock is not held while another run is waited for.
    """
    # A button has one value: “accept:numbers”.
    what = request.field("act").partition(":")[0]
    action = _ACTIONS.get(what)
    if action is None:
        return sentence(message("This page knows no “{act}”: nothing was done.", act=what), 400)
    kept = Trouble(forms=sent_forms(request))
    try:
        with session.writing() as project:
            at_hand = _text_at_hand(session, project, request)
            if isinstance(at_hand, str):
                return _answer_vanished(session, request, at_hand)
            done = action(at_hand)
            _note(at_hand, what, done)
    except TextChangedError:
        said = message("Somebody has changed it meanwhile: nothing was written.")
        trouble = replace(kept, sentence=said, is_conflict=True)
    except UserError as error:
        trouble = replace(kept, sentence=sentence_of(error))
    else:
        unsaved = kept if what not in _WRITE_FORMS and at_hand.is_edited() else None
        with session.settings.lock:
            return _answer_done(session, request, done, unsaved)
    with session.settings.lock:
        return _answer_trouble(session, request, trouble)


def sent_forms(request: PageRequest) -> tuple[str, ...]:
    """The forms of the translation that a form has, line ends as catalogs have them."""
    found = []
    for number in range(_MOST_FORMS):
        values = request.form.get(f"form-{number}")
        if not values:
            break
        found.append(as_in_forms(values[0]))
    return tuple(found)


def _is_same(form: str, old: str) -> bool:
    """Whether what was sent is what was shown."""
    return _plain(form) == _plain(old)


def _plain(form: str) -> str:
    return as_in_forms(form).strip("\n")


def _text_at_hand(session: PageSession, project: Project, request: PageRequest) -> TextAtHand | str:
    """The text as its files have it now; a sentence where it has gone, and was kept.

    Raises TextChangedError where it is not what the person saw, NotThereError, and UserError.
    """
    locale, path, name = request.path["locale"], request.path["path"], request.field("text")
    documents = session.documents_of(project, find_documents(project.root), locale)
    file = next((each for each in documents.found.documents if each.path == path), None)
    if file is None:
        return _kept_of_vanished(session, project, request, session.known_file(path))
    document = documents.document(file)
    text = session.text(document, name)
    if text is None:
        return _kept_of_vanished(session, project, request, file, document)
    entry = text.status.entry
    if entry is None:
        raise UserError(
            message("its catalog does not have the text yet"),
            remedy=message("run polyloom sync, and open it again"),
        )
    if request.field("seen") != seen_digest(text):
        raise TextChangedError
    return TextAtHand(session, project, document, text, entry, request)


def _kept_of_vanished(
    session: PageSession,
    project: Project,
    request: PageRequest,
    file: DocumentFile | None,
    document: ReviewedDocument | None = None,
) -> str:
    """Keep what was written of a text that has gone; what is said of that."""
    key = session.known_key(request.path["path"], request.field("text"), document)
    if file is None or key is None:
        raise NotThereError(
            message("There is no such text (any more): copy what you have written.")
        )
    forms = sent_forms(request)
    if request.field("act") not in _WRITE_FORMS or not any(map(str.strip, forms)):
        raise UserError(message("the text has gone from its document meanwhile"))
    locale = request.path["locale"]
    keep_vanished_text(project, locale, file, key, forms)
    return message(
        "The text has gone from its document meanwhile: what you wrote is kept as the draft of its"
        " old entry in {path}.",
        path=catalog_path(locale, catalog_name(file.path, project.catalogs.grouping)),
    )


def _again(at_hand: TextAtHand) -> TextAtHand:
    """The same text after something was written. Raises UserError where it is not there."""
    session, project, locale = at_hand.session, at_hand.project, at_hand.document.locale
    documents = session.documents_of(project, find_documents(project.root), locale)
    document = documents.document(at_hand.document.file)
    text = documents.text(at_hand.document.file.path, at_hand.text.key)
    if text is None or text.status.entry is None:
        raise TextChangedError
    return TextAtHand(session, project, document, text, text.status.entry, at_hand.request)


def _note(at_hand: TextAtHand, what: str, done: Done) -> None:
    """Remember what was done, so that it can be undone."""
    if what == "undo":
        return
    after = _again(at_hand).entry
    text = at_hand.text
    if after != at_hand.entry or done.acts:
        at_hand.session.done_acts.add(
            DoneAct(
                text.locale, text.file.path, text.key, done.said, at_hand.entry, after, done.acts
            )
        )


def _save(at_hand: TextAtHand) -> Done:
    forms = at_hand.forms()
    if not any(map(str.strip, forms)):
        _write(at_hand, partial(finished_entry, forms=("",) * len(forms)), forms)
        return Done(message("Saved without a translation."))
    if not all(map(str.strip, forms)):
        raise UserError(
            message("one of the forms is empty"),
            remedy=message("write all of them, or save a draft"),
        )
    for refusal in trial_refusals(at_hand.document, with_translation(at_hand.text, forms)):
        raise UserError(refusal.reason, remedy=refusal.remedy)
    _write(at_hand, partial(finished_entry, forms=forms), forms)
    return Done(message("Saved as translated."))


def _save_draft(at_hand: TextAtHand) -> Done:
    forms = at_hand.forms()
    if not any(map(str.strip, forms)):
        raise UserError(
            message("a draft says something"), remedy=message("write it, or save without a text")
        )
    _write(at_hand, partial(draft_entry, forms=forms), forms)
    return Done(message("Saved as a draft."))


def _write(at_hand: TextAtHand, change: Callable[[Entry], Entry], forms: tuple[str, ...]) -> None:
    rewrite_entry(at_hand.project, at_hand.text, change)
    if forms != at_hand.entry.msgstr:
        at_hand.session.note_translator(at_hand.text, forms)


def _approve(at_hand: TextAtHand) -> Done:
    _refuse_unsaved(at_hand)
    return Done(message("Approved."), _say(at_hand, Opinion(Verdict.APPROVE)))


def _save_and_approve(at_hand: TextAtHand) -> Done:
    saved = _save(at_hand)
    try:
        acts = _say(_again(at_hand), Opinion(Verdict.APPROVE))
    except UserError as error:
        return Done(message("Saved; not approved: {reason}.", reason=str(error)))
    return Done(f"{saved.said} {message('Approved.')}", acts)


def _reject(at_hand: TextAtHand) -> Done:
    _refuse_unsaved(at_hand)
    reason = _words(at_hand.request.field("reason"))
    if not reason:
        raise UserError(message("a rejection has a reason"), remedy=message("write what is wrong"))
    return Done(
        message("Rejected: it is a draft now."), _say(at_hand, Opinion(Verdict.REJECT, reason))
    )


def _comment(at_hand: TextAtHand) -> Done:
    comment = _words(at_hand.request.field("comment"))
    if not comment:
        raise UserError(message("a comment says something"), remedy=message("write it"))
    return Done(message("Commented."), _say(at_hand, Opinion(Verdict.COMMENT, comment)))


def _accept(at_hand: TextAtHand) -> Done:
    # On use: starting the page needs no checks.
    from polyloom.checks.check_table import unknown_check

    check = at_hand.request.field("act").partition(":")[2] or at_hand.request.field("check")
    if fault := unknown_check(check):
        raise UserError(fault)
    acts = _say(at_hand, Opinion(Verdict.ACCEPT, check=check))
    return Done(message("Accepted: what “{check}” finds there is meant.", check=check), acts)


def _withdraw(at_hand: TextAtHand) -> Done:
    acts = _say(at_hand, Opinion(Verdict.WITHDRAW))
    return Done(message("Approvals and rejections are taken back."), acts)


def _undo(at_hand: TextAtHand) -> Done:
    act = at_hand.session.done_acts.last(at_hand.text)
    if act is None:
        raise UserError(message("nothing was done with it on this page"))
    if act.before != act.after:
        if at_hand.entry != act.after:
            raise UserError(
                message("somebody has changed it since"), remedy=message("nothing was undone")
            )
        _write(at_hand, partial(restored_entry, before=act.before), act.before.msgstr)
    again = _again(at_hand)
    withdraw_acts(again.project, again.text, again.session.reviewer(again.text), act.acts)
    at_hand.session.done_acts.drop(act)
    return Done(message("Undone: {what}", what=act.words))


def _say(at_hand: TextAtHand, opinion: Opinion) -> Sequence[str]:
    """Write it into the ledger; the ids of the acts. Raises UserError where it cannot be said."""
    ids: list[str] = []

    def new_id() -> str:
        ids.append(at_hand.session.settings.new_id())
        return ids[-1]

    reviewer = replace(at_hand.session.reviewer(at_hand.text), new_id=new_id)
    report = review(at_hand.project, [at_hand.text], reviewer, opinion)
    for each in report.left_alone:
        raise UserError(each.reason)
    return ids


def _refuse_unsaved(at_hand: TextAtHand) -> None:
    """Raises UserError where a verdict on the catalog's text would be meant for another one."""
    if at_hand.is_edited():
        raise UserError(
            message("what is in the editor is not saved"),
            remedy=message("save it first, or take it back"),
        )


def _words(text: str) -> str:
    return " ".join(text.split())


# Those that write what is in the editor.
_WRITE_FORMS = ("save", "draft", "save-approve")
_ACTIONS: Mapping[str, _Action] = {
    "save": _save,
    "draft": _save_draft,
    "approve": _approve,
    "save-approve": _save_and_approve,
    "reject": _reject,
    "comment": _comment,
    "accept": _accept,
    "withdraw": _withdraw,
    "undo": _undo,
}


def _answer_done(
    session: PageSession, request: PageRequest, done: Done, unsaved: Trouble | None
) -> Response:
    locale, path, name = request.path["locale"], request.path["path"], request.field("text")
    if unsaved is not None and not request.is_part:
        session.note_said(done.said)
        return document_answer(session, session.document(locale, path), name, unsaved)
    if not request.is_part:
        session.note_said(done.said)
        return see_other(document_address(locale, path, text=name))
    return segment_answer(
        session,
        session.document(locale, path),
        name,
        is_open=True,
        said=done.said,
        event=request.field("act").partition(":")[0],
        trouble=unsaved,
    )


def _answer_trouble(session: PageSession, request: PageRequest, trouble: Trouble) -> Response:
    """What stands in the way, with what was written; only that where nothing else can be shown."""
    locale, path, name = request.path["locale"], request.path["path"], request.field("text")
    try:
        document = session.document(locale, path)
        if request.is_part:
            return segment_answer(session, document, name, is_open=True, trouble=trouble)
        return document_answer(session, document, name, trouble)
    except (UserError, NotThereError):
        return _answer_kept(session, request, trouble, 409)


def _answer_vanished(session: PageSession, request: PageRequest, said: str) -> Response:
    if not request.is_part:
        session.note_said(said)
        return see_other(document_address(request.path["locale"], request.path["path"]))
    return _answer_kept(session, request, Trouble(said), 200)


def _answer_kept(
    session: PageSession, request: PageRequest, trouble: Trouble, status: int
) -> Response:
    """A sentence in the place of a text that cannot be shown, and what was written of it."""
    values = {**frame_values(session), "name": request.field("text"), "trouble": trouble}
    return part("gone", values, trouble.sentence, "gone", status)
