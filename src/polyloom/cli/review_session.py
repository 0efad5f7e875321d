"""A person goes through what awaits their review, by the keys of a terminal.

Each act is written before the next text is shown, by the functions that the commands use, and only
where the text is what was shown: somebody else may be at work in the same project.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from polyloom.cli.exit_codes import DONE, INTERRUPTED, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, chosen_locales
from polyloom.cli.review_acts import counted_translators, reviewer_name
from polyloom.errors import UserError
from polyloom.messages import message, message_in, plural_message, translatable, translatable_in

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

    from polyloom.model import EntryKey
    from polyloom.stages.reviews.review_acts import Opinion
    from polyloom.stages.reviews.review_queue import QueuedText
    from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments, ReviewedText


class ReviewSession(Struct):
    """Who reviews what, in which order, and how far they are.

    ``place`` is that of the text at hand in ``queue``, ``settled`` are the places of those that do
    not await this person any more, ``done`` counts what they did by the words for it. ``returned``:
    the text at hand is shown whether it awaits anybody or not.
    """

    invocation: Invocation
    documents: ReviewedDocuments
    by: str
    queue: list[QueuedText]
    # Who made a translation, with the translation that they made.
    translators: dict[tuple[str, EntryKey], tuple[str, tuple[str, ...]]]
    screen: RichConsole
    has_problems: bool = False
    place: int = 0
    returned: bool = False
    settled: set[int] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)


class _Next(Enum):
    """What comes after a key: the same text or question again, another text, or the end."""

    QUESTION = "question"
    TEXT = "text"
    FORWARD = "forward"
    BACK = "back"
    END = "end"


class _EndOfInputError(Exception):
    """The person has typed the end of input, or their terminal has gone."""


class _Key(NamedTuple):
    """What a key does, in a word and in a sentence, and for which texts it is there."""

    word: str
    help: str
    act: Callable[[ReviewSession, ReviewedText], _Next]
    is_there: Callable[[ReviewedText], bool] = lambda _text: True


def begin_session(invocation: Invocation) -> ReviewSession:
    """The session for what the arguments name. Raises ConfigurationError where nobody reviews."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_queue import review_queue
    from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments
    from polyloom.stages.reviews.reviewed_texts import named_texts

    arguments = invocation.arguments
    project = invocation.project()
    (locale,) = chosen_locales(project, [arguments.locale])
    by = reviewer_name(invocation, project)
    documents = ReviewedDocuments(project, find_documents(project.root), locale)
    named = named_texts(documents, arguments.texts)
    translators = counted_translators(project, named.texts, by)
    queue = review_queue(named.texts, by, translators)
    made = {
        (text.file.path, text.key): (translators[text.file.path, text.key], entry.msgstr)
        for text in named.texts
        if (entry := text.status.entry) and (text.file.path, text.key) in translators
    }
    invocation.console.problems(named.problems)
    return ReviewSession(
        invocation,
        documents,
        by,
        queue.order(),
        made,
        invocation.console.rich(),
        bool(named.problems),
    )


def go_through(session: ReviewSession) -> int:
    """Show one text after the other until the person has had enough; the exit code."""
    code = NEEDS_A_PERSON if session.has_problems else DONE
    try:
        while session.place < len(session.queue):
            following = _step(session)
            if following is _Next.END:
                break
            _move(session, following)
    except _EndOfInputError:
        session.screen.print()
    except KeyboardInterrupt:
        session.screen.print()
        code = INTERRUPTED
    _say_how_far(session)
    return code


def _move(session: ReviewSession, following: _Next) -> None:
    session.returned = following is not _Next.FORWARD
    if following is _Next.FORWARD:
        session.place += 1
    elif following is _Next.BACK:
        session.place = max(session.place - 1, 0)


def _step(session: ReviewSession) -> _Next:
    """Show the text at hand and do what the person says; what comes then."""
    try:
        text = _text_at_hand(session)
        if text is None:
            session.settled.add(session.place)
            return _Next.FORWARD
        return _decide(session, text)
    except UserError as error:
        # The text itself cannot be read: the others can.
        session.invocation.console.problem(error)
        return _Next.FORWARD


