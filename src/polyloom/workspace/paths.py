"""Where things lie in a project, relative to its root, with ``/`` on every system."""

from __future__ import annotations

import os
from pathlib import Path

from polyloom.errors import UserError

CONFIGURATION = "polyloom.toml"
SOURCE = "source"
LOCALES = "locales"
BUILD = "build"
STATE = ".polyloom"


def template_path(name: str) -> str:
    """The template of the document ``name`` (its path under ``source/`` without the suffix)."""
    return f"{LOCALES}/{name}.pot"


def catalog_folder(locale: str) -> str:
    """The folder that holds a locale's catalogs, as gettext lays them out."""
    return f"{LOCALES}/{locale}/LC_MESSAGES"


def catalog_path(locale: str, name: str) -> str:
    """The catalog of the document ``name`` in a locale."""
    return f"{catalog_folder(locale)}/{name}.po"


def output_path(locale: str, name: str, suffix: str) -> str:
    """An output of the document ``name`` in a locale; ``suffix`` begins with a dot."""
    return f"{BUILD}/{locale}/{name}{suffix}"


def inside(root: Path, relative: str) -> Path:
    """The absolute path of something in the project.

    Raises UserError where the path, or a symbolic link on it, leads out of the project.
    """
    path = root / relative
    if _may_stray(root, relative) and not path.resolve().is_relative_to(root.resolve()):
        raise UserError(
            "leads out of the project",
            where=relative,
            remedy="copy the file into the project instead of linking to it",
        )
    return path


def _may_stray(root: Path, relative: str) -> bool:
    """Whether the path can lead anywhere else than it says: it is absolute, goes up, or has a link.

    Looking at the links below the root takes a tenth of the time of resolving the whole path, which
    is what every file of a large project would wait for.
    """
    if relative.startswith("/"):
        return True
    place = os.fspath(root)
    for part in relative.split("/"):
        place = f"{place}/{part}"
        if part == ".." or os.path.islink(place):  # noqa: PTH114  (a Path takes longer to make)
            return True
    return False
