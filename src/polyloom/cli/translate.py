"""``polyloom translate``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from polyloom.cli.console import Console
from polyloom.cli.invocation import (
    DONE,
    INTERRUPTED,
    NEEDS_A_PERSON,
    Invocation,
    add_locale_arguments,
    add_wait_option,
    chosen_locales,
    plural,
    problems_json,
)

if TYPE_CHECKING:
    from polyloom.mt.api.contract import Answers
    from polyloom.project import Project
    from polyloom.stages.comparing import CompareReport
    from polyloom.stages.forecast import ForecastReport
    from polyloom.stages.pretranslation import Choice
    from polyloom.stages.translate import TranslateReport

# How many texts are compared where nobody says.
_SAMPLE = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to translate, by which engines, and whether only to look."""
    from polyloom.mt import ENGINES

    add_locale_arguments(parser)
    parser.add_argument(
        "--engine",
        dest="engines",
        metavar="ENGINE",
        action="append",
        choices=tuple(ENGINES),
        help=f"use this engine instead of the project's; may be given again: {', '.join(ENGINES)}",
    )
    parser.add_argument(
        "--document",
        dest="documents",
        metavar="DOCUMENT",
        action="append",
        default=[],
        help="only this document; may be given again",
    )
    parser.add_argument(
        "--limit",
        metavar="NUMBER",
        type=_count,
        help="at most so many texts for each locale",
    )
    parser.add_argument(
        "--again", action="store_true", help="make older drafts of machines anew, too"
    )
    look = parser.add_mutually_exclusive_group()
    look.add_argument(
        "--dry-run", action="store_true", help="tell what would be sent and what it costs"
    )
    look.add_argument(
        "--compare",
        action="store_true",
        help=f"show the engines side by side for a sample ({_SAMPLE}, or --limit); write nothing",
    )
    add_wait_option(parser)


def _count(word: str) -> int:
    if word.isdecimal() and int(word) > 0:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word} is no number greater than 0")


def run(invocation: Invocation) -> int:
    """Draft what is empty, or look what that would take."""
    from polyloom.stages.pretranslation import Choice
    from polyloom.workspace.answers import stored_answers

    arguments = invocation.arguments
    with invocation.writing() as project:
        limit = arguments.limit or (_SAMPLE if arguments.compare else None)
        choice = Choice(
            chosen_locales(project, arguments.locales),
            tuple(arguments.engines or project.pretranslation.engines),
            tuple(arguments.documents),
            limit,
            arguments.again,
        )
        with stored_answers(project.root) as kept:
            if arguments.dry_run:
                return _forecast(invocation, project, choice, kept)
            if arguments.compare:
                return _compare(invocation, project, choice, kept)
            return _translate(invocation, project, choice, kept)


def _translate(invocation: Invocation, project: Project, choice: Choice, kept: Answers) -> int:
    from polyloom.stages.translate import translate
    from polyloom.workspace.clock import now

    console = invocation.console
    with console.progress() as progress:
        report = translate(
            project,
            choice,
            kept=kept,
            now=now(invocation.environment),
            environment=invocation.environment,
            progress=progress,
        )
    _say(console, report)
    console.report(lambda: _as_json(report))
    if report.is_interrupted:
        console.note("polyloom: interrupted; run the command again to go on")
        return INTERRUPTED
    return NEEDS_A_PERSON if report.problems or report.failures else DONE


def _as_json(report: TranslateReport) -> dict[str, Any]:
    locales: dict[str, dict[str, Any]] = {}
    for catalog in report.catalogs:
        locales.setdefault(catalog.locale, {})[catalog.name] = {
            "drafts": dict(catalog.drafts),
            "reused": catalog.reused,
            "empty": catalog.empty,
            "refused": dict(catalog.refused),
        }
    return {
        "locales": locales,
        "sent": dict(report.sent),
        "interrupted": report.is_interrupted,
        "failures": list(report.failures),
        "problems": problems_json(report.problems),
    }


