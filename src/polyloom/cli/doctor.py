"""``polyloom doctor``."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation
from polyloom.errors import ConfigurationError
from polyloom.messages import message, message_in, translatable_in

if TYPE_CHECKING:
    from polyloom.stages.doctor import Diagnosis

_SIGNS = {
    "good": translatable_in("what doctor finds", "ok"),
    "missing": translatable_in("what doctor finds", "missing"),
    "broken": translatable_in("what doctor finds", "broken"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``polyloom doctor`` has only the common options."""
    del parser


def run(invocation: Invocation) -> int:
    """Look at the machine and, where there is one, at the project."""
    from polyloom.stages.doctor import BROKEN, GOOD

    console = invocation.console
    rows = _diagnoses(invocation)
    signs = {status: message_in("what doctor finds", sign) for status, sign in _SIGNS.items()}
    width = max(map(len, signs.values()))
    for row in rows:
        remedy = f" → {row.remedy}" if row.remedy else ""
        say = console.result if row.status == GOOD else console.finding
        say(f"{signs[row.status]:{width}} {row.subject}: {row.detail}{remedy}")
    console.report(lambda: {"diagnoses": [asdict(row) for row in rows]})
    return NEEDS_A_PERSON if any(row.status == BROKEN for row in rows) else DONE


def _diagnoses(invocation: Invocation) -> list[Diagnosis]:
    from polyloom.stages.doctor import (
        BROKEN,
        Diagnosis,
        diagnose_git,
        diagnose_machine,
        diagnose_project,
    )
    from polyloom.workspace.granted_permissions import is_granted
    from polyloom.workspace.machine import own_command
    from polyloom.workspace.project_root import NoProjectError

    rows = list(diagnose_machine(invocation.environment))
    try:
        project = invocation.project()
        grants = partial(is_granted, root=project.root, environment=invocation.environment)
        rows += diagnose_project(project, invocation.environment, grants)
        rows.append(diagnose_git(project.root, own_command()))
    except NoProjectError as error:
        invocation.console.note(message("no project: {error}", error=error))
    except ConfigurationError as error:
        rows.append(Diagnosis(error.where, BROKEN, error.what, error.remedy))
    return rows
