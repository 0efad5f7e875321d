"""Pre-translate: what is empty becomes a draft, by the project's engines in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from polyloom.errors import UserError, distinct
from polyloom.model import Origin
from polyloom.mt import ENGINES
from polyloom.mt.api.permissions import Grants, nothing_granted
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project import MEMORY, Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.pretranslation_plan import (
    CatalogPlan,
    PretranslationScope,
    plan_pretranslation,
)
from polyloom.stages.progress import Progress, unwatched
from polyloom.stages.recorded_drafting import RecordedDrafting
from polyloom.stages.translated_catalog import TranslatedCatalog
from polyloom.stages.unanswered_catalogs import are_unanswered, leave_empty
from polyloom.workspace.work_index import NO_INDEX, WorkIndex


class TranslateReport(Struct, frozen=True):
    """What pre-translation did.

    ``failures`` says in a sentence each which engine failed and why; ``sent`` counts the
    characters sent, by engine.
    """

    catalogs: tuple[TranslatedCatalog, ...]
    failures: tuple[str, ...]
    problems: tuple[UserError, ...]
    sent: Mapping[str, int] = field(default_factory=dict)
    is_interrupted: bool = False

    @property
    def is_all_refused(self) -> bool:
        """Whether engines were asked, and not one answer of a machine became a draft."""
        drafts = sum(
            number
            for catalog in self.catalogs
            for engine, number in catalog.drafts.items()
            if ENGINES[engine].origin is Origin.MACHINE
        )
        return not drafts and any(catalog.refused_now for catalog in self.catalogs)


def translate(
    project: Project,
    scope: PretranslationScope,
    context: RunContext,
    *,
    day: date,
    grants: Grants = nothing_granted,
    progress: Progress = unwatched,
    index: WorkIndex = NO_INDEX,
) -> TranslateReport:
    """Fill what is empty in the scope; a person's translation is never touched.

    Each engine takes what the one before left. A failing one leaves entries empty, and the rest
    goes on. Each catalog is written when its last text is there; after an interruption, those
    that were at work with what they had. ``day`` is that of the labels.

    An engine runs, and sends, only what ``grants`` allows. One that is left out for that is a
    failure where it had work to do. Raises ConfigurationError as ``plan_pretranslation`` does.
    """
    settled: dict[tuple[str, str], TranslatedCatalog] = {}
    recorded = RecordedDrafting(index, project, scope, TranslatedCatalog, _nothing_done)

    def settled_catalogs(locale: str, files: Sequence[CatalogFile]) -> Collection[str]:
        known = recorded.recalled(locale, files)
        settled.update({(locale, name): each for name, each in known.items()})
        return known

    plan = plan_pretranslation(project, scope, settled_catalogs, index)
    left = [each for each in plan.catalogs if (each.locale, each.name) not in settled]
    if are_unanswered(project, scope.engines, left, index):
        done, problems = leave_empty(project, left, day)
        catalogs = _in_order((*settled.values(), *done), plan.catalogs)
        if not problems:
            _record(recorded, plan.catalogs, catalogs)
        recorded.settle()
        return TranslateReport(catalogs, (), distinct((*plan.problems, *problems)))
    # On use: most rounds have nothing for engines, nor for an event loop.
    from polyloom.mt.runtime.engine_chain import start_run
    from polyloom.mt.runtime.event_loop import run_async
    from polyloom.stages.permitted_engines import permitted_engines
    from polyloom.stages.translation_work import TranslationWork, characters_sent, without_repeats

    engines = permitted_engines(project, scope.engines, context.environment, grants)
    run = start_run(engines.engines, context, asks_again=scope.again)
    work = TranslationWork(project, run, engines.withheld, day, progress, index)
    work.done += settled.values()
    # Other engines than the memory are opened all the same, to hear of what they lack.
    plans = left if scope.engines == (MEMORY,) else plan.catalogs
    work.settled = frozenset(settled)
    interrupted = False
    try:
        if plans:
            run_async(work.translate_all(plans))
    except KeyboardInterrupt:
        interrupted = True
    catalogs = _in_order(work.done, plan.catalogs)
    if not (interrupted or work.failures or work.problems):
        _record(recorded, plan.catalogs, catalogs)
    recorded.settle()
    return TranslateReport(
        catalogs,
        (*work.missed.values(), *without_repeats(work.failures)),
        distinct((*plan.problems, *work.problems)),
        characters_sent(work.run),
        interrupted,
    )


def _nothing_done(locale: str, name: str) -> TranslatedCatalog:
    return TranslatedCatalog(locale, name, drafts={}, reused=0, empty=0)


def _record(
    recorded: RecordedDrafting[TranslatedCatalog],
    plans: Sequence[CatalogPlan],
    catalogs: Sequence[TranslatedCatalog],
) -> None:
    """Record what was done to the catalogs that stayed as they were."""
    asked = {(plan.locale, plan.name) for plan in plans if plan.texts}
    for each in catalogs:
        if not each.drafts and not each.refused:
            has_texts = (each.locale, each.name) in asked
            recorded.record(each.locale, each.name, each, has_texts=has_texts)


def _in_order(
    done: Iterable[TranslatedCatalog], plans: Sequence[CatalogPlan]
) -> tuple[TranslatedCatalog, ...]:
    """One for each catalog in the order of the plans, also where parts were filled one by one."""
    order = {(plan.locale, plan.name): place for place, plan in enumerate(plans)}
    found: dict[tuple[str, str], TranslatedCatalog] = {}
    for part in sorted(done, key=lambda each: order[each.locale, each.name]):
        known = found.get((part.locale, part.name))
        found[part.locale, part.name] = part if known is None else _sum(known, part)
    return tuple(found.values())


def _sum(one: TranslatedCatalog, other: TranslatedCatalog) -> TranslatedCatalog:
    return TranslatedCatalog(
        one.locale,
        one.name,
        dict(Counter(one.drafts) + Counter(other.drafts)),
        one.reused + other.reused,
        one.empty + other.empty,
        dict(Counter(one.refused) + Counter(other.refused)),
        one.refused_before + other.refused_before,
    )
