"""``polyloom init``."""

from __future__ import annotations

import argparse
from pathlib import Path

from polyloom.cli.exit_codes import DONE
from polyloom.cli.invocation import Invocation
from polyloom.messages import message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, from which language, into which."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help=message("default: here")
    )
    parser.add_argument(
        "--source-locale",
        metavar="LOCALE",
        default="en",
        help=message("the documents' (default: en)"),
    )
    parser.add_argument(
        "--locale",
        metavar="LOCALE",
        dest="locales",
        action="append",
        default=[],
        help=message("a locale to translate into; may be given again"),
    )
    parser.add_argument("--name", help=message("the project's name (default: the folder's)"))


def run(invocation: Invocation) -> int:
    """Make the project and say what to do next."""
    from polyloom.language.locales import canonical_locale
    from polyloom.stages.init import make_project
    from polyloom.workspace.git import configure_command
    from polyloom.workspace.machine import own_command

    arguments, console = invocation.arguments, invocation.console
    folder = (invocation.folder / Path(arguments.folder)).resolve()
    source = canonical_locale(arguments.source_locale)
    locales = list(dict.fromkeys(map(canonical_locale, arguments.locales)))
    report = make_project(folder, source, locales, arguments.name or folder.name or "Polyloom")
    console.result(
        message("init: {root} holds {made}", root=report.root, made=", ".join(report.made))
    )
    console.note(message("next: put a text into source/, then run polyloom sync"))
    if not locales:
        console.note(message("and name a language to translate into: polyloom new-locale es"))
    console.note(message("for git to merge catalogs by entry, once in every clone:"))
    console.note(f"  {configure_command(own_command())}")
    console.report(lambda: {"folder": str(report.root), "made": list(report.made)})
    return DONE