def _text_at_hand(session: ReviewSession) -> ReviewedText | None:
    """The text as its files have it; None where it does not await this person any more."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_queue import awaits

    project = session.invocation.project()
    session.documents.renew(project, find_documents(project.root))
    text = session.documents.text(*session.queue[session.place])
    if text is None or text.status.entry is None:
        return None
    is_settled = not awaits(text, session.by, _translator_of(session, text))
    return None if is_settled and not session.returned else text


def _decide(session: ReviewSession, text: ReviewedText) -> _Next:
    """Ask until the person has said what to do with a text, and do it."""
    from polyloom.workspace.terminal import keys_at_once

    with keys_at_once():
        _show(session, text)
        act = _asked(text)
    while (following := _done(session, text, act)) is _Next.QUESTION:
        with keys_at_once():
            act = _asked(text)
    return following


def _done(
    session: ReviewSession, text: ReviewedText, act: Callable[[ReviewSession, ReviewedText], _Next]
) -> _Next:
    from polyloom.stages.reviews.review_queue import TextChangedError

    try:
        return act(session, text)
    except TextChangedError as error:
        session.invocation.console.problem(error)
        return _Next.TEXT
    except UserError as error:
        session.invocation.console.problem(error)
        return _Next.QUESTION


def _show(session: ReviewSession, text: ReviewedText) -> None:
    from polyloom.reports.review_card import print_card
    from polyloom.stages.reviews.edited_text import has_kept_edit
    from polyloom.stages.reviews.review_drawing import review_card

    documents = session.documents
    total = len(session.queue)
    progress = message(
        "{place} of {total}, {left} to go",
        place=session.place + 1,
        total=total,
        left=total - len(session.settled),
    )
    kept = has_kept_edit(documents.project, text)
    card = review_card(documents.document(text.file), text, progress, kept_edit=kept)
    print_card(session.screen, card)


def _asked(text: ReviewedText) -> Callable[[ReviewSession, ReviewedText], _Next]:
    """What the person chooses by a key. Raises _EndOfInputError."""
    from polyloom.workspace.terminal import read_key

    keys = {key: each for key, each in _KEYS.items() if each.is_there(text)}
    while True:
        _ask("  ".join(f"{key} {each.word}" for key, each in keys.items()) + " > ")
        pressed = read_key()
        if not pressed:
            raise _EndOfInputError
        chosen = keys.get(pressed)
        sys.stdout.write(f"{chosen.word if chosen else ''}\n")
        if chosen is not None:
            return chosen.act


def _ask(question: str) -> None:
    sys.stdout.write(question)
    sys.stdout.flush()


def _line_asked(question: str) -> str:
    """A line that the person types. Raises UserError for an unreadable one, _EndOfInputError."""
    from polyloom.workspace.terminal import read_line

    _ask(question)
    try:
        line = read_line()
    except UnicodeDecodeError:
        raise UserError(
            message("what you typed is no text in the terminal's encoding"),
            remedy=message("type it again"),
        ) from None
    if line is None:
        raise _EndOfInputError
    return line


def _approve(session: ReviewSession, text: ReviewedText) -> _Next:
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    following = _say(session, text, Opinion(Verdict.APPROVE), "approved")
    session.settled.add(session.place)
    return following


def _reject(session: ReviewSession, text: ReviewedText) -> _Next:
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    reason = _line_asked(message("what is wrong with it? "))
    if not reason:
        raise UserError(message("a rejection has a reason"), remedy=message("nothing was rejected"))
    following = _say(session, text, Opinion(Verdict.REJECT, reason), "rejected")
    session.settled.add(session.place)
    return following


def _comment(session: ReviewSession, text: ReviewedText) -> _Next:
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    comment = _line_asked(message("your comment: "))
    if not comment:
        raise UserError(message("a comment says something"), remedy=message("nothing was written"))
    _say(session, text, Opinion(Verdict.COMMENT, comment), message("commented on"))
    return _Next.TEXT


def _unapprove(session: ReviewSession, text: ReviewedText) -> _Next:
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    _say(session, text, Opinion(Verdict.WITHDRAW), "unapproved")
    session.settled.discard(session.place)
    return _Next.TEXT


def _say(session: ReviewSession, seen: ReviewedText, opinion: Opinion, word: str) -> _Next:
    """Write what the person says of the text that they have seen. Raises UserError."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_acts import Reviewer, review
    from polyloom.stages.reviews.review_queue import unchanged_text
    from polyloom.workspace.clock import now
    from polyloom.workspace.machine import random_id

    invocation = session.invocation
    with invocation.writing() as project:
        found = find_documents(project.root)
        text = unchanged_text(session.documents, project, found, seen)
        translators = _translator_of(session, text)
        reviewer = Reviewer(session.by, now(invocation.environment), random_id, translators)
        report = review(project, [text], reviewer, opinion)
    for each in report.left_alone:
        raise UserError(
            message("not {done}: {reason}", done=message_in("texts", word), reason=each.reason)
        )
    session.done[word] += 1
    return _Next.FORWARD


def _translator_of(
    session: ReviewSession, text: ReviewedText
) -> Mapping[tuple[str, EntryKey], str]:
    """Who made the translation of a text, where that counts."""
    entry, identity = text.status.entry, (text.file.path, text.key)
    if entry is None or text.policy.own_work:
        return {}
    who, made = session.translators.get(identity, ("", ()))
    if made != entry.msgstr:
        known = counted_translators(session.documents.project, [text], session.by)
        who = known.get(identity, "")
        session.translators[identity] = (who, entry.msgstr)
    return {identity: who}


