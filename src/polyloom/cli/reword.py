"""``polyloom reword``: declare that a change of the source changes no meaning."""

from __future__ import annotations

import argparse

from msgspec.structs import asdict

from polyloom.cli.exit_codes import DONE
from polyloom.cli.invocation import Invocation, add_wait_option
from polyloom.messages import message, plural_message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The document, and what changed in it."""
    parser.add_argument(
        "document", metavar="DOCUMENT", help=message("the document that was edited")
    )
    parser.add_argument("old", metavar="OLD", help=message("the text, or a piece of it, as it was"))
    parser.add_argument("new", metavar="NEW", help=message("the same as it is in the source"))
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Log the rewording; the next update keeps the translations."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reword import reword
    from polyloom.workspace.clock import now
    from polyloom.workspace.paths import REWORDINGS

    console = invocation.console
    arguments = invocation.arguments
    with invocation.writing() as project:
        report = reword(
            project,
            find_documents(project.root),
            arguments.document,
            arguments.old,
            arguments.new,
            today=now(invocation.environment).date(),
        )
    console.result(
        message(
            "reword: {texts} declared to mean the same",
            texts=plural_message("{count} text", "{count} texts", len(report.rewordings)),
        )
    )
    if report.known < len(report.rewordings):
        console.note(
            message(
                "{rewordings}: written; polyloom sync keeps the translations", rewordings=REWORDINGS
            )
        )
    console.report(
        lambda: {"rewordings": [asdict(each) for each in report.rewordings], "known": report.known}
    )
    return DONE
