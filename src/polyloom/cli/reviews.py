"""``polyloom reviews``: what the ledgers say, and ledgers without what says nothing any more."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from msgspec import to_builtins

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, add_wait_option, chosen_locales, problems_json
from polyloom.errors import ConfigurationError
from polyloom.messages import message, plural_message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the ledgers, of which locales, and of which document."""
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=tuple(_ACTIONS),
        help=message(
            "evidence LOCALE DOCUMENT: who approved which text, and when;"
            " compact [LOCALE…]: drop what no longer speaks of anything"
        ),
    )
    parser.add_argument(
        "names", metavar="NAME", nargs="*", help=message("locales, or LOCALE DOCUMENT")
    )
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Do it."""
    return _ACTIONS[invocation.arguments.action](invocation)


def _evidence(invocation: Invocation) -> int:
    from polyloom.project.documents import find_documents
    from polyloom.reports.printable_text import printable
    from polyloom.stages.reviews.entry_history import act_word
    from polyloom.stages.reviews.review_evidence import review_evidence
    from polyloom.stages.reviews.text_labels import state_words

    console = invocation.console
    names = invocation.arguments.names
    if len(names) != 2:
        raise ConfigurationError(
            message("evidence is about one document in one locale"),
            remedy=message("give both: polyloom reviews evidence es statement"),
        )
    project = invocation.project()
    (locale,) = chosen_locales(project, names[:1])
    found = review_evidence(project, find_documents(project.root), locale, names[1])
    for text in found.texts:
        console.finding(printable(f"{text.reference}: {state_words(text.state)} [{text.digest}]"))
        for act in (*text.approvals, *text.rejections):
            reason = f": {act.text}" if act.text else ""
            console.finding(printable(f"  {act_word(act.verdict)} {act.at} {act.by}{reason}"))
    texts = plural_message("{count} text", "{count} texts", len(found.texts))
    console.result(
        message(
            "{locale} {document}: {approved} of {texts} approved",
            locale=locale,
            document=found.document,
            approved=found.approved,
            texts=texts,
        )
    )
    console.result(message("sha256 {digest}", digest=found.digest))
    console.problems(found.problems)
    console.report(
        lambda: {
            "locale": locale,
            "document": found.document,
            "digest": found.digest,
            "approved": found.approved,
            "texts": to_builtins(found.texts),
            "problems": problems_json(found.problems),
        }
    )
    return NEEDS_A_PERSON if found.problems else DONE


def _compact(invocation: Invocation) -> int:
    from polyloom.stages.reviews.ledger_compaction import compact_ledgers

    console = invocation.console
    with invocation.writing() as project:
        report = compact_ledgers(project, chosen_locales(project, invocation.arguments.names))
    console.problems(report.problems)
    console.result(
        message(
            "reviews: {lines} dropped, {kept} kept, {ledgers} written",
            lines=plural_message("{count} line", "{count} lines", report.dropped),
            kept=report.kept,
            ledgers=plural_message("{count} ledger", "{count} ledgers", len(report.ledgers)),
        )
    )
    console.report(
        lambda: {
            "ledgers": report.ledgers,
            "dropped": report.dropped,
            "kept": report.kept,
            "problems": problems_json(report.problems),
        }
    )
    return NEEDS_A_PERSON if report.problems else DONE


_ACTIONS: Mapping[str, Callable[[Invocation], int]] = {"evidence": _evidence, "compact": _compact}
