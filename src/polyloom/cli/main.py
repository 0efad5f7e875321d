"""``polyloom``: parse the arguments, run one command, choose the exit code."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from polyloom import __version__
from polyloom.cli.argparse_messages import argparse_speaking
from polyloom.cli.command_modules import command_module
from polyloom.cli.exit_codes import DONE, INTERRUPTED, NEEDS_A_PERSON, WRONG_USAGE, exit_code_of
from polyloom.cli.language_option import add_language_option, chosen_catalog
from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message, speaking, translatable
from polyloom.workspace.machine import environment

# Each command lives in the module of cli/ that has its name, which is imported when it is run.
COMMANDS: Mapping[str, str] = {
    "init": translatable("scaffold a project"),
    "new-locale": translatable("add a locale to the project"),
    "extract": translatable("source documents to templates"),
    "update": translatable("templates to catalogs, keeping every translation"),
    "sync": translatable("extract and update"),
    "pipeline": translatable("the whole round: sync, translate, check, build, report --html"),
    "reword": translatable("declare that an edit of the source changes no meaning"),
    "translate": translatable("pre-translate what is empty, as drafts"),
    "trust": translatable("what this project may run, and where it may send texts and keys"),
    "check": translatable("quality checks on the catalogs"),
    "accept": translatable("say that what a check finds is meant"),
    "review": translatable("what awaits review; with --next, go through it in a terminal"),
    "approve": translatable("say that translations are right"),
    "unapprove": translatable("take approvals and rejections back"),
    "reject": translatable("say that a translation is wrong, which makes it a draft"),
    "comment": translatable("say something about a translation, for whoever reads it next"),
    "blame": translatable("the history of a translation, from git and from its ledger"),
    "reviews": translatable("who approved what, and ledgers without what says nothing any more"),
    "build": translatable("outputs: each document in each locale"),
    "format": translatable("make catalogs and templates canonical, or check that they are"),
    "report": translatable("coverage: how much is translated"),
    "merge-driver": translatable("three versions of a catalog to one, for git"),
    "doctor": translatable("what works here, what is missing and how to get it"),
}
# Is no command itself: ``help build`` is another way to say ``build --help``.
_HELP = "help"

# Errors of a stream (which has no file name) that mean that there is no room for its output.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class _Parser(argparse.ArgumentParser):
    """One sentence instead of a usage dump for a wrong argument.

    Words of an argument that takes any number of them may stand on both sides of options.
    """

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        found, left = super().parse_known_args(args, namespace)
        for action in self._actions:
            if action.nargs == "*" and left and not any(word.startswith("-") for word in left):
                words = [*(getattr(found, action.dest) or ()), *self._get_values(action, left)]
                setattr(found, action.dest, words)
                left = []
        return found, left

    def error(self, fault: str) -> NoReturn:
        raise ConfigurationError(fault, remedy=message("see {prog} --help", prog=self.prog))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0, 1, 2 or 130 (design: docs/reference)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    # Large catalogs are many objects and no cycles: looking for those all the time finds nothing.
    gc.set_threshold(1_000_000, 20, 20)
    try:
        catalog = chosen_catalog(arguments, environment())
    except ConfigurationError as error:
        sys.stderr.write(f"polyloom: {error}\n")
        return WRONG_USAGE
    with speaking(catalog), argparse_speaking():
        return _exit_code(arguments)


def _exit_code(arguments: Sequence[str]) -> int:
    """Run, and say what stood in the way."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        _discard_output()
        return DONE
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename is not None:
            raise
        _discard_output()
        from polyloom.system_reasons import system_reason

        said = message(
            "cannot write the output: {reason}; free some space there", reason=system_reason(error)
        )
        sys.stderr.write(f"polyloom: {said}\n")
        return NEEDS_A_PERSON
    except KeyboardInterrupt:
        sys.stderr.write(message("polyloom: interrupted; run the command again to go on") + "\n")
        return INTERRUPTED
    except UserError as error:
        sys.stderr.write(f"polyloom: {error}\n")
        return exit_code_of(error)
    return code


def _run(argv: Sequence[str]) -> int:
    words = _without_help_command(argv)
    parser = _parser(words)
    arguments, unknown = parser.parse_known_args(words)
    if unknown:
        raise _unknown_arguments(unknown, arguments.command)
    if arguments.command is None:
        parser.print_help()
        return WRONG_USAGE
    # On use: the version and the help need neither, nor the libraries behind them.
    from polyloom.cli.console import Console
    from polyloom.cli.invocation import Invocation

    console = Console(
        verbosity=arguments.verbose - arguments.quiet,
        color=arguments.color,
        json=getattr(arguments, "json", False),
    )
    invocation = Invocation(arguments, Path(arguments.directory), console, environment())
    try:
        code = command_module(arguments.command).run(invocation)
    except UserError as error:
        _note_reason(arguments, str(error))
        raise
    if code != DONE:
        _note_reason(arguments, console.reasons or message("something needs a person, see above"))
    return code


