"""``polyloom translate``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    add_locales,
    add_wait,
    chosen_locales,
    plural,
    problems_json,
)

if TYPE_CHECKING:
    from polyloom.stages.translate import TranslateReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales, and engines other than the project's."""
    from polyloom.engines import ENGINES

    add_locales(parser)
    parser.add_argument(
        "--engine",
        dest="engines",
        metavar="ENGINE",
        action="append",
        choices=tuple(ENGINES),
        help=f"use this engine instead of the project's; may be given again: {', '.join(ENGINES)}",
    )
    add_wait(parser)


def run(invocation: Invocation) -> int:
    """Draft what is empty."""
    from polyloom.stages.translate import translate
    from polyloom.workspace.clock import now

    console = invocation.console
    with invocation.writing() as project:
        locales = chosen_locales(project, invocation.arguments.locales)
        with console.progress() as progress:
            report = translate(
                project,
                locales,
                invocation.arguments.engines or project.pretranslation.engines,
                now=now(invocation.environment),
                environment=invocation.environment,
                progress=progress,
            )
    _say(console, report)
    console.report(_as_json(report))
    return NEEDS_A_PERSON if report.problems or report.failures else DONE


def _as_json(report: TranslateReport) -> dict[str, Any]:
    locales: dict[str, dict[str, Any]] = {}
    for catalog in report.catalogs:
        locales.setdefault(catalog.locale, {})[catalog.name] = {
            "drafts": dict(catalog.drafts),
            "empty": catalog.empty,
            "refused": list(catalog.refused),
        }
    return {
        "locales": locales,
        "failures": list(report.failures),
        "problems": problems_json(report.problems),
    }


def _say(console: Console, report: TranslateReport) -> None:
    console.problems(report.problems)
    for sentence in report.failures:
        console.note(f"polyloom: engine {sentence}")
    for catalog in report.catalogs:
        for reason in catalog.refused:
            console.note(f"{catalog.locale} {catalog.name}: draft refused, {reason}")
        if catalog.drafts:
            by_engine = ", ".join(f"{number} by {name}" for name, number in catalog.drafts.items())
            console.note(
                f"{catalog.locale} {catalog.name}: {by_engine}; {catalog.empty} left empty"
            )
    drafts = sum(sum(catalog.drafts.values()) for catalog in report.catalogs)
    empty = sum(catalog.empty for catalog in report.catalogs)
    entries = "entry" if empty == 1 else "entries"
    console.result(f"translate: {plural(drafts, 'draft')} made, {empty} {entries} left empty")
