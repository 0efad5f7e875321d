"""``polyloom report``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    add_locale_arguments,
    chosen_locales,
    problems_json,
)
from polyloom.errors import UserError

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.report import CoverageReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to report on, the HTML page, the bar."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--html",
        nargs="?",
        const="",
        metavar="FILE",
        help="also write a page (default: build/report.html)",
    )
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        help="exit 1 if a locale has less than this percentage of its words translated",
    )


def run(invocation: Invocation) -> int:
    """Count, and print the table or the JSON object."""
    from polyloom.reports.coverage_json import coverage_json
    from polyloom.reports.coverage_table import print_coverage
    from polyloom.stages.report import report_coverage

    console = invocation.console
    project = invocation.project()
    locales = chosen_locales(project, invocation.arguments.locales)
    report = report_coverage(project, locales)
    console.problems(report.problems)
    if console.json:
        console.report(
            lambda: {**coverage_json(report.locales), "problems": problems_json(report.problems)}
        )
    else:
        print_coverage(console.rich(), report.locales)
    if invocation.arguments.html is not None:
        _write_page(invocation, project, report)
    low = _under(report, invocation.arguments.fail_under)
    for sentence in low:
        console.note(sentence)
    return NEEDS_A_PERSON if report.problems or low else DONE


def _under(report: CoverageReport, bar: float | None) -> list[str]:
    """A sentence for each locale under the bar (percent of words)."""
    if bar is None:
        return []
    return [
        f"{one.locale}: {one.words.translated} of {one.words.total} words are translated,"
        f" less than {bar:g}%"
        for one in report.locales
        if one.words.coverage * 100 < bar
    ]


def _write_page(invocation: Invocation, project: Project, report: CoverageReport) -> None:
    from polyloom.reports.coverage_html import coverage_html
    from polyloom.workspace.files import write_derived
    from polyloom.workspace.paths import BUILD

    page = coverage_html(report.locales, title=project.name).encode()
    given = invocation.arguments.html
    if not given:
        target = f"{BUILD}/report.html"
        write_derived(project.root, target, page)
    else:
        # A path given by hand is meant as it stands, also outside the project.
        path = Path(given)
        target = str(path)
        if not path.parent.is_dir():
            raise UserError("there is no such folder", where=str(path.parent), remedy="make it")
        write_derived(path.parent.resolve(), path.name, page)
    invocation.console.note(f"{target}: written")
