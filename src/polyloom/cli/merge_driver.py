"""``polyloom merge-driver``."""

from __future__ import annotations

import argparse

from polyloom.cli.exit_codes import DONE
from polyloom.cli.invocation import Invocation
from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message, plural_message
from polyloom.workspace.machine import own_command

_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The three versions of the file, as git hands them over, or the wish to be called by git."""
    for name, what in (
        ("BASE", message("the common ancestor (git's %%O)")),
        ("OURS", message("our version, which becomes the result (%%A)")),
        ("THEIRS", message("their version (%%B)")),
        ("PATH", message("what the file is called in the repository (%%P)")),
    ):
        parser.add_argument(name.lower(), metavar=name, nargs="?", help=what)
    parser.add_argument(
        "--register",
        action="store_true",
        help=message("merge nothing, but have git merge the catalogs of this clone in this way"),
    )


def run(invocation: Invocation) -> int:
    """Merge, or register the driver."""
    arguments = invocation.arguments
    if arguments.register:
        return _register(invocation)
    if arguments.theirs is None:
        raise ConfigurationError(
            message("it takes three files: the common ancestor, ours and theirs"),
            remedy=message("git names them, once polyloom merge-driver --register has told it to"),
        )
    return _merge(invocation)


def _merge(invocation: Invocation) -> int:
    from polyloom.stages.merge_driver import merge_files

    arguments, console = invocation.arguments, invocation.console
    base, ours, theirs = (
        invocation.folder / name for name in (arguments.base, arguments.ours, arguments.theirs)
    )
    report = merge_files(base, ours, theirs, path=arguments.path or arguments.ours)
    for entry in report.contested:
        console.note(
            message(
                "{path}:{line}: both sides translated “{shortened}”; "
                "it is a draft, with their text in a comment",
                path=report.path,
                line=entry.line,
                shortened=_shortened(entry.msgid),
            )
        )
    if len(report.contested) > 1:
        console.note(
            message(
                "{path}: {entries} to choose from",
                path=report.path,
                entries=plural_message("{count} entry", "{count} entries", len(report.contested)),
            )
        )
    console.report(
        lambda: {
            "path": report.path,
            "contested": [
                {"line": entry.line, "msgctxt": entry.msgctxt, "msgid": entry.msgid}
                for entry in report.contested
            ],
        }
    )
    return DONE


def _register(invocation: Invocation) -> int:
    from polyloom.workspace.git import ignore_unfinished_files, in_work_tree, register_driver

    console = invocation.console
    is_clone = in_work_tree(invocation.folder)
    if is_clone:
        register_driver(invocation.folder, own_command())
        try:
            ignore_unfinished_files(invocation.folder)
        except UserError as error:
            # Merging works without it.
            console.note(str(error))
        console.note(message("git merges the catalogs of this clone by entry"))
    else:
        console.note(message("no clone of git here: nothing to register"))
    console.report(lambda: {"registered": is_clone})
    return DONE


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()} …"
