"""``--shard`` and ``--merge``: a run that does a share of the work, and one that adds them up."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.cli.execution import work_executor
from polyloom.cli.invocation import Invocation
from polyloom.cli.option_types import shard_type
from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.system_reasons import system_reason
from polyloom.workspace.executors import Executor, on_this_machine

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.project.shards import Shard
    from polyloom.stages.shard_results import ShardRun


class WorkShare(Struct, frozen=True):
    """What of a command's work a run does, and who does it; ``shard`` is None for all of it."""

    executor: Executor
    shard: Shard | None = None
    is_merge: bool = False

    @property
    def asks_index(self) -> bool:
        """Whether the index is asked: what shards do and merge is all in their reports."""
        return self.shard is None and not self.is_merge


ON_THIS_MACHINE = WorkShare(on_this_machine)


def add_shard_option(parser: argparse.ArgumentParser) -> None:
    """The option of commands that may do a share of the project's documents."""
    parser.add_argument(
        "--shard",
        metavar="NUMBER/COUNT",
        type=shard_type,
        help=message("only the documents of one of so many shards, 2/8 for the second of eight"),
    )


def add_shard_options(parser: argparse.ArgumentParser) -> None:
    """The same, where the shards' reports can be merged."""
    add_shard_option(parser)
    parser.add_argument(
        "--merge",
        metavar="FILE",
        nargs="+",
        default=[],
        help=message("add up the reports of all shards, as --shard and --json have printed them"),
    )


@contextmanager
def work_share(invocation: Invocation, project: Project, *settings: object) -> Iterator[WorkShare]:
    """What a command that has these options is to do; ``settings`` are what all shards share.

    Raises ConfigurationError where shards do not add up.
    """
    arguments = invocation.arguments
    if getattr(arguments, "merge", None):
        if arguments.shard is not None:
            raise ConfigurationError(
                message("--merge is of all shards, and --shard of one"),
                remedy=message("give one of them"),
            )
        yield WorkShare(_replaying(invocation, project, settings), is_merge=True)
        return
    with work_executor(invocation, project) as executor:
        if arguments.shard is None:
            yield WorkShare(executor)
            return
        from polyloom.stages.shard_results import RecordingExecutor

        yield WorkShare(RecordingExecutor(executor), arguments.shard)


def shard_json(
    invocation: Invocation, project: Project, share: WorkShare, *settings: object
) -> dict[str, object]:
    """What ``--json`` has besides where a run was of a shard: all that a merge needs."""
    if share.shard is None:
        return {}
    from polyloom.stages.shard_results import KEY, RecordingExecutor

    assert isinstance(share.executor, RecordingExecutor)  # noqa: S101 - so it was made
    run = _run(invocation, project, settings, share.shard.count)
    return {KEY: share.executor.json(run, share.shard)}


def _replaying(invocation: Invocation, project: Project, settings: tuple[object, ...]) -> Executor:
    from polyloom.stages.shard_results import merged_results

    files: dict[str, bytes] = {}
    for name in invocation.arguments.merge:
        try:
            files[name] = Path(name).read_bytes()
        except OSError as error:
            raise ConfigurationError(
                message("cannot read it: {reason}", reason=system_reason(error)),
                where=name,
                remedy=message("name the report of a shard"),
            ) from None
    return merged_results(files, lambda count: _run(invocation, project, settings, count))


def _run(
    invocation: Invocation, project: Project, settings: tuple[object, ...], count: int
) -> ShardRun:
    from polyloom.project.documents import find_documents
    from polyloom.stages.shard_results import shard_run

    found = find_documents(project.root)
    return shard_run(project, found, invocation.arguments.command, settings, count)
