"""``polyloom review``: the review page; or what awaits review, in the terminal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, chosen_locales, problems_json
from polyloom.cli.option_types import port_type
from polyloom.cli.review_acts import add_reviewer_options
from polyloom.cli.review_sheets import add_sheet_options, import_sheets, make_sheets
from polyloom.errors import ConfigurationError
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.stages.reviews.reviewed_documents import ReviewedText

# Of a text so many characters are listed.
_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, which texts of it, and how to go through them."""
    parser.add_argument(
        "locale",
        metavar="LOCALE",
        nargs="?",
        help=message("the locale of the translations (default: all)"),
    )
    parser.add_argument(
        "texts",
        metavar="TEXT",
        nargs="*",
        help=message(
            "a document, an entry (guide.md#point-2, CATALOG.po:LINE) or its source text"
            " (default: all of the locale); the page is of documents, opened at one entry"
        ),
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--next",
        action="store_true",
        help=message("show them one after the other, in this terminal: approve, edit, reject …"),
    )
    how.add_argument(
        "--list",
        action="store_true",
        help=message(
            "list what awaits review (also with --json, and where a LOCALE is given and nobody is"
            " at a terminal)"
        ),
    )
    add_sheet_options(parser, how)
    parser.add_argument(
        "--port",
        type=port_type,
        help=message("where to serve the page (default: 8765, or the next free)"),
    )
    parser.add_argument(
        "--host", metavar="ADDRESS", help=message("an address of this machine (default: 127.0.0.1)")
    )
    parser.add_argument(
        "--no-browser", action="store_true", help=message("print the page's address only")
    )
    parser.add_argument(
        "--read-only",
        action="store_true",
        help=message("serve the page for showing: nothing is written"),
    )
    add_reviewer_options(parser)


def run(invocation: Invocation) -> int:
    """Serve the page, list what awaits review, or go through it in the terminal."""
    arguments = invocation.arguments
    if arguments.output is not None and not arguments.static:
        raise ConfigurationError(
            message("--output is for --static"), remedy=message("give both, or neither")
        )
    if arguments.static:
        return make_sheets(invocation)
    if arguments.returned:
        return import_sheets(invocation)
    if arguments.next or _is_listed(invocation):
        if arguments.locale is None:
            raise ConfigurationError(
                message(
                    "review {option} is of one locale",
                    option="--next" if arguments.next else "--list",
                ),
                remedy=message("name it"),
            )
        return _go_through(invocation) if arguments.next else _list(invocation)
    # On use: listing needs no server.
    from polyloom.cli.review_serving import serve_page

    return serve_page(invocation)


def _is_listed(invocation: Invocation) -> bool:
    """Whether it is to be listed: a program that asks for a locale would wait for ever for a page.

    What says how to serve the page says that it is to be served.
    """
    from polyloom.workspace.terminal import is_at_terminal

    arguments = invocation.arguments
    if arguments.list or invocation.console.json:
        return True
    is_page = arguments.port is not None or arguments.host or arguments.no_browser
    if is_page or arguments.read_only or arguments.locale is None:
        return False
    return not is_at_terminal()


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
