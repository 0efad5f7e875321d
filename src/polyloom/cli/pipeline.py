"""``polyloom pipeline``: the whole round, from documents to outputs and the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.cli import build, check, report, sync, translate
from polyloom.cli.console import Console
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON, exit_code_of
from polyloom.cli.invocation import (
    Command,
    Invocation,
    SharedProject,
    add_index_option,
    add_wait_option,
)
from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.reports.printable_text import printable


class _Step(Struct, frozen=True):
    """A command of the round, and the words that it is given."""

    name: str
    command: Command
    words: Sequence[str] = ()


_STEPS = (
    _Step("sync", sync),
    _Step("translate", translate),
    _Step("check", check),
    _Step("build", build),
    _Step("report", report, ("--html",)),
)


class _Outcome(NamedTuple):
    """What came of a step: its exit code, why that is not 0, and its report for ``--json``."""

    code: int
    reason: str
    report: dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the steps have in common."""
    add_scheduler_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Run the steps, whatever the one before found, unless nothing can be done at all.

    The exit code is the worst of theirs. The last line says why it is not 0, or it goes where
    ``--reasons`` wants it.
    """
    # On use: words of the command line need no format.
    from polyloom.stages.earlier_work import no_work_yet

    console = invocation.console
    outcomes: dict[str, _Outcome] = {}
    try:
        with invocation.writing() as project, invocation.index(project) as index:
            shared = SharedProject(project, index, no_work_yet())
            for step in _STEPS:
                own = _invocation_of(step, invocation, shared)
                outcome = outcomes[step.name] = _outcome(step, own)
                if outcome.code not in (DONE, NEEDS_A_PERSON):
                    break
    except UserError as error:
        # The first step cannot begin.
        outcomes[_STEPS[0].name] = _failure(error)
    console.report(lambda: {name: each.report for name, each in outcomes.items()})
    reasons = [f"{name}: {each.reason}" for name, each in outcomes.items() if each.code]
    if reasons:
        console.reason(" | ".join(map(printable, reasons)))
    if reasons and invocation.arguments.reasons is None:
        sys.stdout.flush()
        sys.stderr.write(f"polyloom pipeline: {console.reasons}\n")
    return max(each.code for each in outcomes.values())


def _invocation_of(step: _Step, whole: Invocation, shared: SharedProject) -> Invocation:
    """What a step gets: its own arguments and console, and the project of all of them."""
    parser = argparse.ArgumentParser(prog=step.name)
    step.command.add_arguments(parser)
    arguments = parser.parse_args(step.words)
    arguments.command = step.name
    for common in ("scheduler", "no_index", "wait"):
        setattr(arguments, common, getattr(whole.arguments, common))
    said = whole.console
    console = Console(said.verbosity, said.color, said.json, reports=[])
    return replace(whole, arguments=arguments, console=console, shared=shared)


def _outcome(step: _Step, invocation: Invocation) -> _Outcome:
    console = invocation.console
    try:
        code = step.command.run(invocation)
    except UserError as error:
        return _failure(error)
    reason = console.reasons or message("something needs a person, see above")
    return _Outcome(code, reason, {} if not console.reports else dict(console.reports[0]))


def _failure(error: UserError) -> _Outcome:
    sys.stdout.flush()
    sys.stderr.write(f"polyloom: {error}\n")
    problem = {"what": error.what, "where": error.where, "remedy": error.remedy}
    return _Outcome(exit_code_of(error), str(error), {"problems": [problem]})
