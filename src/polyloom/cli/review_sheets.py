"""``polyloom review --static`` and ``--import``: pages to mail, and what readers say in them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, problems_json
from polyloom.errors import ConfigurationError, UserError, distinct
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.project.documents import DocumentFile, FoundDocuments
    from polyloom.review.returned_sheet import ReturnedSheet
    from polyloom.stages.reviews.sheet_import import SheetReport


def add_sheet_options(
    parser: argparse.ArgumentParser, instead: argparse._MutuallyExclusiveGroup
) -> None:
    """The options for review sheets; ``instead`` are what a review may be in place of the page."""
    instead.add_argument(
        "--static",
        action="store_true",
        help=message("write pages to mail or print, one for each document in each LOCALE"),
    )
    instead.add_argument(
        "--import",
        dest="returned",
        metavar="FILE",
        nargs="+",
        help=message("take in what readers have said in such pages"),
    )
    parser.add_argument(
        "--output",
        metavar="DIR",
        help=message("where --static writes (default: .polyloom/sheets in the project)"),
    )


def make_sheets(invocation: Invocation) -> int:
    """Write the sheets of the locales and documents that the arguments name, or of all."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.review_sheets import write_review_sheets
    from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments

    console = invocation.console
    project = invocation.project()
    found = find_documents(project.root)
    locales, files = _chosen(project, found, _words(invocation.arguments))
    folder = _folder(invocation.arguments.output, project)
    sheets: list[str] = []
    problems: list[UserError] = list(found.problems)
    for locale in locales:
        with console.progress() as progress:
            documents = ReviewedDocuments(project, found, locale)
            report = write_review_sheets(documents, files, folder, progress)
        sheets += report.sheets
        problems += report.problems
    for sheet in sheets:
        console.finding(str(folder / sheet))
    console.problems(distinct(problems))
    console.result(plural_message("review: {count} page", "review: {count} pages", len(sheets)))
    console.report(
        lambda: {
            "folder": str(folder),
            "sheets": sheets,
            "problems": problems_json(distinct(problems)),
        }
    )
    return NEEDS_A_PERSON if problems else DONE


def _words(arguments: argparse.Namespace) -> Sequence[str]:
    return [*filter(None, [arguments.locale]), *arguments.texts]


def _chosen(
    project: Project, found: FoundDocuments, words: Sequence[str]
) -> tuple[Sequence[str], Sequence[DocumentFile]]:
    """The locales and the documents among the words; all where there are none."""
    from polyloom.stages.reviews.reviewed_texts import document_named

    locales: dict[str, None] = {}
    files: dict[str, DocumentFile] = {}
    for word in words:
        if (locale := _locale(project, word)) is not None:
            locales[locale] = None
        else:
            try:
                file = document_named(found, word)
            except ConfigurationError as error:
                raise ConfigurationError(
                    message(
                        "“{word}” is neither a locale of the project nor a document", word=word
                    ),
                    remedy=error.remedy,
                ) from None
            files[file.path] = file
    return tuple(locales) or project.locales, tuple(files.values()) or found.documents


def _locale(project: Project, word: str) -> str | None:
    """The locale of the project that a word is, None where it is none."""
    from polyloom.language.locales import canonical_locale

    if word in project.locales:
        return word
    try:
        locale = canonical_locale(word)
    except ConfigurationError:
        return None
    return locale if locale in project.locales else None


def _folder(output: str | None, project: Project) -> Path:
    """Where the sheets are written. Raises ConfigurationError for what is no folder."""
    from polyloom.workspace.paths import SHEETS

    if output is None:
        return project.root / SHEETS
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(
            message("it is no folder"), where=output, remedy=message("give --output a folder")
        )
    return folder


def import_sheets(invocation: Invocation) -> int:
    """Write what came back of sheets into the ledgers."""
    console = invocation.console
    reports: dict[str, SheetReport] = {}
    problems: list[UserError] = []
    with invocation.writing() as project:
        for file in dict.fromkeys(invocation.arguments.returned):
            try:
                reports[file] = _import(invocation, project, file)
            except UserError as error:
                problems.append(error)
    for file, report in reports.items():
        _say(invocation, file, report)
    console.problems(problems)
    done = sum(len(report.review.done) for report in reports.values())
    known = sum(report.known for report in reports.values())
    said = [
        plural_message("review: {count} remark taken in", "review: {count} remarks taken in", done)
    ]
    if known:
        said.append(plural_message("{count} known already", "{count} known already", known))
    console.result(", ".join(said))
    console.report(
        lambda: {
            "files": {file: _json(report) for file, report in reports.items()},
            "problems": problems_json(problems),
        }
    )
    needs = any(report.review.left_alone or report.review.problems for report in reports.values())
    return NEEDS_A_PERSON if problems or needs else DONE


def _import(invocation: Invocation, project: Project, file: str) -> SheetReport:
    from polyloom.cli.review_acts import counted_translators
    from polyloom.project.documents import find_documents
    from polyloom.review.returned_sheet import LARGEST_FILE, read_returned_sheet
    from polyloom.stages.reviews.review_acts import Reviewer
    from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments
    from polyloom.stages.reviews.sheet_import import import_sheet, sheet_document
    from polyloom.workspace.clock import now
    from polyloom.workspace.files import read_at
    from polyloom.workspace.machine import random_id

    sheet = read_returned_sheet(read_at(Path(file), LARGEST_FILE + 1), file)
    by = _person(invocation, sheet, file)
    locale = _locale(project, sheet.locale)
    if locale is None:
        raise UserError(
            message("the project has no locale “{locale}”", locale=sheet.locale),
            where=file,
            remedy=message("import it into the project that it is of"),
        )
    documents = ReviewedDocuments(project, find_documents(project.root), locale)
    document = documents.document(sheet_document(documents, sheet, file))
    translators = counted_translators(project, [*document.texts()], by)
    reviewer = Reviewer(by, now(invocation.environment), random_id, translators)
    return import_sheet(document, documents, sheet, reviewer)


def _person(invocation: Invocation, sheet: ReturnedSheet, file: str) -> str:
    """Who has said what the sheet says: ``--by``, or the name in the sheet. Raises UserError."""
    given = invocation.arguments.by
    name = (given if given is not None else sheet.by).strip()
    if not name or not name.isprintable():
        raise UserError(
            message("it does not say whose remarks these are"),
            where=file,
            remedy=message('give --by "Name <address>"'),
        )
    return name


def _say(invocation: Invocation, file: str, report: SheetReport) -> None:
    console = invocation.console
    for each in report.review.left_alone:
        console.note(
            message(
                "{file}: {reference}: left alone: {reason}",
                file=file,
                reference=each.reference,
                reason=each.reason,
            )
        )
    for reference in report.changed:
        console.note(
            message(
                "{file}: {reference} has changed since: what was said of it is a comment now",
                file=file,
                reference=reference,
            )
        )
    console.problems(report.review.problems)


def _json(report: SheetReport) -> dict[str, object]:
    return {
        "done": report.review.done,
        "left_alone": to_builtins(report.review.left_alone),
        "changed": report.changed,
        "known": report.known,
        "ledgers": report.review.ledgers,
    }
