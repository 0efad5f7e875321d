"""What a project asks to be allowed, engine by engine, and what of it the person has granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.mt.api.permissions import EnginePermission, Grants
from polyloom.project import Project
from polyloom.stages.permitted_engines import missing_before_permission, project_demand
from polyloom.stages.scheduler_choice import SCHEDULER, scheduler_permission


class TrustRequest(Struct, frozen=True):
    """Something that a project asks for, and whether it is allowed already.

    ``missing`` is what the engine lacks, so that it is of no use yet: a key or a program.
    """

    permission: EnginePermission
    is_granted: bool
    missing: str = ""


class TrustReport(Struct, frozen=True):
    """What engines of a project ask for, in their order; ``refused`` is what nobody can allow."""

    requests: tuple[TrustRequest, ...]
    refused: Mapping[str, UserError]


def named_engines(project: Project) -> tuple[str, ...]:
    """The engines that the project uses, then those that it has settings for."""
    return tuple(dict.fromkeys((*project.pretranslation.engines, *project.engines)))


def examine_trust(
    project: Project, names: Sequence[str], environment: Mapping[str, str], grants: Grants
) -> TrustReport:
    """What some engines of a project ask for. Nothing is run or sent, and no key is read.

    The scheduler that the project names is asked for under its own name. Raises what ``grants``
    raises.
    """
    requests: list[TrustRequest] = []
    refused: dict[str, UserError] = {}
    for name in dict.fromkeys(names):
        if name == SCHEDULER:
            if (permission := scheduler_permission(project)) is not None:
                requests.append(TrustRequest(permission, grants(permission)))
            continue
        try:
            demand = project_demand(project, name, environment)
        except UserError as error:
            refused[name] = error
            continue
        if demand.permission is not None:
            lack = missing_before_permission(demand, environment)
            requests.append(TrustRequest(demand.permission, grants(demand.permission), lack))
    return TrustReport(tuple(requests), refused)
