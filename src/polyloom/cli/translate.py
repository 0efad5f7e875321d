"""``polyloom translate``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from polyloom.cli.console import Console
from polyloom.cli.exit_codes import DONE, INTERRUPTED, NEEDS_A_PERSON
from polyloom.cli.invocation import (
    Invocation,
    add_index_option,
    add_locale_arguments,
    add_wait_option,
    chosen_locales,
    problems_json,
)
from polyloom.cli.shard_options import add_shard_option
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.mt.api.permissions import Grants
    from polyloom.mt.runtime.run_context import RunContext
    from polyloom.project import Project
    from polyloom.stages.cost_forecast import CostForecast, CostForecastReport
    from polyloom.stages.engine_comparison import EngineComparisonReport
    from polyloom.stages.pretranslation_plan import PretranslationScope
    from polyloom.stages.translate import TranslateReport
    from polyloom.stages.translated_catalog import TranslatedCatalog

# How many texts are compared where nobody says.
_SAMPLE = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to translate, by which engines, and whether only to look."""
    from polyloom.mt import ENGINES

    add_locale_arguments(parser)
    parser.add_argument(
        "--engine",
        dest="engines",
        metavar="ENGINE",
        action="append",
        choices=tuple(ENGINES),
        help=message(
            "use this engine instead of the project's; may be given again: {engines}",
            engines=", ".join(ENGINES),
        ),
    )
    parser.add_argument(
        "--document",
        dest="documents",
        metavar="DOCUMENT",
        action="append",
        default=[],
        help=message("only this document; may be given again"),
    )
    parser.add_argument(
        "--limit",
        metavar="NUMBER",
        type=_count,
        help=message("at most so many texts for each locale"),
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help=message("make older drafts of machines anew, and ask for what was refused"),
    )
    _add_modes(parser)
    add_shard_option(parser)
    add_index_option(parser)
    add_wait_option(parser)


def _add_modes(parser: argparse.ArgumentParser) -> None:
    """What is done instead of translating: one of these, or none."""
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--dry-run", action="store_true", help=message("tell what would be sent and what it costs")
    )
    instead.add_argument(
        "--compare",
        action="store_true",
        help=message(
            "show the engines side by side for a sample ({sample}, or --limit); write nothing",
            sample=_SAMPLE,
        ),
    )


def _count(word: str) -> int:
    if word.isdecimal() and int(word) > 0:
        return int(word)
    raise argparse.ArgumentTypeError(message("{word} is no number greater than 0", word=word))


def run(invocation: Invocation) -> int:
    """Draft what is empty, or tell what that would take."""
    from polyloom.mt.runtime.run_context import RunContext
    from polyloom.stages.pretranslation_plan import PretranslationScope
    from polyloom.workspace.response_store import open_response_store

    arguments = invocation.arguments
    act = _forecast if arguments.dry_run else _compare if arguments.compare else _translate
    with invocation.writing() as project:
        scope = PretranslationScope(
            chosen_locales(project, arguments.locales),
            tuple(arguments.engines or project.pretranslation.engines),
            tuple(arguments.documents),
            arguments.limit or (_SAMPLE if arguments.compare else None),
            arguments.again,
            arguments.shard,
        )
        with open_response_store(project.root) as store:
            return act(invocation, project, scope, RunContext(store, invocation.environment))


def _translate(
    invocation: Invocation, project: Project, scope: PretranslationScope, context: RunContext
) -> int:
    from polyloom.stages.translate import translate
    from polyloom.workspace.clock import now

    console = invocation.console
    day = now(invocation.environment).date()
    with console.progress() as progress, invocation.index(project) as index:
        report = translate(
            project,
            scope,
            context,
            day=day,
            grants=_grants(project, context),
            progress=progress,
            index=index,
        )
    console.problems(report.problems)
    for sentence in report.failures:
        console.note(message("polyloom: engine {sentence}", sentence=sentence))
    console.notes(chain.from_iterable(map(_catalog_lines, report.catalogs)))
    for engine, sent in report.sent.items():
        console.note(
            message(
                "{engine}: {characters} sent",
                engine=engine,
                characters=plural_message("{count} character", "{count} characters", sent),
            )
        )
    _print_totals(console, report.catalogs)
    console.report(lambda: _translate_json(report))
    if report.is_interrupted:
        console.note(message("polyloom: interrupted; run the command again to go on"))
        return INTERRUPTED
    needs_a_person = report.problems or report.failures or report.is_all_refused
    return NEEDS_A_PERSON if needs_a_person else DONE


def _grants(project: Project, context: RunContext) -> Grants:
    from polyloom.workspace.granted_permissions import is_granted

    return partial(is_granted, root=project.root, environment=context.environment)


def _translate_json(report: TranslateReport) -> dict[str, Any]:
    locales: dict[str, dict[str, Any]] = {}
    for catalog in report.catalogs:
        locales.setdefault(catalog.locale, {})[catalog.name] = {
            "drafts": dict(catalog.drafts),
            "reused": catalog.reused,
            "empty": catalog.empty,
            "refused": dict(catalog.refused),
            "refused_before": catalog.refused_before,
        }
    return {
        "locales": locales,
        "sent": dict(report.sent),
        "interrupted": report.is_interrupted,
        "failures": list(report.failures),
        "problems": problems_json(report.problems),
    }


