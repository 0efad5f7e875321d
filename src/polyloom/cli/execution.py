"""``--scheduler``: the machines that a command's work is shared out among."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from polyloom.cli.invocation import Invocation
from polyloom.messages import message

if TYPE_CHECKING:
    from polyloom.mt.api.permissions import EnginePermission
    from polyloom.project import Project
    from polyloom.workspace.executors import Executor


def add_scheduler_option(parser: argparse.ArgumentParser) -> None:
    """The option of commands whose work can be shared out."""
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help=message(
            "share the work out among the workers of this Dask scheduler, tcp://HOST:PORT"
            " (default: that of polyloom.toml, once it is allowed; none: this machine)"
        ),
    )


@contextmanager
def work_executor(invocation: Invocation, project: Project) -> Iterator[Executor]:
    """Who does the work: this machine, or a cluster. Raises ConfigurationError before any is done.

    Of a scheduler that nobody has allowed it is said that it is not used.
    """
    from polyloom.workspace.executors import on_this_machine

    environment = invocation.environment
    from polyloom.stages.scheduler_choice import choose_scheduler

    choice = choose_scheduler(
        project,
        invocation.arguments.scheduler,
        environment,
        partial(_is_granted, project, environment),
    )
    if choice.withheld is not None:
        invocation.console.note(
            message(
                "all is done on this machine, since you have not allowed the project to"
                " {sentence}; run polyloom trust",
                sentence=choice.withheld.sentence,
            )
        )
    if not choice.address:
        yield on_this_machine
        return
    from polyloom.workspace.cluster import dask_cluster

    with dask_cluster(choice.address, project.root) as cluster:
        shared = (
            message("in its folder")
            if cluster.marker
            else message("without its folder, by what is sent")
        )
        invocation.console.detail(
            message(
                "{address}: work on the project {shared}", address=cluster.address, shared=shared
            )
        )
        yield cluster


def _is_granted(
    project: Project, environment: Mapping[str, str], permission: EnginePermission
) -> bool:
    # On use: most projects ask for none.
    from polyloom.workspace.granted_permissions import is_granted

    return is_granted(permission, root=project.root, environment=environment)
