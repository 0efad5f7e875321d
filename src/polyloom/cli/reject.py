"""``polyloom reject``: say that a translation is wrong, and why."""

from __future__ import annotations

import argparse

from polyloom.cli.invocation import Invocation
from polyloom.cli.option_types import nonempty_type
from polyloom.cli.review_acts import add_review_of_text, run_review
from polyloom.messages import message, translatable_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, the text, and what is wrong with its translation."""
    add_review_of_text(parser)
    parser.add_argument(
        "reason", metavar="REASON", type=nonempty_type, help=message("what is wrong with it")
    )


def run(invocation: Invocation) -> int:
    """Add rejections to the ledger, and make drafts of the translations."""
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    return run_review(
        invocation,
        Opinion(Verdict.REJECT, invocation.arguments.reason),
        translatable_in("texts", "rejected"),
    )