def _catalog_lines(catalog: TranslatedCatalog) -> Iterator[str]:
    """Why texts of a catalog have no draft, and how many others have one."""
    name = f"{catalog.locale} {catalog.name}"
    for reason, number in catalog.refused.items():
        times = message(" ({number} times)", number=number) if number > 1 else ""
        yield message("{name}: no draft, {reason}{times}", name=name, reason=reason, times=times)
    if catalog.drafts:
        by_engine = ", ".join(
            message("{number} by {engine}", number=number, engine=engine)
            for engine, number in catalog.drafts.items()
        )
        reused = message(" ({number} reused)", number=catalog.reused) if catalog.reused else ""
        yield message(
            "{name}: {by_engine}{reused}; {empty} left empty",
            name=name,
            by_engine=by_engine,
            reused=reused,
            empty=catalog.empty,
        )


def _print_totals(console: Console, catalogs: Sequence[TranslatedCatalog]) -> None:
    drafts = sum(sum(catalog.drafts.values()) for catalog in catalogs)
    reused = sum(catalog.reused for catalog in catalogs)
    empty = sum(catalog.empty for catalog in catalogs)
    refused = sum(sum(catalog.refused.values()) for catalog in catalogs)
    before = (
        message(" ({number} of them from answers kept before)", number=reused) if reused else ""
    )
    refusals = message(" {number} refused,", number=refused) if refused else ""
    entries = plural_message("{count} entry", "{count} entries", empty)
    console.result(
        message(
            "translate: {drafts} made{before},{refusals} {entries} left empty",
            drafts=plural_message("{count} draft", "{count} drafts", drafts),
            before=before,
            refusals=refusals,
            entries=entries,
        )
    )


def _forecast(
    invocation: Invocation, project: Project, scope: PretranslationScope, context: RunContext
) -> int:
    from polyloom.stages.cost_forecast import forecast_cost

    report = forecast_cost(project, scope, context)
    console = invocation.console
    console.problems(report.problems)
    for forecast in report.forecasts:
        _print_forecast(console, forecast)
    _print_forecast_totals(console, report)
    console.report(
        lambda: {
            "forecasts": to_builtins(report.forecasts),
            "left": dict(report.left),
            "problems": problems_json(report.problems),
        }
    )
    return NEEDS_A_PERSON if report.problems else DONE


def _print_forecast(console: Console, forecast: CostForecast) -> None:
    kept = message(" ({number} kept from before)", number=forecast.kept) if forecast.kept else ""
    cost = message(", cost {cost}", cost=f"{forecast.cost:.2f}") if forecast.cost else ""
    sent = message(
        "; sends {characters} in {requests}{cost}",
        characters=plural_message("{count} character", "{count} characters", forecast.characters),
        requests=plural_message("{count} request", "{count} requests", forecast.requests),
        cost=cost,
    )
    segments = plural_message("{count} segment", "{count} segments", forecast.segments)
    words = plural_message("{count} word", "{count} words", forecast.words)
    console.result(
        f"{forecast.locale} {forecast.engine}: {segments}{kept}, {words}"
        f"{sent if forecast.requests else ''}"
    )


def _print_forecast_totals(console: Console, report: CostForecastReport) -> None:
    for locale, number in report.left.items():
        if number:
            console.result(
                message(
                    "{locale}: {segments} left",
                    locale=locale,
                    segments=plural_message("{count} segment", "{count} segments", number),
                )
            )
    total = sum(each.cost for each in report.forecasts)
    cost = message(", cost {cost}", cost=f"{total:.2f}") if total else ""
    console.result(
        message(
            "translate: would send {characters} characters in {requests}{cost}",
            characters=sum(each.characters for each in report.forecasts),
            requests=plural_message(
                "{count} request",
                "{count} requests",
                sum(each.requests for each in report.forecasts),
            ),
            cost=cost,
        )
    )


def _compare(
    invocation: Invocation, project: Project, scope: PretranslationScope, context: RunContext
) -> int:
    from polyloom.stages.engine_comparison import compare_engines

    report = compare_engines(project, scope, context, grants=_grants(project, context))
    console = invocation.console
    console.problems(report.problems)
    _print_comparisons(console, report)
    console.report(
        lambda: {
            "comparisons": to_builtins(report.comparisons),
            "problems": problems_json(report.problems),
        }
    )
    return NEEDS_A_PERSON if report.problems else DONE


def _print_comparisons(console: Console, report: EngineComparisonReport) -> None:
    for each in report.comparisons:
        console.result(f"{each.locale} {each.document}: {each.source}")
        for offer in each.offers:
            console.result(f"    {offer.engine}: {offer.text or f'– ({offer.reason})'}")
    console.result(
        message(
            "translate: {texts} compared",
            texts=plural_message("{count} text", "{count} texts", len(report.comparisons)),
        )
    )
