"""Which programs of a mode are run, whatever its file says: Apertium's own, with its own data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from polyloom.messages import message
from polyloom.mt.api.program_search import find_program, system_search_path
from polyloom.mt.providers.apertium.modes import ModeProgram
from polyloom.reports.printable_text import printable

# Where the pairs of languages are that come with the system.
SYSTEM_DATA = ("/usr/share/apertium", "/usr/local/share/apertium", "/opt/local/share/apertium")

# The programs of Apertium and of those who make its pairs: lttoolbox, apertium-lex-tools,
# apertium-separable, apertium-recursive, apertium-anaphora, vislcg3, hfst.
_NAMES = re.compile(
    r"apertium-[a-z0-9-]+|(?:lt|lrx|lsx|rtx|cg|hfst)-proc|hfst-[a-z-]+|cg-[a-z]+|vislcg3"
)


class ForbiddenProgram(Exception):  # noqa: N818 - a mode is not used: a result, not a bug
    """A mode asks for something else than Apertium's own; says what."""


def allowed_programs(
    programs: Sequence[ModeProgram], folder: Path, environment: Mapping[str, str]
) -> tuple[ModeProgram, ...]:
    """The programs by their paths in the system's folders, with arguments that are not suspicious.

    ``folder`` is the data folder that the mode is in; an argument that is a path is relative to it
    and must lead into it, or into the system's. Raises ForbiddenProgram.
    """
    return tuple(_allowed(program, folder, environment) for program in programs)


def _allowed(program: ModeProgram, folder: Path, environment: Mapping[str, str]) -> ModeProgram:
    name, *arguments = program.command
    if "/" in name or "\\" in name:
        raise ForbiddenProgram(
            message(
                "names the program {name} by its path; only programs of Apertium that the "
                "system has are run, by name",
                name=printable(name),
            )
        )
    if not _NAMES.fullmatch(name):
        raise ForbiddenProgram(
            message("names {name}, which is no program of Apertium's", name=printable(name))
        )
    path = find_program(name, system_search_path(environment), environment)
    if path is None:
        raise ForbiddenProgram(
            message("needs the program {name}, which is in none of the system's folders", name=name)
        )
    for argument in arguments:
        _check_argument(argument, folder)
    return replace(program, command=(str(path), *arguments))


def _check_argument(argument: str, folder: Path) -> None:
    """Raises ForbiddenProgram for a path, also one behind an option's sign, that leads away."""
    name = re.sub(r"^-[^/=]*=?", "", argument) if argument.startswith("-") else argument
    if not name:
        return
    try:
        path = (folder / name).resolve()
        homes = [Path(each).resolve() for each in (str(folder), *SYSTEM_DATA)]
    except (OSError, RuntimeError, ValueError):
        path, homes = None, []
    if path is None or not any(path.is_relative_to(home) for home in homes):
        raise ForbiddenProgram(
            message(
                "gives a program {argument}, which leads out of the data folder",
                argument=printable(argument),
            )
        )
