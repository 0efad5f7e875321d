"""``polyloom approve``: say that translations are right."""

from __future__ import annotations

import argparse

from polyloom.cli.invocation import Invocation
from polyloom.cli.review_acts import add_review_of_texts, run_review
from polyloom.messages import translatable_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, and which texts of it."""
    add_review_of_texts(parser)


def run(invocation: Invocation) -> int:
    """Add approvals to the ledgers."""
    from polyloom.review.ledger import Verdict
    from polyloom.stages.reviews.review_acts import Opinion

    return run_review(invocation, Opinion(Verdict.APPROVE), translatable_in("texts", "approved"))
