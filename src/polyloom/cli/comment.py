"""``polyloom comment``: say something about a translation."""

from __future__ import annotations

import argparse

from polyloom.cli.invocation import Invocation
from polyloom.cli.option_types import nonempty_type
from polyloom.cli.review_acts import add_review_of_text, run_review
from polyloom.messages import message, translatable_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, the text, and the comment."""
    add_review_of_text(parser)
    parser.add_argument(
        "comment", metavar="COMMENT", type=nonempty_type, help=message("what you say")
    )


def run(invocation: Invocation) -> int:
    """Add the comment to the ledger."""
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    return run_review(
        invocation,
        Opinion(Verdict.COMMENT, invocation.arguments.comment),
        translatable_in("texts", "commented on"),
    )
