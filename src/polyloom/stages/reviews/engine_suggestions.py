"""What engines suggest for a text that somebody asks them about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.model import Origin
from polyloom.mt import ENGINES
from polyloom.mt.api.permissions import Grants
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.engine_chain import start_run
from polyloom.mt.runtime.event_loop import run_async
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project import Project
from polyloom.stages.engine_comparison import EngineOffer, engine_offers
from polyloom.stages.permitted_engines import (
    missing_before_permission,
    permitted_engines,
    project_demand,
)
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText


class AskableEngine(Struct, frozen=True):
    """An engine of the project, and why it cannot be asked; empty where it can."""

    name: str
    objection: str = ""


def askable_engines(
    project: Project, text: ReviewedText, environment: Mapping[str, str], grants: Grants
) -> tuple[AskableEngine, ...]:
    """The machines among the project's engines, in its order. No key is read, nothing is sent."""
    if reason := _objection(project, text):
        return tuple(AskableEngine(name, reason) for name in _machines(project))
    return tuple(
        AskableEngine(name, _lack(project, name, environment, grants))
        for name in _machines(project)
    )


def engine_suggestions(
    document: ReviewedDocument,
    text: ReviewedText,
    engines: Sequence[str],
    context: RunContext,
    grants: Grants,
) -> tuple[EngineOffer, ...]:
    """What engines of the project make of a text; nothing is written into its catalog.

    An engine is asked only for what ``grants`` allows it; the others offer a reason. Raises
    UserError where no machine may draft the text, and for an engine that the project does not name.
    """
    project = document.project
    if reason := _objection(project, text):
        raise UserError(
            message("no engine was asked: {reason}", reason=reason), where=text.reference
        )
    known = _machines(project)
    for name in engines:
        if name not in known:
            raise ConfigurationError(
                message("the project does not name the engine “{name}”", name=name),
                remedy=message("use one of {known}", known=", ".join(known))
                if known
                else message("name it in [pretranslation]"),
            )
    permitted = permitted_engines(project, engines, context.environment, grants)
    run = start_run(permitted.engines, context)
    return run_async(engine_offers(project, run, text.locale, _with_neighbours(document, text)))


def _machines(project: Project) -> tuple[str, ...]:
    names = dict.fromkeys(project.pretranslation.engines)
    return tuple(name for name in names if ENGINES[name].origin is Origin.MACHINE)


def _objection(project: Project, text: ReviewedText) -> str:
    """Why no machine may be asked about a text, or an empty string."""
    entry = text.status.entry
    if not project.settings(text.file.path).machine:
        return message("the project has no machine work on this document (machine = false)")
    if text.locale in project.pretranslation.closed_locales:
        return message("the project has no machine work in this locale")
    if entry is not None and entry.msgid_plural is not None:
        return message("engines know nothing of plural forms")
    return ""


def _lack(project: Project, name: str, environment: Mapping[str, str], grants: Grants) -> str:
    """What an engine lacks to be asked, or an empty string."""
    try:
        demand = project_demand(project, name, environment)
    except UserError as error:
        return str(error)
    if lack := missing_before_permission(demand, environment):
        return lack
    permission = demand.permission
    if permission is not None and not grants(permission):
        return message(
            "you have not allowed it to {sentence}: run polyloom trust",
            sentence=permission.sentence,
        )
    return ""


def _with_neighbours(document: ReviewedDocument, text: ReviewedText) -> SourceText:
    """The source of a text between those beside it, which engines may use."""
    units, place = document.units.units, document.places[text.key][0]
    before = units[place - 1].text if place else ""
    after = units[place + 1].text if place + 1 < len(units) else ""
    return SourceText(text.status.segment.text, before, after)