def _say(console: Console, report: TranslateReport) -> None:
    console.problems(report.problems)
    for sentence in report.failures:
        console.note(f"polyloom: engine {sentence}")
    for catalog in report.catalogs:
        for reason, number in catalog.refused.items():
            times = f" ({number} times)" if number > 1 else ""
            console.note(f"{catalog.locale} {catalog.name}: no draft, {reason}{times}")
        if catalog.drafts:
            by_engine = ", ".join(f"{number} by {name}" for name, number in catalog.drafts.items())
            kept = f" ({catalog.reused} reused)" if catalog.reused else ""
            console.note(
                f"{catalog.locale} {catalog.name}: {by_engine}{kept}; {catalog.empty} left empty"
            )
    for engine, sent in report.sent.items():
        console.note(f"{engine}: {plural(sent, 'character')} sent")
    drafts = sum(sum(catalog.drafts.values()) for catalog in report.catalogs)
    reused = sum(catalog.reused for catalog in report.catalogs)
    empty = sum(catalog.empty for catalog in report.catalogs)
    refused = sum(sum(catalog.refused.values()) for catalog in report.catalogs)
    refusals = f" {refused} refused," if refused else ""
    entries = "entry" if empty == 1 else "entries"
    again = f" ({reused} of them from answers kept before)" if reused else ""
    console.result(
        f"translate: {plural(drafts, 'draft')} made{again},{refusals} {empty} {entries} left empty"
    )


def _forecast(invocation: Invocation, project: Project, choice: Choice, kept: Answers) -> int:
    from polyloom.stages.forecast import forecast

    report = forecast(project, choice, kept=kept, environment=invocation.environment)
    console = invocation.console
    console.problems(report.problems)
    _say_forecast(console, report)
    console.report(
        lambda: {
            "forecasts": to_builtins(report.forecasts),
            "left": dict(report.left),
            "problems": problems_json(report.problems),
        }
    )
    return NEEDS_A_PERSON if report.problems else DONE


def _say_forecast(console: Console, report: ForecastReport) -> None:
    for each in report.forecasts:
        kept = f" ({each.kept} kept from before)" if each.kept else ""
        cost = f", cost {each.cost:.2f}" if each.cost else ""
        sent = (
            f"; sends {plural(each.characters, 'character')} in "
            f"{plural(each.requests, 'request')}{cost}"
        )
        console.result(
            f"{each.locale} {each.engine}: {plural(each.segments, 'segment')}{kept}, "
            f"{plural(each.words, 'word')}{sent if each.requests else ''}"
        )
    for locale, number in report.left.items():
        if number:
            console.result(f"{locale}: {plural(number, 'segment')} left")
    total = sum(each.cost for each in report.forecasts)
    cost = f", cost {total:.2f}" if total else ""
    console.result(
        f"translate: would send {sum(each.characters for each in report.forecasts)} characters "
        f"in {plural(sum(each.requests for each in report.forecasts), 'request')}{cost}"
    )


def _compare(invocation: Invocation, project: Project, choice: Choice, kept: Answers) -> int:
    from polyloom.stages.comparing import compare

    report = compare(project, choice, kept=kept, environment=invocation.environment)
    console = invocation.console
    console.problems(report.problems)
    _say_comparisons(console, report)
    console.report(
        lambda: {
            "comparisons": to_builtins(report.comparisons),
            "problems": problems_json(report.problems),
        }
    )
    return NEEDS_A_PERSON if report.problems else DONE


def _say_comparisons(console: Console, report: CompareReport) -> None:
    for each in report.comparisons:
        console.result(f"{each.locale} {each.document}: {each.source}")
        for offer in each.offers:
            console.result(f"    {offer.engine}: {offer.text or f'– ({offer.reason})'}")
    console.result(f"translate: {plural(len(report.comparisons), 'text')} compared")
