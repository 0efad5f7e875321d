"""What the commands have in common with which reviewers say something of translations."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import to_builtins
from msgspec.structs import replace

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, add_wait_option, chosen_locales, problems_json
from polyloom.errors import ConfigurationError
from polyloom.messages import message, message_in, plural_message

if TYPE_CHECKING:
    from polyloom.model import EntryKey
    from polyloom.project import Project
    from polyloom.stages.reviews.review_acts import Opinion, ReviewReport
    from polyloom.stages.reviews.reviewed_documents import ReviewedText

# How many texts that were left alone are named.
_MOST_NAMED = 20


def add_locale_argument(parser: argparse.ArgumentParser) -> None:
    """The argument LOCALE."""
    parser.add_argument("locale", metavar="LOCALE", help=message("the locale of the translations"))


def add_text_argument(parser: argparse.ArgumentParser) -> None:
    """The argument that names one text, or a document."""
    parser.add_argument(
        "texts",
        metavar="TEXT",
        nargs=1,
        help=message(
            "an entry (guide.md#point-2, CATALOG.po:LINE), its source text, or a document"
        ),
    )


def add_review_of_texts(parser: argparse.ArgumentParser) -> None:
    """The arguments of what is said of all texts of a locale, or of some, and by whom."""
    add_locale_argument(parser)
    parser.add_argument(
        "texts",
        metavar="TEXT",
        nargs="*",
        help=message(
            "a document, an entry (guide.md#point-2, CATALOG.po:LINE) or its source text"
            " (default: all of the locale)"
        ),
    )
    add_reviewer_options(parser)


def add_review_of_text(parser: argparse.ArgumentParser) -> None:
    """The arguments of what is said of one text, or a document, and by whom."""
    add_locale_argument(parser)
    add_text_argument(parser)
    add_reviewer_options(parser)


def add_reviewer_options(parser: argparse.ArgumentParser) -> None:
    """Who reviews, and how long they wait for the project's lock."""
    parser.add_argument(
        "--by",
        metavar="PERSON",
        help=message("who says so, “Name <address>” (default: as git has you)"),
    )
    add_wait_option(parser)


def run_review(invocation: Invocation, opinion: Opinion, done: str) -> int:
    """Say it of the texts that the arguments name; ``done`` is the verb for what was done."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_acts import Reviewer, review
    from polyloom.stages.reviews.reviewed_texts import reviewed_texts
    from polyloom.workspace.clock import now
    from polyloom.workspace.machine import random_id

    arguments = invocation.arguments
    with invocation.writing() as project:
        (locale,) = chosen_locales(project, [arguments.locale])
        by = reviewer_name(invocation, project)
        found = find_documents(project.root)
        named = reviewed_texts(project, found, locale, arguments.texts)
        translators = counted_translators(project, named.texts, by)
        reviewer = Reviewer(by, now(invocation.environment), random_id, translators)
        report = review(project, named.texts, reviewer, opinion)
    return _say(invocation, replace(report, problems=named.problems), done)


def reviewer_name(invocation: Invocation, project: Project) -> str:
    """Who reviews: ``--by``, or git's identity. Raises ConfigurationError where nobody is named."""
    from polyloom.workspace.git import identity

    given = invocation.arguments.by
    name = given if given is not None else identity(project.root, invocation.environment)
    if not name.strip() or not name.isprintable():
        raise ConfigurationError(
            message("git does not know who you are")
            if given is None
            else message("--by names nobody"),
            remedy=message(
                'give --by "Name <address>", or set git config user.name and user.email'
            ),
        )
    return name.strip()


def counted_translators(
    project: Project, texts: Sequence[ReviewedText], by: str
) -> Mapping[tuple[str, EntryKey], str]:
    """Who made each translation, where the project does not let people approve their own."""
    from polyloom.stages.reviews.translators import translators_of

    return translators_of(project, [each for each in texts if not each.policy.own_work], by)


def _say(invocation: Invocation, report: ReviewReport, done: str) -> int:
    console = invocation.console
    done = message_in("texts", done)
    console.result(
        plural_message(
            "{command}: {count} text {done}",
            "{command}: {count} texts {done}",
            len(report.done),
            command=invocation.arguments.command,
            done=done,
        )
    )
    for each in report.left_alone[:_MOST_NAMED]:
        console.note(
            message(
                "{reference}: not {done}: {reason}",
                reference=each.reference,
                done=done,
                reason=each.reason,
            )
        )
    if len(report.left_alone) > _MOST_NAMED:
        console.note(
            message(
                "and {number} more not {done}",
                number=len(report.left_alone) - _MOST_NAMED,
                done=done,
            )
        )
    for path in report.ledgers:
        console.detail(message("{path}: written", path=path))
    console.problems(report.problems)
    console.report(
        lambda: {
            "done": report.done,
            "left_alone": to_builtins(report.left_alone),
            "ledgers": report.ledgers,
            "problems": problems_json(report.problems),
        }
    )
    if report.left_alone and not report.done:
        console.reason(message("nothing was {done}", done=done))
        return NEEDS_A_PERSON
    return NEEDS_A_PERSON if report.problems else DONE
