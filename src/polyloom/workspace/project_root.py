"""Where the project is that a folder lies in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.workspace.paths import CONFIGURATION


class NoProjectError(ConfigurationError):
    """There is no ``polyloom.toml`` here or above."""


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds a ``polyloom.toml``."""
    try:
        is_folder = stat.S_ISDIR(start.stat().st_mode)
    except OSError:
        is_folder = False
    if not is_folder:
        raise ConfigurationError(
            message("there is no such folder"),
            where=str(start),
            remedy=message("look at what you gave to -C"),
        )
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        # Whatever has the name is meant; that it is no file is said when it is read.
        if os.path.lexists(candidate / CONFIGURATION):
            return candidate
    raise NoProjectError(
        message("there is no {configuration} here or above", configuration=CONFIGURATION),
        where=str(start),
        remedy=message("go to a project, name it with -C, or make one with polyloom init"),
    )
