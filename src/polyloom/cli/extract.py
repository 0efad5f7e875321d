"""``polyloom extract``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.document_warnings_view import warning_lines, warnings_json
from polyloom.cli.execution import add_scheduler_option
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, add_index_option, add_wait_option, problems_json
from polyloom.cli.page_files import STANDARD_OUTPUT, check_one_output, write_page
from polyloom.cli.segment_listing_view import listing_json, print_listing
from polyloom.cli.shard_options import WorkShare, add_shard_option, work_share
from polyloom.errors import ConfigurationError
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.project.documents import FoundDocuments
    from polyloom.stages.dry_run import DryRun
    from polyloom.stages.extract import ExtractReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to show instead of writing templates, and how long to wait."""
    parser.add_argument(
        "--show",
        metavar="FILE",
        help=message(
            "print the segments of one document, and what is left out of them and why;"
            " nothing is written"
        ),
    )
    parser.add_argument(
        "--html",
        nargs="?",
        const=STANDARD_OUTPUT,
        metavar="PAGE",
        help=message(
            "with --show: the document with its segments drawn on it, as a page"
            " (default: to standard output, and no list)"
        ),
    )
    add_scheduler_option(parser)
    add_shard_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Write the templates, or show the segments of one document."""
    if invocation.arguments.html is not None and invocation.arguments.show is None:
        raise ConfigurationError(
            message("--html shows one document"),
            remedy=message("name it: polyloom extract --show FILE --html"),
        )
    if invocation.arguments.show is not None:
        return _show(invocation, invocation.arguments.show)
    with invocation.writing() as project, work_share(invocation, project) as share:
        report = extract_and_say(invocation, share, project)
    invocation.console.report(lambda: extract_json(report))
    return NEEDS_A_PERSON if report.problems else DONE


def _show(invocation: Invocation, name: str) -> int:
    from polyloom.stages.segment_listing import list_segments

    console = invocation.console
    page_file: str | None = invocation.arguments.html
    check_one_output(console, page_file)
    project = invocation.project()
    listing = list_segments(project, invocation.folder, name)
    for line in warning_lines(listing.file, listing.warnings):
        console.note(line)
    console.report(lambda: listing_json(listing))
    if not console.json and page_file != STANDARD_OUTPUT:
        print_listing(console.rich(), listing)
    if page_file is not None:
        from polyloom.reports.segments_html import segments_html
        from polyloom.stages.segment_drawing import drawn_document

        page = segments_html(drawn_document(listing, project.source_locale))
        write_page(console, page_file, page)
    return DONE


def extract_and_say(
    invocation: Invocation, share: WorkShare, project: Project, dry_run: DryRun | None = None
) -> ExtractReport:
    """Run the stage and say what it did, or with a dry run what it would do."""
    from polyloom.stages.extract import extract
    from polyloom.workspace.clock import now
    from polyloom.workspace.files import write_derived

    console = invocation.console
    save = dry_run.save if dry_run else write_derived
    with (
        console.progress() as progress,
        invocation.index(project, is_asked=dry_run is None) as index,
    ):
        report = extract(
            project,
            now=now(invocation.environment),
            progress=progress,
            save=save,
            executor=share.executor,
            shard=share.shard,
            index=index,
        )
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
            document.file.name: {
                "segments": document.segments,
                "written": document.written,
                "warnings": warnings_json(document.warnings),
            }
            for document in report.documents
        },
        "passed_over": list(report.passed_over),
        "warnings": problems_json(report.warnings),
        "problems": problems_json(report.problems),
    }


def _say(console: Console, report: ExtractReport, *, dry_run: bool) -> None:
    from polyloom.project.documents import known_suffixes

    for path in report.passed_over:
        console.note(
            message(
                "{path}: passed over, documents end in {suffixes}",
                path=path,
                suffixes=known_suffixes(),
            )
        )
    for warning in report.warnings:
        console.note(f"{warning}")
    for document in report.documents:
        for line in warning_lines(document.file, document.warnings):
            console.note(line)
    console.problems(report.problems)
    segments = sum(document.segments for document in report.documents)
    written = report.templates
    for document in report.documents:
        number = plural_message("{count} segment", "{count} segments", document.segments)
        console.detail(f"{document.file.name}: {number}")
    documents = plural_message("{count} document", "{count} documents", len(report.documents))
    found = plural_message("{count} segment", "{count} segments", segments)
    templates = plural_message("{count} template", "{count} templates", written)
    done = templates if written else message("no template")
    summary = (
        message(
            "extract: {segments} in {documents}, {templates} to be written",
            segments=found,
            documents=documents,
            templates=done,
        )
        if dry_run
        else message(
            "extract: {segments} in {documents}, {templates} written",
            segments=found,
            documents=documents,
            templates=done,
        )
    )
    console.result(summary)