def _edit(session: ReviewSession, text: ReviewedText) -> _Next:
    from polyloom.stages.reviews.edited_text import has_kept_edit
    from polyloom.stages.reviews.review_queue import TextChangedError

    try:
        _edit_and_write(session, text)
    except TextChangedError:
        raise
    except UserError as error:
        if not has_kept_edit(session.documents.project, text):
            raise
        remedy = f"{error.remedy}; " if error.remedy else ""
        remedy = message("{remedy}your text is kept, and e goes on with it", remedy=remedy)
        raise UserError(error.what, where=error.where, remedy=remedy) from None
    return _Next.TEXT


def _edit_and_write(session: ReviewSession, text: ReviewedText) -> None:
    """Have the person edit a translation, and write it. Raises UserError."""
    from polyloom.stages.reviews.edited_text import (
        begin_edit,
        edited_forms,
        end_edit,
        unedited_forms,
    )
    from polyloom.stages.reviews.translation_edit import with_translation
    from polyloom.stages.reviews.trial_weaving import trial_refusals
    from polyloom.workspace.editor import editor_command, run_editor

    project, entry = session.documents.project, text.status.entry
    if entry is None:
        return
    command = editor_command(project.root, session.invocation.environment)
    code = run_editor(command, begin_edit(project, text, entry))
    failed = message("the editor ended with exit code {code}", code=code)
    forms = edited_forms(project, text, entry)
    if forms is None or forms == unedited_forms(entry):
        end_edit(project, text)
        what = message("the text was emptied") if forms is None else message("nothing was changed")
        raise UserError(
            message("{failed}, and {what}", failed=failed, what=what) if code else what,
            remedy=message("the translation stays as it is"),
        )
    if code:
        raise UserError(failed)
    document = session.documents.document(text.file)
    for refusal in trial_refusals(document, with_translation(text, forms)):
        raise UserError(refusal.reason, remedy=refusal.remedy)
    _write(session, text, forms)
    end_edit(project, text)


def _finish(session: ReviewSession, text: ReviewedText) -> _Next:
    """Take a draft as it is."""
    entry = text.status.entry
    if entry is not None:
        _write(session, text, entry.msgstr)
    return _Next.TEXT


def _write(session: ReviewSession, seen: ReviewedText, forms: tuple[str, ...]) -> None:
    """Write a translation in the place of the one that the person has seen. Raises UserError."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_queue import unchanged_text
    from polyloom.stages.reviews.translation_edit import write_translation

    entry = seen.status.entry
    with session.invocation.writing() as project:
        found = find_documents(project.root)
        write_translation(project, unchanged_text(session.documents, project, found, seen), forms)
    if entry is not None and forms != entry.msgstr:
        session.translators[seen.file.path, seen.key] = (session.by, forms)
        session.done[translatable_in("texts", "edited")] += 1
    else:
        session.done[translatable_in("texts", "finished")] += 1
    session.settled.discard(session.place)


def _help(session: ReviewSession, text: ReviewedText) -> _Next:
    for key, each in _KEYS.items():
        if each.is_there(text):
            session.screen.print(f"  {key}  {message(each.help)}")
    return _Next.QUESTION


def _is_draft(text: ReviewedText) -> bool:
    return text.status.entry is not None and text.status.entry.is_fuzzy


_KEYS = {
    "a": _Key("approve", translatable("the translation is right"), _approve),
    "e": _Key(
        "edit", translatable("change the translation in your editor (VISUAL, EDITOR)"), _edit
    ),
    "f": _Key("finish", translatable("the draft is a translation as it is"), _finish, _is_draft),
    "r": _Key(
        "reject", translatable("it is wrong, and becomes a draft: you are asked why"), _reject
    ),
    "c": _Key("comment", translatable("say something about it"), _comment),
    "u": _Key(
        "unapprove",
        translatable("take approvals and rejections of it back"),
        _unapprove,
        lambda text: bool(text.review.verdicts),
    ),
    "s": _Key("skip", translatable("leave it for later"), lambda _session, _text: _Next.FORWARD),
    "b": _Key("back", translatable("to the one before"), lambda _session, _text: _Next.BACK),
    "q": _Key(
        "quit", translatable("all that you have said so far is written"), lambda *_: _Next.END
    ),
    "?": _Key("help", translatable("this list"), _help),
}


def _say_how_far(session: ReviewSession) -> None:
    """One line: what was done, and what is left."""
    left = len(session.queue) - len(session.settled)
    done = ", ".join(
        f"{number} {message_in('texts', word)}" for word, number in session.done.items()
    ) or message("nothing done")
    session.invocation.console.finding(
        message(
            "review: {done}; {texts} left",
            done=done,
            texts=plural_message("{count} text", "{count} texts", left),
        )
    )
