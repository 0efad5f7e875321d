"""``polyloom check``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from polyloom.cli.correction import (
    add_correction_options,
    check_and_correct,
    corrections_json,
    say_corrections,
)
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_index_option,
    add_locale_arguments,
    chosen_locales,
    problems_json,
)
from polyloom.cli.orphaned_files_view import orphaned_json, say_orphaned
from polyloom.cli.recorded_text import print_recorded
from polyloom.cli.shard_options import WorkShare, add_shard_options, shard_json, work_share
from polyloom.errors import ConfigurationError
from polyloom.messages import message

if TYPE_CHECKING:
    from polyloom.cli.console import Console
    from polyloom.model import Finding
    from polyloom.project import Project
    from polyloom.reports.console_lines import LineConsole
    from polyloom.stages.check import CheckReport
    from polyloom.stages.corrections import CorrectionReport
    from polyloom.workspace.work_index import WorkIndex


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to check, and what makes the exit code 1."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning"),
        default="error",
        help=message(
            "exit 1 for findings from this severity on in what is no draft (default: error)"
        ),
    )

    parser.add_argument(
        "--brief",
        action="store_true",
        help=message("of many findings of one check in a locale, print only the first"),
    )
    add_correction_options(parser)
    add_scheduler_option(parser)
    add_shard_options(parser)
    add_index_option(parser)
    parser.add_argument(
        "--meaning",
        action="store_true",
        help=message(
            "find translations that seem to be those of other texts, too: takes some seconds a"
            " thousand texts, and the extra “embeddings”"
        ),
    )
    parser.add_argument(
        "--since",
        metavar="REVISION",
        help=message("only what has changed since that revision in git: a branch, a tag, a commit"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "github", "sarif"),
        default="text",
        help=message("for people, as annotations of GitHub, or as SARIF 2.1.0 (default: text)"),
    )


def run(invocation: Invocation) -> int:
    """Correct what is wanted, and print every finding that is left."""
    console = invocation.console
    arguments = invocation.arguments
    corrections: CorrectionReport | None = None
    of_shard: dict[str, object] = {}
    project = invocation.project()
    if arguments.fix is None:
        settings = _settings(invocation, project)
        with work_share(invocation, project, *settings) as share:
            report = _check(invocation, share, project)
        of_shard = shard_json(invocation, project, share, *settings) if console.json else {}
    else:
        corrections, report = check_and_correct(invocation, _check_whole)
    console.problems(report.problems)
    say_orphaned(console, report.orphaned)
    if console.json or arguments.format != "text":
        _print_for_programs(console, report, corrections, arguments.format, of_shard)
    else:
        with invocation.index(project) as index:
            _print(invocation, index, report)
    if corrections is not None and arguments.format == "text":
        say_corrections(invocation, corrections)
    failures = _failures(report.findings, arguments.fail_on)
    if failures:
        from polyloom.reports.findings_text import findings_summary

        catalogs = len({finding.path for finding in failures})
        summary = findings_summary(failures, catalogs=catalogs)
        console.reason(
            message(
                "{summary}, in finished translations; mend what polyloom check names",
                summary=summary,
            )
        )
    return NEEDS_A_PERSON if failures or report.problems else DONE


def _settings(invocation: Invocation, project: Project) -> tuple[object, ...]:
    """What all shards of a check have in common. Raises ConfigurationError for what none can do."""
    arguments = invocation.arguments
    if (arguments.shard or arguments.merge) and (arguments.meaning or arguments.since):
        raise ConfigurationError(
            message("--meaning and --since are of a check as a whole"),
            remedy=message("leave them out, or --shard and --merge"),
        )
    return (chosen_locales(project, arguments.locales),)


def _check_whole(invocation: Invocation, project: Project) -> CheckReport:
    """The same, for corrections. Raises ConfigurationError where a part was asked for."""
    if invocation.arguments.shard or invocation.arguments.merge:
        raise ConfigurationError(
            message("--fix corrects what a check of all finds"),
            remedy=message("leave out --shard and --merge"),
        )
    with work_share(invocation, project) as share:
        return _check(invocation, share, project)


def _check(invocation: Invocation, share: WorkShare, project: Project) -> CheckReport:
    """What the checks find in the chosen locales, or in what has changed there."""
    from polyloom.stages.check import check
    from polyloom.workspace.sentence_encoder import load_sentence_encoder
    from polyloom.workspace.spelling_dictionaries import SpellingDictionaries

    arguments = invocation.arguments
    locales = chosen_locales(project, [*arguments.locales, *arguments.locale_behind_fix])
    encoder = load_sentence_encoder() if arguments.meaning else None
    dictionaries = SpellingDictionaries.of(invocation.environment)
    with (
        invocation.index(project, is_asked=share.asks_index) as index,
        invocation.console.progress() as progress,
    ):
        report = check(
            project,
            locales,
            progress=progress,
            dictionaries=dictionaries,
            encoder=encoder,
            executor=share.executor,
            index=index,
            shard=share.shard,
            earlier=invocation.earlier_work(),
        )
    if arguments.since is None:
        return report
    from polyloom.stages.changed_entries import findings_since

    return replace(report, findings=findings_since(project, report.findings, arguments.since))


def _print(invocation: Invocation, index: WorkIndex, report: CheckReport) -> None:
    """Print the report for people."""
    quiet = invocation.console.quiet
    is_brief = invocation.arguments.brief and invocation.console.verbosity <= 0
    counted = None if quiet else report.catalogs

    def show(out: LineConsole) -> None:
        from polyloom.reports.findings_text import (
            all_findings,
            first_of_each_kind,
            print_findings,
        )

        print_findings(
            out,
            report.findings,
            catalogs=counted,
            with_excerpts=not quiet,
            shown=first_of_each_kind if is_brief else all_findings,
        )

    print_recorded(invocation, index, "check", (report.findings, counted, is_brief), show)


def _print_for_programs(
    console: Console,
    report: CheckReport,
    corrections: CorrectionReport | None,
    form: str,
    of_shard: Mapping[str, object],
) -> None:
    """Print the report as JSON, or for CI."""
    if console.json:
        from polyloom.reports.findings_json import findings_json

        console.report(
            lambda: {
                "findings": findings_json(report.findings),
                "catalogs": report.catalogs,
                "accepted": report.accepted,
                "orphaned": orphaned_json(report.orphaned),
                "problems": problems_json(report.problems),
                **({} if corrections is None else {"corrections": corrections_json(corrections)}),
                **of_shard,
            }
        )
    else:
        from polyloom import __version__
        from polyloom.reports.findings_for_ci import FORMATS_FOR_CI

        written = FORMATS_FOR_CI[form](report.findings, __version__)
        console.finding(written.removesuffix("\n"))


def _failures(findings: Sequence[Finding], fail_on: str) -> list[Finding]:
    """The findings in finished translations from a severity on."""
    from polyloom.model import Severity

    failing = {Severity.ERROR} if fail_on == "error" else {Severity.ERROR, Severity.WARNING}
    return [one for one in findings if one.severity in failing and not one.in_draft]
