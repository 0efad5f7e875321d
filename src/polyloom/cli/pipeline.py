"""``polyloom pipeline``: the whole round, from documents to outputs and the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.cli.command_modules import command_module
from polyloom.cli.console import Console
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON, exit_code_of
from polyloom.cli.invocation import Invocation, SharedProject, add_index_option, add_wait_option
from polyloom.cli.known_round import depends_on_files, hearing, round_unit, say_known_round
from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.reports.printable_text import printable
from polyloom.workspace.known_runs import begin_of_run, recalled_run, record_run
from polyloom.workspace.work_index import WorkIndex

if TYPE_CHECKING:
    from polyloom.project import Project


class _Step(Struct, frozen=True):
    """A command of the round, and the words that it is given."""

    name: str
    words: Sequence[str] = ()


_STEPS = (
    _Step("sync"),
    _Step("translate"),
    _Step("check", ("--brief",)),
    _Step("build"),
    _Step("report", ("--html", "--brief")),
)


class _Outcome(NamedTuple):
    """What came of a step: its exit code, why that is not 0, and its report for ``--json``.

    ``has_problems``: something could not be done, which may be possible the next time.
    """

    code: int
    reason: str
    report: dict[str, Any]
    has_problems: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the steps have in common."""
    add_scheduler_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Run the steps, whatever the one before found, unless nothing can be done at all.

    The exit code is the worst of theirs. The last line says why it is not 0, or it goes where
    ``--reasons`` wants it. Where no file has changed since the begin of the last round, what that
    said is said again.
    """
    try:
        with invocation.locked() as root, invocation.index_at(root) as index:
            return _known_or_new_round(invocation, root, index)
    except UserError as error:
        # The first step cannot begin.
        return _conclusion(invocation, {_STEPS[0].name: _failure(error)})


def _known_or_new_round(invocation: Invocation, root: Path, index: WorkIndex) -> int:
    unit = round_unit(invocation, root)
    known = recalled_run(root, index, unit)
    if known is not None:
        code = say_known_round(known, invocation.console)
        if code is not None:
            return code
    begin = begin_of_run(root, index)
    project = invocation.project()
    with hearing() as heard:
        outcomes = _round(invocation, project, index)
        code = _conclusion(invocation, outcomes)
    is_certain = not any(each.has_problems for each in outcomes.values())
    if is_certain and depends_on_files(invocation, project):
        done = heard.known_round(code, invocation.console.reasons_said)
        if done is not None:
            record_run(root, index, unit, begin, done)
    return code


def _round(invocation: Invocation, project: Project, index: WorkIndex) -> dict[str, _Outcome]:
    """What came of the steps, by name."""
    # On use: words of the command line need no format.
    from polyloom.stages.earlier_work import no_work_yet

    outcomes: dict[str, _Outcome] = {}
    shared = SharedProject(project, index, no_work_yet())
    for step in _STEPS:
        outcome = outcomes[step.name] = _outcome(step, _invocation_of(step, invocation, shared))
        if outcome.code not in (DONE, NEEDS_A_PERSON):
            break
    return outcomes


def _conclusion(invocation: Invocation, outcomes: Mapping[str, _Outcome]) -> int:
    """Say what came of all steps; the exit code."""
    console = invocation.console
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
    command_module(step.name).add_arguments(parser)
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
        code = command_module(step.name).run(invocation)
    except UserError as error:
        return _failure(error)
    reason = console.reasons or message("something needs a person, see above")
    report = dict(console.reports[0]) if console.reports else {}
    return _Outcome(code, reason, report, bool(console.problems_said))


def _failure(error: UserError) -> _Outcome:
    sys.stdout.flush()
    sys.stderr.write(f"polyloom: {error}\n")
    problem = {"what": error.what, "where": error.where, "remedy": error.remedy}
    return _Outcome(exit_code_of(error), str(error), {"problems": [problem]}, has_problems=True)
