"""``polyloom blame``: the history of an entry, from git and from its ledger."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, chosen_locales, problems_json
from polyloom.cli.review_acts import add_locale_argument, add_text_argument
from polyloom.errors import ConfigurationError
from polyloom.messages import message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locale, and the entry."""
    add_locale_argument(parser)
    add_text_argument(parser)


def run(invocation: Invocation) -> int:
    """Print who did what, when, the oldest first."""
    from polyloom.project.documents import find_documents
    from polyloom.reports.printable_text import printable
    from polyloom.stages.reviews.entry_history import act_word, entry_history
    from polyloom.stages.reviews.reviewed_texts import reviewed_texts

    console = invocation.console
    arguments = invocation.arguments
    project = invocation.project()
    (locale,) = chosen_locales(project, [arguments.locale])
    found = find_documents(project.root)
    named = reviewed_texts(project, found, locale, arguments.texts)
    if len(named.texts) != 1:
        raise ConfigurationError(
            message(
                "“{texts}” is {number} texts", texts=arguments.texts[0], number=len(named.texts)
            ),
            remedy=message("give one of them, as catalogs refer to it: guide.md#point-2"),
        )
    (text,) = named.texts
    events = entry_history(project, found.documents, text)
    for event in events:
        commit = f" {event.commit[:10]}" if event.commit else ""
        said = f": {event.text}" if event.text else ""
        console.finding(printable(f"{event.at}{commit} {event.by} {act_word(event.what)}{said}"))
    if not events:
        console.note(
            message(
                "{reference}: nobody has translated it yet, or git has no commit of it",
                reference=text.reference,
            )
        )
    console.problems(named.problems)
    console.report(
        lambda: {
            "locale": locale,
            "reference": text.reference,
            "events": to_builtins(events),
            "problems": problems_json(named.problems),
        }
    )
    return NEEDS_A_PERSON if named.problems else DONE
