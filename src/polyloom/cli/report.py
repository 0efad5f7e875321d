"""``polyloom report``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from polyloom.cli.console import Console
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_index_option,
    add_locale_arguments,
    chosen_locales,
    problems_json,
)
from polyloom.cli.option_types import percentage_type
from polyloom.cli.orphaned_files_view import orphaned_json, say_orphaned
from polyloom.cli.page_files import STANDARD_OUTPUT, check_one_output, write_page
from polyloom.cli.recorded_text import print_recorded, write_recorded
from polyloom.cli.shard_options import add_shard_options, shard_json, work_share
from polyloom.messages import message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.reports.console_lines import LineConsole
    from polyloom.reports.drawn_rows import DrawnRows
    from polyloom.stages.report import CoverageReport
    from polyloom.workspace.work_index import WorkIndex


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to report on, the HTML page, the bar."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--html",
        nargs="?",
        const="",
        metavar="FILE",
        help=message(
            "also write a page (default: build/report.html; -: to standard output, and no table)"
        ),
    )
    parser.add_argument(
        "--fail-under",
        type=percentage_type,
        metavar="PERCENT",
        help=message("exit 1 if a locale has less than this percentage of its words translated"),
    )
    parser.add_argument(
        "--brief",
        action="store_true",
        help=message("of many documents, print only those with most left to translate"),
    )
    add_scheduler_option(parser)
    add_shard_options(parser)
    add_index_option(parser)


def run(invocation: Invocation) -> int:
    """Count, and print the table or the JSON object."""
    from polyloom.stages.report import report_coverage

    console = invocation.console
    page_file: str | None = invocation.arguments.html
    check_one_output(console, page_file)
    project = invocation.project()
    locales = chosen_locales(project, invocation.arguments.locales)
    with (
        work_share(invocation, project, locales) as share,
        invocation.index(project, is_asked=share.asks_index) as index,
    ):
        report = report_coverage(
            project, locales, executor=share.executor, index=index, shard=share.shard
        )
        console.problems(report.problems)
        say_orphaned(console, report.orphaned)
        if console.json:
            of_shard = shard_json(invocation, project, share, locales)
            console.report(lambda: {**_as_json(report), **of_shard})
        elif page_file != STANDARD_OUTPUT:
            _print(invocation, index, report)
        if page_file == "":
            _write_in_place(console, project, index, report)
    if page_file:
        from polyloom.reports.coverage_html import coverage_html

        write_page(console, page_file, coverage_html(report.locales, title=project.name))
    low = _under(report, invocation.arguments.fail_under)
    for sentence in low:
        console.note(sentence)
        console.reason(sentence)
    return NEEDS_A_PERSON if report.problems or low else DONE


def _as_json(report: CoverageReport) -> dict[str, object]:
    from polyloom.reports.coverage_json import coverage_json

    return {
        **coverage_json(report.locales),
        "orphaned": orphaned_json(report.orphaned),
        "problems": problems_json(report.problems),
    }


def _print(invocation: Invocation, index: WorkIndex, report: CoverageReport) -> None:
    """Print the table."""
    is_brief = invocation.arguments.brief and invocation.console.verbosity <= 0

    def show(out: LineConsole) -> None:
        from polyloom.reports.coverage_table import all_documents, in_brief, print_coverage

        print_coverage(out, report.locales, in_brief if is_brief else all_documents)

    print_recorded(invocation, index, "report", (report.locales, is_brief), show)


def _under(report: CoverageReport, bar: float | None) -> list[str]:
    """A sentence for each locale under the bar (percent of words)."""
    if bar is None:
        return []
    return [
        message(
            "{locale}: {translated} of {total} words are translated, less than {bar}%",
            locale=one.locale,
            translated=one.words.translated,
            total=one.words.total,
            bar=f"{bar:g}",
        )
        for one in report.locales
        if one.words.coverage * 100 < bar
    ]


def _write_in_place(
    console: Console, project: Project, index: WorkIndex, report: CoverageReport
) -> None:
    """Write the page to its place in the project. Raises UserError."""
    from polyloom.workspace.paths import BUILD

    def page(rows: DrawnRows) -> str:
        from polyloom.reports.coverage_html import coverage_html

        return coverage_html(report.locales, title=project.name, rows=rows)

    target = f"{BUILD}/report.html"
    write_recorded(project, index, target, (report.locales, project.name), page)
    console.note(message("{target}: written", target=target))
