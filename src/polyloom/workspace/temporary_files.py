"""Where files are written before they are moved into place, and how what is left of them goes.

They lie in the project's state folder, of which git is told nothing. Where a file cannot be moved
from there (another disk), or would get other rights there, they lie beside the file; the state
folder then has a list of the folders where that happened. The list and the names in the state
folder may be anybody's: only names of the form that is made here are ever removed.
"""

from __future__ import annotations

import contextlib
import os
from functools import lru_cache
from pathlib import Path

from polyloom.errors import UserError
from polyloom.late_patterns import late_pattern
from polyloom.workspace.ownership import give_to_project, inherits, make_folders
from polyloom.workspace.paths import STATE, text_path_inside
from polyloom.workspace.regular_files import all_bytes, open_regular

# What git is to ignore: where there is no state folder yet, they lie beside the file.
UNFINISHED_FILES = ".polyloom-*.tmp"

_FOLDER = f"{STATE}/unfinished"
_LIST = f"{_FOLDER}/folders"
_NAME = late_pattern(r"\.polyloom-[0-9a-f]{16}\.tmp")


def temporary_path(root: str, folder: str, *, beside: bool = False) -> str:
    """A path for a new file that is to be moved into ``folder``, which is made.

    ``beside`` asks for one in that very folder. Raises OSError.
    """
    if beside:
        with contextlib.suppress(OSError):
            _list(root, os.path.relpath(folder, root))
    place = folder if beside else _place(root, folder)
    return f"{place}/.polyloom-{os.urandom(8).hex()}.tmp"


def forget_places() -> None:
    """Look anew where temporary files can lie: folders have been removed."""
    _place.cache_clear()


def remove_strays(root: Path) -> None:
    """Remove what killed runs have left. What cannot be removed stays for the next run."""
    base = os.fspath(root)
    for folder in ("", _FOLDER, *_listed(root)):
        try:
            path = text_path_inside(root, folder) if folder else base
            strays = [entry.path for entry in os.scandir(path) if _NAME.fullmatch(entry.name)]
        except (OSError, UserError, ValueError):
            continue
        for stray in strays:
            with contextlib.suppress(OSError):
                os.unlink(stray)


@lru_cache(maxsize=1024)
def _place(root: str, folder: str) -> str:
    """The folder for files that are to be moved into ``folder``. Raises OSError."""
    make_folders(folder, root)
    if not os.path.isdir(f"{root}/{STATE}"):
        return folder
    place = f"{root}/{_FOLDER}"
    with contextlib.suppress(OSError):
        if not os.path.islink(f"{root}/{STATE}") and not os.path.islink(place):
            make_folders(place, root)
            is_same_disk = os.stat(place).st_dev == os.stat(folder).st_dev
            if is_same_disk and not inherits(folder) and not inherits(place):
                return place
            _list(root, os.path.relpath(folder, root))
    return folder


def _list(root: str, folder: str) -> None:
    listed = f"{root}/{_LIST}"
    handle = open_regular(listed, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        give_to_project(handle, root)
        if folder not in _listed(Path(root)):
            os.write(handle, os.fsencode(folder.replace(os.sep, "/")) + b"\0")
    finally:
        os.close(handle)


def _listed(root: Path) -> list[str]:
    try:
        data = all_bytes(text_path_inside(root, _LIST))
    except (OSError, UserError):
        return []
    return [os.fsdecode(part) for part in data.split(b"\0") if part]
