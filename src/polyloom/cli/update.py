"""``polyloom update``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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
    from polyloom.project import Project
    from polyloom.project.documents import Found
    from polyloom.stages.update import UpdatedCatalog, UpdateReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to update."""
    add_locales(parser)
    add_wait(parser)


def run(invocation: Invocation) -> int:
    """Bring the catalogs in line with the templates."""
    from polyloom.project.documents import find_documents

    with invocation.writing() as project:
        locales = chosen_locales(project, invocation.arguments.locales)
        report = update_and_say(invocation, project, locales, find_documents(project.root))
    invocation.console.report(as_json(report))
    return NEEDS_A_PERSON if report.problems else DONE


def update_and_say(
    invocation: Invocation, project: Project, locales: Sequence[str], found: Found
) -> UpdateReport:
    """Run the stage and say what it did."""
    from polyloom.stages.update import update

    console = invocation.console
    with console.progress() as progress:
        report = update(project, locales, found, progress=progress)
    _say(console, report)
    return report


def as_json(report: UpdateReport) -> dict[str, Any]:
    """The report for ``--json``."""
    locales: dict[str, dict[str, Any]] = {}
    for catalog in report.catalogs:
        locales.setdefault(catalog.locale, {})[catalog.name] = {
            "written": catalog.written,
            "kept": catalog.kept,
            "changed": catalog.changed,
            "added": catalog.added,
            "removed": catalog.removed,
            "revived": catalog.revived,
        }
    return {"locales": locales, "problems": problems_json(report.problems)}


def _say(console: Console, report: UpdateReport) -> None:
    console.problems(report.problems)
    for catalog in report.catalogs:
        if what := _changes(catalog):
            console.note(f"{catalog.locale} {catalog.name}: {what}")
    written = sum(catalog.written for catalog in report.catalogs)
    console.result(
        f"update: {plural(len(report.catalogs), 'catalog')}, {written or 'none'} written"
    )


def _changes(catalog: UpdatedCatalog) -> str:
    numbers = (
        (catalog.added, "new"),
        (catalog.changed, "changed, now drafts"),
        (catalog.revived, "back again"),
        (catalog.removed, "gone, kept as obsolete"),
    )
    return "; ".join(f"{number} {what}" for number, what in numbers if number)
