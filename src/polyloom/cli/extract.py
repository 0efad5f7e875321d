"""``polyloom extract``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.invocation import (
    DONE,
    NEEDS_A_PERSON,
    Invocation,
    add_wait_option,
    plural,
    problems_json,
)

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.project.documents import FoundDocuments
    from polyloom.stages.dry_run import DryRun
    from polyloom.stages.extract import ExtractReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``polyloom extract`` has only the common options."""
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Write the templates."""
    with invocation.writing() as project:
        report = extract_and_say(invocation, project)
    invocation.console.report(lambda: extract_json(report))
    return NEEDS_A_PERSON if report.problems else DONE


def extract_and_say(
    invocation: Invocation, project: Project, dry_run: DryRun | None = None
) -> ExtractReport:
    """Run the stage and say what it did, or with a dry run what it would do."""
    from polyloom.stages.extract import extract
    from polyloom.workspace.clock import now
    from polyloom.workspace.files import write_derived

    console = invocation.console
    save = dry_run.save if dry_run else write_derived
    with console.progress() as progress:
        report = extract(project, now=now(invocation.environment), progress=progress, save=save)
    _say(console, report, dry_run=dry_run is not None)
    return report


def extracted_documents(report: ExtractReport) -> FoundDocuments:
    """The documents that were extracted, for an update; about the others all has been said."""
    from polyloom.project.documents import FoundDocuments

    documents = tuple(document.file for document in report.documents)
    return FoundDocuments(documents, left_out=report.left_out)


def extract_json(report: ExtractReport) -> dict[str, Any]:
    """The report for ``--json``."""
    return {
        "documents": {
            document.file.name: {"segments": document.segments, "written": document.written}
            for document in report.documents
        },
        "passed_over": list(report.passed_over),
        "problems": problems_json(report.problems),
    }


def _say(console: Console, report: ExtractReport, *, dry_run: bool) -> None:
    from polyloom.project.documents import known_suffixes

    for path in report.passed_over:
        console.note(f"{path}: passed over, documents end in {known_suffixes()}")
    console.problems(report.problems)
    segments = sum(document.segments for document in report.documents)
    written = report.templates
    for document in report.documents:
        console.detail(f"{document.file.name}: {plural(document.segments, 'segment')}")
    documents = plural(len(report.documents), "document")
    console.result(
        f"extract: {plural(segments, 'segment')} in {documents},"
        f" {plural(written, 'template') if written else 'no template'}"
        f" {'to be written' if dry_run else 'written'}"
    )
