"""Programs by name: looked for in folders of the search path that no project can have filled."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

# Where systems and their package managers put programs: only a machine's owner writes there.
SYSTEM_FOLDERS = (
    "/usr/local/bin",
    "/usr/bin",
    "/bin",
    "/opt/homebrew/bin",
    "/opt/local/bin",
    "/run/current-system/sw/bin",
)
# Names further folders that count as the system's own, in the form of PATH.
PROGRAM_FOLDERS = "POLYLOOM_PROGRAM_FOLDERS"


def search_path(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders of ``PATH`` in order, without those that depend on the current folder."""
    return _absolute(environment.get("PATH", os.defpath))


def outside_of(folder: Path, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Those of the folders that do not lie in ``folder``, also not by a symbolic link."""
    inside = Path(os.path.realpath(folder))
    return tuple(
        each for each in folders if not Path(os.path.realpath(each)).is_relative_to(inside)
    )


def system_search_path(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders of ``PATH`` that are the system's own, and those that the person adds to them.

    ``POLYLOOM_PROGRAM_FOLDERS`` adds folders, which come first.
    """
    added = _absolute(environment.get(PROGRAM_FOLDERS, ""))
    own = (each for each in search_path(environment) if str(each) in SYSTEM_FOLDERS)
    return (*added, *own)


def find_program(name: str, folders: Iterable[Path], environment: Mapping[str, str]) -> Path | None:
    """The path of a program in the first of the folders that has it, None where none does.

    ``environment`` gives the endings of programs (``PATHEXT``) on systems that have some. A name
    that is a path is found nowhere.
    """
    if not is_bare_name(name):
        return None
    for folder in folders:
        for ending in _endings(environment):
            path = folder / f"{name}{ending}"
            if is_program(path):
                return path
    return None


def is_bare_name(word: str) -> bool:
    """Whether a word names a program without a path."""
    return bool(word) and "\0" not in word and word not in (".", "..") and Path(word).name == word


def is_program(path: Path) -> bool:
    """Whether a file is there that may be run."""
    try:
        return path.is_file() and os.access(path, os.X_OK)
    except (OSError, ValueError):
        return False


def _absolute(folders: str) -> tuple[Path, ...]:
    paths = (Path(each) for each in folders.split(os.pathsep) if each)
    return tuple(dict.fromkeys(path for path in paths if path.is_absolute()))


def _endings(environment: Mapping[str, str]) -> tuple[str, ...]:
    return ("", *filter(None, environment.get("PATHEXT", "").lower().split(os.pathsep)))
