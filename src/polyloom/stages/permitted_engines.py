"""The engines of a run, each with what it may do: what nobody has allowed is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import (
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSettings,
    Failure,
    FailureKind,
)
from polyloom.mt.api.keys import with_key
from polyloom.mt.api.permissions import EngineDemand, Grants, engine_demand
from polyloom.mt.api.settings import EngineTable
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.project import Project


class PermittedEngines(Struct, frozen=True):
    """Engines in the order in which they are asked.

    ``withheld`` says of those that may not be used why, by their names: opening one of them fails
    with that reason.
    """

    engines: tuple[ConfiguredEngine, ...]
    withheld: Mapping[str, str] = field(default_factory=dict)


def project_demand(project: Project, name: str, environment: Mapping[str, str]) -> EngineDemand:
    """What an engine of a project needs to be allowed. Raises ConfigurationError."""
    return engine_demand(
        ENGINES[name],
        project.engines.get(name),
        root=project.root,
        timeout=project.pretranslation.timeout,
        environment=environment,
    )


def keyless_engines(
    project: Project, names: Iterable[str], environment: Mapping[str, str]
) -> PermittedEngines:
    """The engines for a forecast: no key is read, and none of them may be asked for anything."""
    engines: list[ConfiguredEngine] = []
    withheld: dict[str, str] = {}
    for name in dict.fromkeys(names):
        try:
            demand = project_demand(project, name, environment)
        except ConfigurationError as error:
            withheld[name] = str(error)
            continue
        engines.append(ConfiguredEngine(demand.row, demand.settings))
    return PermittedEngines(tuple(engines), withheld)


def permitted_engines(
    project: Project, names: Sequence[str], environment: Mapping[str, str], grants: Grants
) -> PermittedEngines:
    """The engines by their names, each with its key.

    One whose demand is not granted, or that is configured wrongly, is withheld: no key is read.
    """
    engines: list[ConfiguredEngine] = []
    withheld: dict[str, str] = {}
    for name in dict.fromkeys(names):
        try:
            engines.append(_permitted(project, name, environment, grants))
        except UserError as error:
            withheld[name] = str(error)
            engines.append(_refusing(ENGINES[name], str(error)))
    return PermittedEngines(tuple(engines), withheld)


def _permitted(
    project: Project, name: str, environment: Mapping[str, str], grants: Grants
) -> ConfiguredEngine:
    demand = project_demand(project, name, environment)
    permission = demand.permission
    if lack := missing_before_permission(demand, environment):
        return _refusing(demand.row, lack)
    if permission is not None and not grants(permission):
        is_named = name in project.pretranslation.engines or name in project.engines
        raise UserError(
            message(
                "left out, as you have not allowed it to {sentence}", sentence=permission.sentence
            ),
            remedy=message("run polyloom trust")
            if is_named
            else message("run polyloom trust {name}", name=name),
        )
    return ConfiguredEngine(demand.row, settings_with_key(project, demand, environment))


def settings_with_key(
    project: Project, demand: EngineDemand, environment: Mapping[str, str]
) -> EngineSettings:
    """The settings of an engine that was granted its demand. Raises ConfigurationError."""
    if demand.permission is None or not demand.permission.key:
        return demand.settings
    table = project.engines.get(demand.row.name, EngineTable())
    return with_key(demand.settings, table, project.root, environment)


def missing_before_permission(demand: EngineDemand, environment: Mapping[str, str]) -> str:
    """What an engine lacks so that there is nothing to allow yet: a key, a program; or nothing.

    A key that is there, and a folder that the project names, are not looked at.
    """
    permission = demand.permission
    if permission is not None and (permission.key or permission.data_folder):
        return ""
    return demand.row.missing_requirement(demand.settings, environment)


def _refusing(row: EngineRow, reason: str) -> ConfiguredEngine:
    """The engine, which cannot be opened."""

    def refuse(_context: EngineContext) -> NoReturn:
        raise EngineFailure(Failure(reason, FailureKind.CONFIGURATION))

    return ConfiguredEngine(replace(row, open=refuse), row.defaults)
