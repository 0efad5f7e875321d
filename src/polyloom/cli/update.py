"""``polyloom update``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_index_option,
    add_locale_arguments,
    add_wait_option,
    chosen_locales,
    problems_json,
)
from polyloom.cli.orphaned_files_view import orphaned_json, say_orphaned
from polyloom.cli.shard_options import WorkShare, add_shard_option, work_share
from polyloom.errors import ConfigurationError
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.project.documents import FoundDocuments
    from polyloom.stages.dry_run import DryRun
    from polyloom.stages.update import UpdatedCatalog, UpdateReport
    from polyloom.update.entry_update import ChangedEntry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to update, and how to look at it."""
    add_locale_arguments(parser)
    add_preview_options(parser)
    add_scheduler_option(parser)
    add_shard_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def add_preview_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``update`` and ``sync`` that show what happens."""
    parser.add_argument(
        "--dry-run", action="store_true", help=message("say what would happen, and write nothing")
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help=message("show what changed in each source text, word by word"),
    )


def run(invocation: Invocation) -> int:
    """Bring the catalogs in line with the templates."""
    from polyloom.project.documents import find_documents

    with (
        project_for(invocation) as (project, dry_run),
        work_share(invocation, project) as share,
    ):
        locales = chosen_locales(project, invocation.arguments.locales)
        found = find_documents(project.root)
        report = update_and_say(invocation, share, project, locales, found, dry_run=dry_run)
    show_differences(invocation, report)
    invocation.console.report(lambda: update_json(report, dry_run=dry_run is not None))
    return NEEDS_A_PERSON if report.problems else DONE


@contextmanager
def project_for(invocation: Invocation) -> Iterator[tuple[Project, DryRun | None]]:
    """The project with its lock held, or without the lock where it is only a dry run."""
    if invocation.arguments.dry_run:
        if invocation.arguments.shard is not None:
            raise ConfigurationError(
                message("--dry-run is of the whole project, and --shard of a part"),
                remedy=message("give one of them"),
            )
        from polyloom.stages.dry_run import DryRun

        yield invocation.project(), DryRun()
    else:
        with invocation.writing() as project:
            yield project, None


def update_and_say(
    invocation: Invocation,
    share: WorkShare,
    project: Project,
    locales: Sequence[str],
    found: FoundDocuments,
    *,
    dry_run: DryRun | None = None,
) -> UpdateReport:
    """Run the stage and say what it did, or with a dry run what it would do."""
    from polyloom.stages.update import ON_DISK, update

    console = invocation.console
    access = dry_run.access() if dry_run else ON_DISK
    with (
        console.progress() as progress,
        invocation.index(project, is_asked=dry_run is None) as index,
    ):
        report = update(
            project,
            locales,
            found,
            progress=progress,
            access=access,
            index=index,
            executor=share.executor,
            shard=share.shard,
        )
    _say(console, report, project.catalogs.grouping, dry_run=dry_run is not None)
    return report


def update_json(report: UpdateReport, *, dry_run: bool = False) -> dict[str, Any]:
    """The report for ``--json``."""
    locales: dict[str, dict[str, Any]] = {}
    for catalog in report.catalogs:
        locales.setdefault(catalog.locale, {})[catalog.name] = {
            "written": catalog.written,
            "kept": catalog.kept,
            "carried": len(catalog.carried),
            "changed": len(catalog.changes),
            "classes": dict(_classes(catalog.changes)),
            "added": catalog.added,
            "open": catalog.open,
            "moved": catalog.moved,
            "removed": catalog.removed,
            "revived": catalog.revived,
            "recovered": catalog.recovered,
            "changes": [_change_json(each) for each in (*catalog.changes, *catalog.carried)],
        }
    return {
        "dry_run": dry_run,
        "locales": locales,
        "taken_over": report.taken_over,
        "removed": list(report.removal.removed),
        "kept": list(report.removal.kept),
        "orphaned": orphaned_json(report.orphaned),
        **({"left": report.left} if report.left else {}),
        "problems": problems_json(report.problems),
    }


def _change_json(changed: ChangedEntry) -> dict[str, Any]:
    return {
        "state": changed.entry.state,
        "classes": [kind for kind, _ in changed.change.parts],
        "what": str(changed.change),
        "old": changed.before,
        "new": changed.entry.msgid,
    }


def _say(console: Console, report: UpdateReport, grouping: str, *, dry_run: bool) -> None:
    console.problems(report.problems)
    changes = ((catalog, _changes(catalog)) for catalog in report.catalogs)
    console.notes(f"{catalog.locale} {catalog.name}: {what}" for catalog, what in changes if what)
    say_orphaned(console, report.orphaned)
    _say_taken_over(console, report, grouping, dry_run=dry_run)
    if report.left:
        console.note(
            message(
                "{catalogs} of this shard may have texts of other documents: run polyloom update"
                " without --shard once all shards are done",
                catalogs=plural_message("{count} catalog", "{count} catalogs", report.left),
            )
        )
    written = sum(catalog.written for catalog in report.catalogs) or message("none")
    catalogs = plural_message("{count} catalog", "{count} catalogs", len(report.catalogs))
    summary = (
        message("update: {catalogs}, {written} to be written", catalogs=catalogs, written=written)
        if dry_run
        else message("update: {catalogs}, {written} written", catalogs=catalogs, written=written)
    )
    console.result(summary)


def _say_taken_over(
    console: Console, report: UpdateReport, grouping: str, *, dry_run: bool
) -> None:
    """What becomes of the catalogs of another grouping."""
    console.notes(
        message(
            "{path}: stays, since not all of it is in the catalogs that took its place", path=path
        )
        for path in report.removal.kept
    )
    if report.taken_over:
        older = plural_message("{count} older catalog", "{count} older catalogs", report.taken_over)
        taken_over = (
            message(
                "update: one catalog per {grouping}, translations of {catalogs} to be taken over",
                grouping=grouping,
                catalogs=older,
            )
            if dry_run
            else message(
                "update: one catalog per {grouping}, translations of {catalogs} taken over",
                grouping=grouping,
                catalogs=older,
            )
        )
        console.result(taken_over)


def _changes(catalog: UpdatedCatalog) -> str:
    # Each is written only where there is one: in ten thousand catalogs nothing changes, as a rule.
    carried = len(catalog.carried)
    numbers: tuple[tuple[int, Callable[[], str]], ...] = (
        (catalog.added, lambda: _new(catalog)),
        (len(catalog.changes), lambda: _changed(catalog.changes)),
        (carried, lambda: message("{number} changed without change of meaning", number=carried)),
        (catalog.moved, lambda: message("{number} moved here", number=catalog.moved)),
        (catalog.revived, lambda: message("{number} back again", number=catalog.revived)),
        (
            catalog.recovered,
            lambda: message("{number} emptied and offered again", number=catalog.recovered),
        ),
        (
            catalog.removed,
            lambda: message("{number} gone, kept as obsolete", number=catalog.removed),
        ),
    )
    return "; ".join(said() for number, said in numbers if number)


def _new(catalog: UpdatedCatalog) -> str:
    if catalog.open:
        return message(
            "{number} new ({open} with suggestions)", number=catalog.added, open=catalog.open
        )
    return message("{number} new", number=catalog.added)


def _changed(changes: Sequence[ChangedEntry]) -> str:
    # What happened to a source is written into notes as well, which are English.
    classes = ", ".join(f"{number} {message(kind)}" for kind, number in _classes(changes))
    return message("{number} changed, now drafts ({classes})", number=len(changes), classes=classes)


def _classes(changes: Sequence[ChangedEntry]) -> list[tuple[str, int]]:
    """How many changes there are of each class, the most frequent first."""
    return Counter(str(each.change.main) for each in changes).most_common()


def show_differences(invocation: Invocation, report: UpdateReport) -> None:
    """With ``--diff``, each change word by word, with where it is and what class it is of."""
    console = invocation.console
    if not invocation.arguments.diff or console.json:
        return
    from rich.text import Text

    from polyloom.reports.differences_text import difference
    from polyloom.reports.printable_text import printable

    out = console.rich()
    for catalog in report.catalogs:
        for each in (*catalog.changes, *catalog.carried):
            out.print(
                f"{catalog.locale} {catalog.name}: {printable(str(each.change))}", style="bold"
            )
            text = Text("  ").append(difference(out, each.before, each.entry.msgid))
            out.print(text, soft_wrap=True)
