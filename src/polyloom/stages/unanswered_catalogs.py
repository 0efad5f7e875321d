"""Catalogs for whose texts the memory has nothing: no engine has to be asked.

After an edit there are few texts, and mostly nothing is like them, or what was like them has
become their draft. To open engines, which an event loop is needed for, would take longer than all
the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from polyloom.errors import UserError
from polyloom.project import MEMORY, Project
from polyloom.stages.draft_filling import fill_catalog
from polyloom.stages.pretranslation_plan import CatalogPlan
from polyloom.stages.translated_catalog import TranslatedCatalog
from polyloom.workspace.work_index import WorkIndex

# To look for more texts in advance may take longer than to ask for them at once.
_FEW_TEXTS = 16


def asks_only_memory(project: Project, engines: Sequence[str]) -> bool:
    """Whether what ``engines`` answer depends on nothing but the project's catalogs.

    A memory that has settings of its own may run out of time, which the next one need not.
    """
    return {*engines} <= {MEMORY} and MEMORY not in project.engines


def are_unanswered(
    project: Project, engines: Sequence[str], plans: Sequence[CatalogPlan], index: WorkIndex
) -> bool:
    """Whether certainly no engine has an answer for any text of the plans.

    That can be told where only the memory would be asked, as it is by default.
    """
    if not engines or not asks_only_memory(project, engines):
        return False
    texts = {one.text for plan in plans for one in plan.texts}
    if not texts:
        return True
    if len(texts) > _FEW_TEXTS or not index.is_used:
        return False
    # On use: mostly there are no texts.
    from polyloom.memory.fuzzy_matches import has_no_match
    from polyloom.memory.similar import similar_texts
    from polyloom.stages.locale_memory import finished_sources

    locales = dict.fromkeys(plan.locale for plan in plans if plan.texts)
    known = similar_texts(finished_sources(project, [*locales], index))
    return all(has_no_match(text, known, project.source_locale) for text in texts)


def leave_empty(
    project: Project, plans: Sequence[CatalogPlan], day: date
) -> tuple[list[TranslatedCatalog], list[UserError]]:
    """What becomes of catalogs for whose texts there are no drafts, and why nothing does of others.

    The drafts that they have are kept.
    """
    done: list[TranslatedCatalog] = []
    problems: list[UserError] = []
    for plan in plans:
        try:
            empty = 0 if plan.is_idle else fill_catalog(project, plan, {}, day).empty
        except UserError as error:
            problems.append(error)
        else:
            done.append(TranslatedCatalog(plan.locale, plan.name, {}, 0, empty))
    return done, problems
