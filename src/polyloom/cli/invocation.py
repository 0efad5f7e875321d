"""What every command gets, and what most commands do with it."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from polyloom.cli.console import Console
from polyloom.cli.option_types import seconds_type
from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message, spoken_language

if TYPE_CHECKING:
    from polyloom.project import Project
    from polyloom.stages.earlier_work import EarlierWork
    from polyloom.workspace.work_index import WorkIndex

# How many seconds a writing command waits for another one to finish.
_WAIT = 60.0


class Command(Protocol):
    """What each command's module has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add its options and arguments."""
        ...

    def run(self, invocation: Invocation) -> int:
        """Do it; the exit code. Raises UserError."""
        ...


class SharedProject(Struct, frozen=True):
    """What all steps of a pipeline have: a project that is read, whose lock is held, and its index.

    ``earlier`` is what those that are done have found out for the others.
    """

    project: Project
    index: WorkIndex
    earlier: EarlierWork


class Invocation(Struct, frozen=True):
    """What a command gets: its arguments, where to look for the project, and how to speak.

    ``shared`` is what a step of a pipeline gets instead of reading and locking the project.
    """

    arguments: argparse.Namespace
    folder: Path
    console: Console
    environment: Mapping[str, str]
    shared: SharedProject | None = None

    def project(self) -> Project:
        """The project that the command works on. Raises ConfigurationError."""
        if self.shared is not None:
            return self.shared.project
        from polyloom.project.configuration import load_project

        return load_project(self.folder)

    def earlier_work(self) -> EarlierWork:
        """What earlier steps of the same pipeline have found out, or nothing."""
        if self.shared is not None:
            return self.shared.earlier
        from polyloom.stages.earlier_work import NO_EARLIER_WORK

        return NO_EARLIER_WORK

    @contextmanager
    def index(self, project: Project, *, is_asked: bool = True) -> Iterator[WorkIndex]:
        """What was made from which files before; what is found out within is added to it.

        It knows nothing where it is not asked, be it that the command line wants that.
        """
        if self.shared is not None and is_asked:
            yield self.shared.index
            return
        with self.index_at(project.root, is_asked=is_asked) as index:
            yield index

    @contextmanager
    def index_at(self, root: Path, *, is_asked: bool = True) -> Iterator[WorkIndex]:
        """The index of the project at a folder, for a command that is no step of another one."""
        from polyloom.workspace.work_index import NO_INDEX, open_index

        if not is_asked or getattr(self.arguments, "no_index", False):
            yield NO_INDEX
            return
        index = open_index(root, spoken_language())
        yield index
        index.save()

    @contextmanager
    def writing(self, *, at_most: float = math.inf) -> Iterator[Project]:
        """The project, with its lock held: for commands that write.

        ``at_most`` is how many seconds they wait for it, where no shorter time was asked for.
        """
        if self.shared is not None:
            yield self.shared.project
            return
        with self.locked(at_most=at_most):
            # Read behind the wait, in which it may have changed.
            yield self.project()

    @contextmanager
    def locked(self, *, at_most: float = math.inf) -> Iterator[Path]:
        """The root of the project, with its lock held."""
        from polyloom.workspace.lock import project_lock
        from polyloom.workspace.project_root import find_root

        wait = min(getattr(self.arguments, "wait", _WAIT), at_most)
        command = str(self.arguments.command)
        root = find_root(self.folder)
        with project_lock(root, command, wait=wait, notice=self.console.note):
            yield root


def add_locale_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments ``[LOCALE…]``."""
    parser.add_argument(
        "locales", metavar="LOCALE", nargs="*", help=message("only these locales (default: all)")
    )


def add_wait_option(parser: argparse.ArgumentParser) -> None:
    """The option of writing commands that says how long they wait for each other."""
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=seconds_type,
        default=_WAIT,
        help=message("how long to wait for another polyloom that is writing (default: 60)"),
    )


def add_index_option(parser: argparse.ArgumentParser) -> None:
    """The option of commands that do nothing again that has the same inputs as before."""
    parser.add_argument(
        "--no-index",
        action="store_true",
        help=message("do everything again, whatever .polyloom/index has of earlier runs"),
    )


def chosen_locales(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The locales that the command line names, in its order, or all of the project's.

    Raises ConfigurationError for one that does not exist or that the project does not have.
    """
    from polyloom.language.locales import canonical_locale

    chosen: list[str] = []
    for name in names:
        locale = name if name in project.locales else canonical_locale(name)
        if locale not in project.locales:
            import difflib

            near = difflib.get_close_matches(locale, project.locales, n=1, cutoff=0.4)
            has = message(
                "the project has {locales}",
                locales=", ".join(project.locales) or message("none yet"),
            )
            hint = message("did you mean {near}? ({has})", near=near[0], has=has) if near else has
            raise ConfigurationError(
                message("“{locale}” is not one of the project's locales", locale=locale),
                remedy=message(
                    "{hint}; add it with polyloom new-locale {locale}", hint=hint, locale=locale
                ),
            )
        if locale not in chosen:
            chosen.append(locale)
    return tuple(chosen) or project.locales


def problems_json(problems: Iterable[UserError]) -> list[dict[str, str]]:
    """Problems for ``--json``."""
    return [
        {"what": problem.what, "where": problem.where, "remedy": problem.remedy}
        for problem in problems
    ]