def _note_reason(arguments: argparse.Namespace, reason: str) -> None:
    """Append a line to the file that ``--reasons`` names. Raises ConfigurationError."""
    if arguments.reasons is None:
        return
    from polyloom.reports.printable_text import printable

    try:
        with Path(arguments.reasons).open("a", encoding="utf-8") as file:
            file.write(f"{arguments.command}: {printable(reason)}\n")
    except OSError as error:
        from polyloom.system_reasons import system_reason

        raise ConfigurationError(
            message("cannot write it: {reason}", reason=system_reason(error)),
            where=arguments.reasons,
            remedy=message("give --reasons another file"),
        ) from None


def _unknown_arguments(words: Sequence[str], command: str | None) -> ConfigurationError:
    page = f"polyloom {command} --help" if command else "polyloom --help"
    return ConfigurationError(
        message("unrecognized arguments: {words}", words=" ".join(words)),
        remedy=message("see {page}", page=page),
    )


def _without_help_command(argv: Sequence[str]) -> Sequence[str]:
    """``help [COMMAND]`` as ``[COMMAND] --help``; anything else as it is."""
    place = _place_of_command(argv)
    if place is None or argv[place] != _HELP:
        return argv
    commands = [word for word in argv[place + 1 :] if not word.startswith("-")]
    if len(commands) > 1:
        raise ConfigurationError(
            message("help is about one command, not {number}", number=len(commands)),
            remedy=message("see polyloom --help"),
        )
    return [*commands, "--help"]


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="polyloom",
        description=message("Translate documents through gettext catalogs."),
        epilog=message(
            "exit codes: 0 done; 1 done, but something needs a person; "
            "2 wrong usage or configuration; 130 interrupted"
        ),
    )
    parser.add_argument("--version", action="version", version=f"polyloom {__version__}")
    parser.add_argument(
        "-C",
        dest="directory",
        metavar="DIR",
        default=".",
        help=message("work on the project in DIR"),
    )
    parser.add_argument(
        "--reasons",
        metavar="FILE",
        help=message("append to FILE a line that says why the exit code is not 0, for scripts"),
    )
    _add_verbosity_options(parser, quiet=0, verbose=0, color="auto")
    add_language_option(parser, default=None)
    commands = parser.add_subparsers(
        # Named, it is not looked for in a page of help, which would be made for that.
        prog=parser.prog,
        dest="command",
        metavar="COMMAND",
        title=message("commands"),
    )
    _refuse_unknown_command(argv)
    commands.add_parser(_HELP, help=message("what a command does, and its options"), add_help=False)
    for name, summary in COMMANDS.items():
        told = message(summary)
        command = commands.add_parser(name, help=told, description=_sentence(told))
        if name in argv:
            command_module(name).add_arguments(command)
            # The same options behind the command; not given, they leave the others' values.
            suppress = argparse.SUPPRESS
            _add_verbosity_options(command, quiet=suppress, verbose=suppress, color=suppress)
            add_language_option(command, default=suppress)
            command.add_argument("--json", action="store_true", help=message("the report as JSON"))
    return parser


def _add_verbosity_options(
    parser: argparse.ArgumentParser, *, quiet: object, verbose: object, color: object
) -> None:
    parser.add_argument(
        "-q", "--quiet", action="store_const", const=1, default=quiet, help=message("problems only")
    )
    parser.add_argument(
        "-v", "--verbose", action="store_const", const=1, default=verbose, help=message("say more")
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=color,
        help=message("colours: auto (on a terminal), always, never"),
    )


def _refuse_unknown_command(argv: Sequence[str]) -> None:
    """A mistyped command is answered with the nearest."""
    place = _place_of_command(argv)
    if place is None or argv[place] in COMMANDS:
        return
    import difflib

    near = difflib.get_close_matches(argv[place], [*COMMANDS, _HELP], n=1)
    raise ConfigurationError(
        message("there is no command “{command}”", command=argv[place]),
        remedy=message("did you mean {near}?", near=near[0])
        if near
        else message("see polyloom --help"),
    )


def _place_of_command(argv: Sequence[str]) -> int | None:
    """Which word is the command, None where there is none: the first that belongs to no option."""
    is_value = False
    for place, word in enumerate(argv):
        if is_value:
            is_value = False
        elif word in ("-C", "--color", "--lang", "--reasons"):
            is_value = True
        elif not word.startswith("-"):
            return place
    return None


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."


def _discard_output() -> None:
    """Keep the interpreter from trying to write what is left of our output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _null_stream() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _prepare_streams() -> None:
    """A terminal that cannot show a character shows its number instead of a traceback.

    What would go to a stream that is closed is dropped.
    """
    sys.stdout = sys.stdout or _null_stream()
    sys.stderr = sys.stderr or _null_stream()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def program() -> NoReturn:
    """The process that ``polyloom`` is: ``main``, and an end that does not tidy up memory.

    Taking apart what a large catalog was read into would take longer than writing it did.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    program()
