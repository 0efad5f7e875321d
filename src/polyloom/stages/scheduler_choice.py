"""Which scheduler shares a run's work out among machines, if any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.project import Project
from polyloom.project.validators import scheduler_address

if TYPE_CHECKING:
    from polyloom.mt.api.permissions import EnginePermission, Grants

# The name of a scheduler's permission, beside those of engines.
SCHEDULER = "scheduler"
# What whoever runs the program says to have all done on this machine.
NONE = "none"
VARIABLE = "POLYLOOM_SCHEDULER"


class SchedulerChoice(Struct, frozen=True):
    """The address of the scheduler; empty where all is done on this machine.

    ``withheld`` is the permission that the project's own scheduler lacks.
    """

    address: str = ""
    withheld: EnginePermission | None = None


def choose_scheduler(
    project: Project, asked: str | None, environment: Mapping[str, str], grants: Grants
) -> SchedulerChoice:
    """The scheduler that the command line names, else the environment, else the project.

    That of the project gets texts, and what its workers answer can run programs here: it is used
    only where ``grants`` allows it. Raises ConfigurationError for what is no address.
    """
    named = asked or environment.get(VARIABLE, "")
    if named == NONE:
        return SchedulerChoice()
    if named:
        if fault := scheduler_address(named):
            raise ConfigurationError(
                message("“{address}” is no scheduler: it {fault}", address=named, fault=fault),
                where="--scheduler"
                if asked
                else message("{variable} in the environment", variable=VARIABLE),
                remedy=message("“{none}” does all on this machine", none=NONE),
            )
        return SchedulerChoice(named)
    permission = scheduler_permission(project)
    if permission is None:
        return SchedulerChoice()
    if grants(permission):
        return SchedulerChoice(project.scheduler)
    return SchedulerChoice(withheld=permission)


def scheduler_permission(project: Project) -> EnginePermission | None:
    """What has to be allowed before work goes to the project's own scheduler, if it has one."""
    if not project.scheduler:
        return None
    # On use: most projects name none.
    from polyloom.mt.api.permissions import EnginePermission

    return EnginePermission(SCHEDULER, destinations=(project.scheduler,))
