"""``polyloom check``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    add_locale_arguments,
    chosen_locales,
    problems_json,
)
from polyloom.cli.orphaned_files_view import orphaned_json, say_orphaned

if TYPE_CHECKING:
    from polyloom.model import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to check, and what makes the exit code 1."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning"),
        default="error",
        help="exit 1 for findings from this severity on in what is no draft (default: error)",
    )


def run(invocation: Invocation) -> int:
    """Print every finding."""
    from polyloom.reports.findings_json import findings_json
    from polyloom.reports.findings_text import print_findings
    from polyloom.stages.check import check

    console = invocation.console
    project = invocation.project()
    locales = chosen_locales(project, invocation.arguments.locales)
    with console.progress() as progress:
        report = check(project, locales, progress=progress)
    console.problems(report.problems)
    say_orphaned(console, report.orphaned)
    if console.json:
        console.report(
            lambda: {
                "findings": findings_json(report.findings),
                "catalogs": report.catalogs,
                "accepted": report.accepted,
                "orphaned": orphaned_json(report.orphaned),
                "problems": problems_json(report.problems),
            }
        )
    else:
        counted = None if console.quiet else report.catalogs
        print_findings(console.rich(), report.findings, catalogs=counted)
    failures = _failures(report.findings, invocation.arguments.fail_on)
    if failures:
        from polyloom.reports.findings_text import findings_summary

        catalogs = len({finding.path for finding in failures})
        summary = findings_summary(failures, catalogs=catalogs)
        console.reason(f"{summary}, in finished translations; mend what polyloom check names")
    return NEEDS_A_PERSON if failures or report.problems else DONE


def _failures(findings: Sequence[Finding], fail_on: str) -> list[Finding]:
    """The findings in finished translations from a severity on."""
    from polyloom.model import Severity

    failing = {Severity.ERROR} if fail_on == "error" else {Severity.ERROR, Severity.WARNING}
    return [one for one in findings if one.severity in failing and not one.in_draft]
