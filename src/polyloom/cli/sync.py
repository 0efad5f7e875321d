"""``polyloom sync``: extract, then update."""

from __future__ import annotations

import argparse

from polyloom.cli import extract, update
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_index_option,
    add_locale_arguments,
    add_wait_option,
    chosen_locales,
)
from polyloom.cli.shard_options import add_shard_option, work_share


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to update, and how to look at it."""
    add_locale_arguments(parser)
    update.add_preview_options(parser)
    add_scheduler_option(parser)
    add_shard_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Bring templates and catalogs in line with the documents."""
    with (
        update.project_for(invocation) as (project, dry_run),
        work_share(invocation, project) as share,
    ):
        locales = chosen_locales(project, invocation.arguments.locales)
        extracted = extract.extract_and_say(invocation, share, project, dry_run)
        found = extract.extracted_documents(extracted)
        updated = update.update_and_say(invocation, share, project, locales, found, dry_run=dry_run)
    update.show_differences(invocation, updated)
    invocation.console.report(
        lambda: {
            "extract": extract.extract_json(extracted),
            "update": update.update_json(updated, dry_run=dry_run is not None),
        }
    )
    return NEEDS_A_PERSON if extracted.problems or updated.problems else DONE
