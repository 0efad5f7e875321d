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
    from collections.abc import Iterator, Sequence

    from polyloom.model import DocumentWarning
    from polyloom.project import Project
    from polyloom.project.documents import DocumentFile, FoundDocuments
    from polyloom.stages.dry_run import DryRun
    from polyloom.stages.extract import ExtractReport
    from polyloom.stages.segment_listing import SegmentListing


# How many characters of a text are shown to people.
_FIRST_WORDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to show instead of writing templates, and how long to wait."""
    parser.add_argument(
        "--show",
        metavar="FILE",
        help="print the segments of one document, and what is left out of them and why;"
        " nothing is written",
    )
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Write the templates, or show the segments of one document."""
    if invocation.arguments.show is not None:
        return _show(invocation, invocation.arguments.show)
    with invocation.writing() as project:
        report = extract_and_say(invocation, project)
    invocation.console.report(lambda: extract_json(report))
    return NEEDS_A_PERSON if report.problems else DONE


def _show(invocation: Invocation, name: str) -> int:
    from polyloom.reports.printable_text import printable
    from polyloom.stages.segment_listing import list_segments

    listing = list_segments(invocation.project(), invocation.folder, name)
    for line in _warning_lines(listing.file, listing.warnings):
        invocation.console.note(line)
    invocation.console.report(lambda: _listing_json(listing))
    for line in _listing_lines(listing):
        invocation.console.finding(printable(line))
    return DONE


def _listing_json(listing: SegmentListing) -> dict[str, Any]:
    """A document's segments and what is left out, for ``--json``; a line of 0 is none."""
    return {
        "document": listing.file.name,
        "format": listing.file.format,
        "segments": [
            {
                "number": number,
                "kind": str(segment.kind),
                "depth": segment.depth,
                "marker": segment.marker,
                "line": line or None,
                "text": segment.text,
            }
            for number, (line, segment) in enumerate(listing.segments, 1)
        ],
        "left_out": [
            {"rule": str(text.rule), "line": line or None, "text": text.text}
            for line, text in listing.left_out
        ],
        "warnings": _warnings_json(listing.warnings),
    }


def _listing_lines(listing: SegmentListing) -> list[str]:
    """A document's segments and what is left out, as lines for people."""
    segments = [
        (
            str(number),
            " ".join(filter(None, (segment.kind, str(segment.depth or ""), segment.marker))),
            f"line {line}" if line else "",
            _first_words(segment.text),
        )
        for number, (line, segment) in enumerate(listing.segments, 1)
    ]
    left_out = [
        ("-", str(text.rule), f"line {line}" if line else "", _first_words(text.text))
        for line, text in listing.left_out
    ]
    return [
        f"{listing.file.relative}: {plural(len(segments), 'segment')}",
        *_columns(segments),
        f"left out: {plural(len(left_out), 'text') if left_out else 'nothing'}",
        *_columns(left_out),
    ]


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines in which all columns but the last are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:-1]]
    return [
        "  ".join(
            [cell.ljust(width) for cell, width in zip(row, widths, strict=False) if width]
            + [row[-1]]
        )
        for row in rows
    ]


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _FIRST_WORDS else flat[: _FIRST_WORDS - 1].rstrip() + "…"


def _warning_lines(file: DocumentFile, warnings: Sequence[DocumentWarning]) -> Iterator[str]:
    from polyloom.reports.printable_text import printable

    for warning in warnings:
        place = f"{file.relative}:{warning.line}" if warning.line else file.relative
        remedy = f"; {warning.remedy}" if warning.remedy else ""
        yield printable(f"{place}: warning: {warning.what}{remedy}")


def _warnings_json(warnings: Sequence[DocumentWarning]) -> list[dict[str, Any]]:
    """A document's warnings, for ``--json``; those that are about no line have none."""
    return [
        {"line": warning.line or None, "what": warning.what, "remedy": warning.remedy}
        for warning in warnings
    ]


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
            document.file.name: {
                "segments": document.segments,
                "written": document.written,
                "warnings": _warnings_json(document.warnings),
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
        console.note(f"{path}: passed over, documents end in {known_suffixes()}")
    for warning in report.warnings:
        console.note(f"{warning}")
    for document in report.documents:
        for line in _warning_lines(document.file, document.warnings):
            console.note(line)
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
