"""``polyloom review``: what awaits review; with ``--next``, going through it in a terminal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    chosen_locales,
    problems_json,
)
from polyloom.cli.review_acts import add_review_of_texts
from polyloom.errors import ConfigurationError
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.stages.reviews.reviewed_documents import ReviewedText

# Of a text so many characters are listed.
_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, which texts of it, and whether to list them or to go through them."""
    add_review_of_texts(parser)
    parser.add_argument(
        "--next",
        action="store_true",
        help=message("show them one after the other, in this terminal: approve, edit, reject …"),
    )


def run(invocation: Invocation) -> int:
    """List what awaits review, or go through it."""
    if invocation.arguments.next:
        return _go_through(invocation)
    return _list(invocation)


def _list(invocation: Invocation) -> int:
    from polyloom.project.documents import find_documents
    from polyloom.reports.printable_text import printable
    from polyloom.stages.reviews.review_queue import review_queue
    from polyloom.stages.reviews.reviewed_texts import reviewed_texts

    console, arguments = invocation.console, invocation.arguments
    project = invocation.project()
    (locale,) = chosen_locales(project, [arguments.locale])
    named = reviewed_texts(project, find_documents(project.root), locale, arguments.texts)
    queue = review_queue(named.texts)
    for text in (*queue.finished, *queue.drafts):
        console.finding(printable(f"{text.reference}: {_standing(text)}: {_beginning(text)}"))
    console.problems(named.problems)
    console.result(
        message(
            "review: {translations} awaiting review, {drafts}",
            translations=plural_message(
                "{count} translation", "{count} translations", len(queue.finished)
            ),
            drafts=plural_message("{count} draft", "{count} drafts", len(queue.drafts)),
        )
    )
    console.report(
        lambda: {
            "locale": locale,
            "texts": [
                {
                    "reference": text.reference,
                    "state": text.status.state,
                    "approval": text.status.approval,
                    "approvals": len(text.review.approvals),
                }
                for text in (*queue.finished, *queue.drafts)
            ],
            "problems": problems_json(named.problems),
        }
    )
    return NEEDS_A_PERSON if named.problems else DONE


def _standing(text: ReviewedText) -> str:
    """How a text stands, in a few words."""
    from polyloom.model import Approval, State

    words = {
        Approval.AWAITED: message("awaiting review"),
        Approval.VOID: message("changed since it was approved"),
        Approval.REJECTED: "rejected",
    }
    status = text.status
    if status.approval is None:
        return str(status.state)
    is_changed_draft = status.approval is Approval.VOID and status.state is State.DRAFT
    return f"{'draft, ' if is_changed_draft else ''}{words[status.approval]}"


def _beginning(text: ReviewedText) -> str:
    words = " ".join(text.status.segment.text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"


def _go_through(invocation: Invocation) -> int:
    from polyloom.cli.review_session import begin_session, go_through
    from polyloom.workspace.terminal import is_at_terminal

    if invocation.console.json:
        raise ConfigurationError(
            message("review --next is for a person, and --json for a program"),
            remedy=message("leave one out"),
        )
    if not is_at_terminal():
        raise ConfigurationError(
            message("review --next needs a terminal, and this is none"),
            remedy=message("run it in one, or list what awaits review without --next"),
        )
    session = begin_session(invocation)
    return go_through(session)
