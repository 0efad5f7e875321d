"""``polyloom report``."""

from __future__ import annotations

import argparse
import sys
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
from polyloom.cli.option_types import percentage_type
from polyloom.cli.orphaned_files_view import orphaned_json, say_orphaned
from polyloom.errors import ConfigurationError, UserError

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.report import CoverageReport


# The name of a file that stands for standard output.
_STANDARD_OUTPUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to report on, the HTML page, the bar."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--html",
        nargs="?",
        const="",
        metavar="FILE",
        help="also write a page (default: build/report.html; -: to standard output, and no table)",
    )
    parser.add_argument(
        "--fail-under",
        type=percentage_type,
        metavar="PERCENT",
        help="exit 1 if a locale has less than this percentage of its words translated",
    )


def run(invocation: Invocation) -> int:
    """Count, and print the table or the JSON object."""
    from polyloom.reports.coverage_json import coverage_json
    from polyloom.reports.coverage_table import print_coverage
    from polyloom.stages.report import report_coverage

    console = invocation.console
    page_file: str | None = invocation.arguments.html
    if console.json and page_file == _STANDARD_OUTPUT:
        raise ConfigurationError(
            "--json and --html - both write to standard output", remedy="give the page a file"
        )
    project = invocation.project()
    locales = chosen_locales(project, invocation.arguments.locales)
    report = report_coverage(project, locales)
    console.problems(report.problems)
    say_orphaned(console, report.orphaned)
    if console.json:
        console.report(
            lambda: {
                **coverage_json(report.locales),
                "orphaned": orphaned_json(report.orphaned),
                "problems": problems_json(report.problems),
            }
        )
    elif page_file != _STANDARD_OUTPUT:
        print_coverage(console.rich(), report.locales)
    if page_file is not None:
        from polyloom.reports.coverage_html import coverage_html

        page = coverage_html(report.locales, title=project.name)
        _write_page(invocation, project, page_file, page)
    low = _under(report, invocation.arguments.fail_under)
    for sentence in low:
        console.note(sentence)
        console.reason(sentence)
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


def _write_page(invocation: Invocation, project: Project, file: str, page: str) -> None:
    """Write the page to a file, to its place in the project (no name), or to standard output."""
    from polyloom.workspace.files import write_derived
    from polyloom.workspace.paths import BUILD

    if file == _STANDARD_OUTPUT:
        sys.stdout.write(page)
        return
    if not file:
        target = f"{BUILD}/report.html"
        write_derived(project.root, target, page.encode())
    else:
        # A path given by hand is meant as it stands, also outside the project.
        path = Path(file)
        target = str(path)
        if not path.parent.is_dir():
            raise UserError("there is no such folder", where=str(path.parent), remedy="make it")
        write_derived(path.parent.resolve(), path.name, page.encode())
    invocation.console.note(f"{target}: written")
