"""``polyloom format``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.execution import add_scheduler_option, work_executor
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_locale_arguments,
    add_wait_option,
    chosen_locales,
    problems_json,
)
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.format import FormatReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales whose catalogs to format, and whether to write."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--check",
        action="store_true",
        help=message("write nothing; exit 1 when something is not canonical"),
    )
    add_scheduler_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Make templates and catalogs canonical, or say which are not."""
    check = bool(invocation.arguments.check)
    if check:
        report = _format(invocation, invocation.project(), check=True)
    else:
        with invocation.writing() as project:
            report = _format(invocation, project, check=False)
    _say(invocation.console, report, check=check)
    invocation.console.report(lambda: _as_json(report))
    return NEEDS_A_PERSON if report.problems or (check and report.changed) else DONE


def _format(invocation: Invocation, project: Project, *, check: bool) -> FormatReport:
    from polyloom.project.documents import find_documents
    from polyloom.stages.format import format_catalogs

    locales = chosen_locales(project, invocation.arguments.locales)
    found = find_documents(project.root)
    with (
        work_executor(invocation, project) as executor,
        invocation.console.progress() as progress,
    ):
        return format_catalogs(
            project, locales, found, check=check, progress=progress, executor=executor
        )


def _as_json(report: FormatReport) -> dict[str, Any]:
    """The report for ``--json``."""
    return {
        "files": report.files,
        "changed": list(report.changed),
        "problems": problems_json(report.problems),
    }


def _say(console: Console, report: FormatReport, *, check: bool) -> None:
    console.problems(report.problems)
    for path in report.changed:
        console.result(
            message("{path}: not canonical", path=path)
            if check
            else message("{path}: written", path=path)
        )
    number = len(report.changed) or message("none")
    outcome = (
        message("{number} not canonical", number=number)
        if check
        else message("{number} written", number=number)
    )
    console.result(
        message(
            "format: {files}, {outcome}",
            files=plural_message("{count} file", "{count} files", report.files),
            outcome=outcome,
        )
    )
