"""``polyloom check --fix``: findings that correct themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from polyloom.cli.invocation import Invocation, add_wait_option, problems_json
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.check import CheckReport
    from polyloom.stages.corrections import CorrectedText, CorrectionReport

_SAFE, _ALL = "safe", "all"


class _Fix(argparse.Action):
    """``--fix`` with a word only behind ``=``: the next one would be a locale."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        _option: str | None = None,
    ) -> None:
        if values is None or values in (_SAFE, _ALL):
            namespace.fix = values or _SAFE
        else:
            namespace.fix = _SAFE
            namespace.locale_behind_fix = [values]


def add_correction_options(parser: argparse.ArgumentParser) -> None:
    """Whether to correct, and what of it."""
    parser.add_argument(
        "--fix",
        action=_Fix,
        nargs="?",
        metavar="all",
        default=None,
        help=message(
            "correct white space and punctuation; --fix=all corrects doubled words, too, what the"
            " locale does otherwise as a rule, and reviewed texts"
        ),
    )
    parser.set_defaults(locale_behind_fix=[])
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=message("with --fix: show what would change, write nothing"),
    )
    add_wait_option(parser)


def check_and_correct(
    invocation: Invocation, check: Callable[[Invocation, Project], CheckReport]
) -> tuple[CorrectionReport, CheckReport]:
    """What is corrected, and what is left; of a dry run, what is there."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.catalog_rewriting import rewrite_file
    from polyloom.stages.corrections import correct
    from polyloom.stages.dry_run import change_nothing

    unsafe = invocation.arguments.fix == _ALL
    if invocation.arguments.dry_run:
        project = invocation.project()
        found = check(invocation, project)
        documents = find_documents(project.root).documents
        return correct(project, found, documents, change_nothing, unsafe=unsafe), found
    with invocation.writing() as project:
        found = check(invocation, project)
        documents = find_documents(project.root).documents
        done = correct(project, found, documents, rewrite_file, unsafe=unsafe)
        return done, check(invocation, project) if done.written else found


def say_corrections(invocation: Invocation, report: CorrectionReport) -> None:
    """What was corrected; of a dry run, each difference."""
    console = invocation.console
    is_dry = invocation.arguments.dry_run
    if is_dry and not console.json:
        _show_differences(invocation, report.corrected)
    console.problems(report.problems)
    catalogs = len({each.path for each in report.corrected})
    texts = plural_message("{count} text", "{count} texts", len(report.corrected))
    places = plural_message("{count} catalog", "{count} catalogs", catalogs)
    console.result(
        message("check: {texts} would be corrected in {catalogs}", texts=texts, catalogs=places)
        if is_dry
        else message("check: {texts} corrected in {catalogs}", texts=texts, catalogs=places)
    )
    if report.reviewed and invocation.arguments.fix == _ALL:
        console.note(
            message(
                "{texts} among them: what was said of the former text holds no longer",
                texts=plural_message(
                    "{count} reviewed text", "{count} reviewed texts", report.reviewed
                ),
            )
        )
    elif report.reviewed:
        console.note(
            message(
                "{texts} left alone: --fix=all corrects them, too, and they await a review again",
                texts=plural_message(
                    "{count} reviewed text", "{count} reviewed texts", report.reviewed
                ),
            )
        )


def corrections_json(report: CorrectionReport) -> dict[str, Any]:
    """What was corrected, for ``--json``."""
    return {
        "corrected": to_builtins(report.corrected),
        "written": report.written,
        "reviewed": report.reviewed,
        "problems": problems_json(report.problems),
    }


def _show_differences(invocation: Invocation, corrected: Sequence[CorrectedText]) -> None:
    """Each difference, character by character, behind its place."""
    from rich.text import Text

    from polyloom.reports.console_lines import print_line
    from polyloom.reports.differences_text import exact_difference
    from polyloom.reports.printable_text import encodable, printable

    out = invocation.console.rich()
    for each in corrected:
        place = encodable(printable(f"{each.path}:{each.line}: "), out.encoding)
        print_line(
            out, Text.assemble((place, "bold"), exact_difference(out, each.before, each.after))
        )
