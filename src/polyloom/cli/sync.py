"""``polyloom sync``: extract, then update."""

from __future__ import annotations

import argparse

from polyloom.cli import extract, update
from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    add_locales,
    add_wait,
    chosen_locales,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to update, and how to look at it."""
    add_locales(parser)
    update.add_preview(parser)
    add_wait(parser)


def run(invocation: Invocation) -> int:
    """Bring templates and catalogs in line with the documents."""
    with update.project_for(invocation) as (project, preview):
        locales = chosen_locales(project, invocation.arguments.locales)
        extracted = extract.extract_and_say(invocation, project, preview)
        found = extract.done(extracted)
        updated = update.update_and_say(invocation, project, locales, found, preview)
    update.show_differences(invocation, updated)
    invocation.console.report(
        lambda: {
            "extract": extract.as_json(extracted),
            "update": update.as_json(updated, dry_run=preview is not None),
        }
    )
    return NEEDS_A_PERSON if extracted.problems or updated.problems else DONE
