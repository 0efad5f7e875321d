"""``polyloom accept``: say that a finding is meant."""

from __future__ import annotations

import argparse

from polyloom.cli.invocation import Invocation
from polyloom.cli.review_acts import add_review_of_text, run_review
from polyloom.messages import message, translatable_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, the text, and the check that says something of it."""
    add_review_of_text(parser)
    parser.add_argument(
        "check",
        metavar="CHECK",
        type=_check_type,
        help=message("the check, as polyloom check names it"),
    )


def _check_type(word: str) -> str:
    from polyloom.checks.check_table import unknown_check

    if fault := unknown_check(word):
        raise argparse.ArgumentTypeError(fault)
    return word


def run(invocation: Invocation) -> int:
    """Add to the ledger that the finding is meant, as long as source and translation stay."""
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    opinion = Opinion(Verdict.ACCEPT, check=invocation.arguments.check)
    return run_review(invocation, opinion, translatable_in("texts", "accepted"))
