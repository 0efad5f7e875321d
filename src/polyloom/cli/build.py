"""``polyloom build``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import reduce
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

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
from polyloom.cli.option_types import publishable_state_type, share_type
from polyloom.cli.shard_options import add_shard_options, shard_json, work_share
from polyloom.messages import message, plural_message, written_day

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.build import BuildReport, BuiltDocument, OmittedOutputs
    from polyloom.stages.stale_outputs import KeptOutput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to build, and what may be published for once."""
    add_locale_arguments(parser)
    parser.add_argument(
        "--minimum-state",
        type=publishable_state_type,
        metavar="STATE",
        help=message("publish translations from this state on: draft, translated, approved"),
    )
    parser.add_argument(
        "--minimum-coverage",
        type=share_type,
        metavar="SHARE",
        help=message("build documents with at least this share of words, 0 to 1"),
    )
    add_scheduler_option(parser)
    add_shard_options(parser)
    add_index_option(parser)
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Write the outputs."""
    from polyloom.reports.findings_json import findings_json
    from polyloom.stages.build import build

    console = invocation.console
    with invocation.writing() as project:
        locales = chosen_locales(project, invocation.arguments.locales)
        overruled = _overruled(project, invocation.arguments)
        settings = (locales, overruled.build)
        with (
            work_share(invocation, project, *settings) as share,
            invocation.index(project, is_asked=share.asks_index) as index,
            console.progress() as progress,
        ):
            report = build(
                overruled,
                locales,
                progress=progress,
                executor=share.executor,
                index=index,
                shard=share.shard,
                earlier=invocation.earlier_work(),
            )
    _say(console, report)
    if report.errors:
        console.finding(_errors(report, project))
    findings = (*report.findings, *report.errors)
    console.report(
        lambda: {
            **_as_json(report),
            "findings": findings_json(findings),
            **shard_json(invocation, project, share, *settings),
        }
    )
    refused = sum(finding.is_failure for finding in report.findings)
    if refused:
        translations = plural_message("{count} translation", "{count} translations", refused)
        console.reason(
            message(
                "{translations} left out, since the document's structure would be another one",
                translations=translations,
            )
        )
    if report.errors:
        console.reason(_errors(report, project).removeprefix("build: "))
    failed = refused or report.errors
    return NEEDS_A_PERSON if report.problems or failed else DONE


def _overruled(project: Project, arguments: argparse.Namespace) -> Project:
    """The project with what the command line says for this run."""
    settings = project.build
    if arguments.minimum_state is not None:
        settings = replace(
            settings,
            minimum_state=arguments.minimum_state,
            state_by_locale={},
            state_by_document={},
        )
    if arguments.minimum_coverage is not None:
        settings = replace(settings, minimum_coverage=arguments.minimum_coverage)
    return replace(project, build=settings)


def _as_json(report: BuildReport) -> dict[str, Any]:
    locales: dict[str, dict[str, Any]] = {}
    for document in report.documents:
        locales.setdefault(document.locale, {})[document.name] = {
            "outputs": list(document.outputs),
            "fallbacks": document.fallbacks,
            "written": document.written,
            "published": not document.reason,
            "reason": document.reason,
            "void": document.void,
        }
    omitted = [
        {
            "outputs": list(each.outputs),
            "format": each.format,
            "documents": list(each.documents),
            "reason": each.reason,
        }
        for each in report.omitted
    ]
    return {
        "locales": locales,
        "omitted": omitted,
        "removed": list(report.stale.removed),
        "kept": [
            {"path": each.path, "reason": each.reason, "day": str(each.day or "")}
            for each in report.stale.kept
        ],
        "problems": problems_json(report.problems),
    }


def _errors(report: BuildReport, project: Project) -> str:
    """How many errors finished translations have, and what became of these, as a sentence."""
    from polyloom.project import OnError

    errors = plural_message("{count} error", "{count} errors", len(report.errors))
    entries = {(each.path, each.line, each.msgid) for each in report.errors}
    count = len(entries)
    match project.build.on_error:
        case OnError.PUBLISH:
            return plural_message(
                "build: {count} finished translation published with {errors};"
                " polyloom check shows them",
                "build: {count} finished translations published with {errors};"
                " polyloom check shows them",
                count,
                errors=errors,
            )
        case OnError.SOURCE:
            return plural_message(
                "build: {count} finished translation left out for {errors}, and the source's text"
                " stands in their place; polyloom check shows them",
                "build: {count} finished translations left out for {errors}, and the source's text"
                " stands in their place; polyloom check shows them",
                count,
                errors=errors,
            )
        case OnError.HOLD:
            return plural_message(
                "build: {count} finished translation keeps its document back, with {errors};"
                " polyloom check shows them",
                "build: {count} finished translations keep their documents back, with {errors};"
                " polyloom check shows them",
                count,
                errors=errors,
            )


def _omitted(omitted: OmittedOutputs) -> str:
    """What is not made of documents of one format, as a sentence."""
    paths = omitted.documents
    suffixes = ", ".join(sorted({PurePosixPath(path).suffix for path in paths}))
    of = (
        paths[0]
        if len(paths) == 1
        else message("{number} documents ({suffixes})", number=len(paths), suffixes=suffixes)
    )
    return message(
        "no {outputs} of {of}: {reason}",
        outputs=reduce(_either, omitted.outputs),
        of=of,
        reason=omitted.reason,
    )


def _either(first: str, last: str) -> str:
    # For translators: names of outputs.
    return message("{first} or {last}", first=first, last=last)


def _say_of_outputs(console: Console, report: BuildReport) -> None:
    """What is not made or built, what is, and what was removed or stays of earlier builds."""
    from polyloom.reports.printable_text import printable

    console.notes(map(_omitted, report.omitted))
    console.notes(chain.from_iterable(map(_document_lines, report.documents)))
    for document in report.documents:
        for output in document.outputs:
            console.detail(output)
    console.notes(
        message("{path}: removed, since it is not built any more", path=printable(path))
        for path in report.stale.removed
    )
    console.notes(map(_kept, report.stale.kept))


def _document_lines(document: BuiltDocument) -> Iterator[str]:
    """Why a document is not built, and what else its publishers should know of it."""
    if document.reason:
        yield message(
            "{locale} {name}: not built, {reason}",
            locale=document.locale,
            name=document.name,
            reason=document.reason,
        )
    if document.void:
        yield plural_message(
            "{locale} {name}: {count} text has changed since approved;"
            " polyloom review {locale} --list lists them",
            "{locale} {name}: {count} texts have changed since approved;"
            " polyloom review {locale} --list lists them",
            document.void,
            locale=document.locale,
            name=document.name,
        )


def _kept(kept: KeptOutput) -> str:
    """Since when an earlier output stays, and why."""
    from polyloom.reports.printable_text import printable

    since = (
        message("as of {day}", day=written_day(kept.day.isoformat()))
        if kept.day
        else message("as it was")
    )
    return message(
        "{path}: stays {since}, since {reason}",
        path=printable(kept.path),
        since=since,
        reason=kept.reason,
    )


def _say(console: Console, report: BuildReport) -> None:
    from polyloom.reports.findings_text import all_findings, first_of_each_kind, print_findings

    console.problems(report.problems)
    if report.findings and not console.json:
        counted = None if console.quiet else len(report.documents)
        shown = all_findings if console.verbosity > 0 else first_of_each_kind
        print_findings(console.rich(), report.findings, catalogs=counted, shown=shown)
    _say_of_outputs(console, report)
    built = [document for document in report.documents if not document.reason]
    outputs = sum(len(document.outputs) for document in built)
    written = sum(document.written for document in built)
    locales = len({document.locale for document in built})
    console.result(
        message(
            "build: {outputs} in {locales}, {written} written",
            outputs=plural_message("{count} output", "{count} outputs", outputs),
            locales=plural_message("{count} locale", "{count} locales", locales),
            written=written or message("none"),
        )
    )
