"""``polyloom trust``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from polyloom.cli.console import Console
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, problems_json
from polyloom.messages import message, plural_message
from polyloom.reports.printable_text import printable

if TYPE_CHECKING:
    from polyloom.stages.trust import TrustReport, TrustRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which engines, and whether to ask, to allow or to take back."""
    parser.add_argument(
        "engines",
        metavar="ENGINE",
        nargs="*",
        type=_engine_type,
        help=message("only these engines (default: those that polyloom.toml names)"),
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--yes", action="store_true", help=message("allow all that is shown, without asking")
    )
    choice.add_argument(
        "--revoke", action="store_true", help=message("take back all that this project was allowed")
    )


def _engine_type(word: str) -> str:
    from polyloom.mt import ENGINES
    from polyloom.stages.scheduler_choice import SCHEDULER

    if word in ENGINES or word == SCHEDULER:
        return word
    raise argparse.ArgumentTypeError(
        message(
            "there is no engine “{word}” (there are {engines})",
            word=word,
            engines=", ".join(ENGINES),
        )
    )


def run(invocation: Invocation) -> int:
    """Show what the project asks for, and keep what the person allows."""
    from polyloom.stages.scheduler_choice import SCHEDULER
    from polyloom.stages.trust import examine_trust, named_engines
    from polyloom.workspace.granted_permissions import grant, is_granted

    arguments, console = invocation.arguments, invocation.console
    if arguments.revoke:
        return _revoke(invocation)
    project, environment = invocation.project(), invocation.environment
    examine = partial(
        examine_trust,
        project,
        arguments.engines or (*named_engines(project), SCHEDULER),
        environment,
        partial(is_granted, root=project.root, environment=environment),
    )
    report = examine()
    if not console.json:
        _show(console, report)
    wanted = [each for each in report.requests if not (each.is_granted or each.missing)]
    allowed = [each.permission for each in wanted if arguments.yes or _is_allowed(console, each)]
    if allowed:
        grant(allowed, project.root)
        report = examine()
    return _end(console, report)


def _revoke(invocation: Invocation) -> int:
    from polyloom.workspace.granted_permissions import revoke

    console = invocation.console
    was_some = revoke(invocation.project().root)
    said = (
        message("trust: this project is allowed nothing any more")
        if was_some
        else message("trust: this project was allowed nothing")
    )
    console.result(said)
    console.report(lambda: {"revoked": was_some})
    return DONE


def _show(console: Console, report: TrustReport) -> None:
    for request in report.requests:
        say = console.result if request.is_granted else console.finding
        for line in _lines(request):
            say(line)
    for name, error in report.refused.items():
        console.finding(message("{name}: refused; {error}", name=name, error=error))


def _lines(request: TrustRequest) -> Iterator[str]:
    """A request for people: what is asked for, all that belongs to it, and how it stands."""
    permission = request.permission
    yield f"{permission.engine}: {permission.sentence}"
    if permission.command:
        yield message("    command: {command}", command=permission.command_line)
        program = printable(permission.program) or message("not found")
        yield message("    program: {program}", program=program)
    for path, digest in permission.project_files:
        yield message(
            "    file of the project: {path} ({digest})",
            path=printable(path),
            digest=printable(digest),
        )
    if permission.project_files:
        yield message(
            "    a change of these files asks again; a change of what they load in turn does not"
        )
    yield message("    digest: {digest}", digest=permission.digest)
    if request.missing:
        yield message("    of no use yet: {missing}", missing=request.missing)
    yield message("    allowed") if request.is_granted else message("    not allowed")


def _is_allowed(console: Console, request: TrustRequest) -> bool:
    """What the person at the terminal answers; no, where there is none."""
    if console.json or not sys.stdin.isatty():
        return False
    sys.stdout.flush()
    permission = request.permission
    sys.stderr.write(f"May {permission.engine} {permission.sentence}? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _end(console: Console, report: TrustReport) -> int:
    requests = report.requests
    granted = sum(each.is_granted for each in requests)
    wanting = sum(not (each.is_granted or each.missing) for each in requests)
    if not requests and not report.refused:
        console.result(message("trust: this project asks for nothing that has to be allowed"))
    else:
        console.result(
            message(
                "trust: {granted} of {requests} allowed",
                granted=granted,
                requests=plural_message("{count} request", "{count} requests", len(requests)),
            )
        )
    console.report(
        lambda: {
            "requests": [_request_json(each) for each in requests],
            "problems": problems_json(report.refused.values()),
        }
    )
    return NEEDS_A_PERSON if wanting or report.refused else DONE


def _request_json(request: TrustRequest) -> dict[str, Any]:
    permission = request.permission
    return {
        "engine": permission.engine,
        "what": permission.sentence,
        "command": list(permission.command),
        "program": permission.program,
        "files": [{"path": path, "digest": digest} for path, digest in permission.project_files],
        "data_folder": permission.data_folder,
        "destinations": list(permission.destinations),
        "key": permission.key,
        "missing": request.missing,
        "digest": permission.digest,
        "allowed": request.is_granted,
    }
