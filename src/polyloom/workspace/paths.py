"""Where things lie in a project, relative to its root, with ``/`` on every system."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from polyloom.errors import UserError
from polyloom.messages import message

CONFIGURATION = "polyloom.toml"
SOURCE = "source"
LOCALES = "locales"
REWORDINGS = "locales/rewordings.jsonl"
BUILD = "build"
STATE = ".polyloom"
DRAFTS = f"{STATE}/drafts"
ANSWERS = f"{STATE}/answers.sqlite"
# Where review sheets are written that nobody wants elsewhere: not below ``build/``, which is
# published.
SHEETS = f"{STATE}/sheets"


def template_path(name: str) -> str:
    """The template of the document ``name`` (its path under ``source/`` without the suffix)."""
    return f"{LOCALES}/{name}.pot"


def catalog_folder(locale: str) -> str:
    """The folder that holds a locale's catalogs, as gettext lays them out."""
    return f"{LOCALES}/{locale}/LC_MESSAGES"


def catalog_path(locale: str, name: str) -> str:
    """The catalog of the document ``name`` in a locale."""
    return f"{catalog_folder(locale)}/{name}.po"


def catalog_name_at(locale: str, path: str) -> str:
    """The name of the catalog that a path of a locale is of, as ``catalog_path`` makes it.

    >>> catalog_name_at("es", catalog_path("es", "guide/intro"))
    'guide/intro'
    """
    return path.removeprefix(f"{catalog_folder(locale)}/").removesuffix(".po")


def reviews_folder(locale: str) -> str:
    """The folder that holds a locale's ledgers."""
    return f"{LOCALES}/{locale}/reviews"


def ledger_path(locale: str, name: str) -> str:
    """The ledger of the reviews of the document ``name`` in a locale."""
    return f"{reviews_folder(locale)}/{name}.jsonl"


def output_path(locale: str, name: str, suffix: str) -> str:
    """An output of the document ``name`` in a locale; ``suffix`` begins with a dot."""
    return f"{BUILD}/{locale}/{name}{suffix}"


def drafts_path(locale: str, name: str) -> str:
    """What is kept of the drafts in a catalog."""
    return f"{DRAFTS}/{locale}/{name}.json"


def edit_path(locale: str, name: str) -> str:
    """Where a translation stands while somebody edits it; ``name`` is one for each entry."""
    return f"{STATE}/edits/{locale}/{name}.txt"


def progress_path() -> str:
    """What the review page has counted."""
    return f"{STATE}/review/progress.json"


def sheet_path(locale: str, path: str) -> str:
    """The review sheet of a document, by its path under ``source/``, below the sheets' folder.

    With its suffix, which tells two documents with one name apart.
    """
    return f"{locale}/{path}.html"


def path_inside(root: Path, relative: str) -> Path:
    """The absolute path of something in the project.

    Raises UserError where the path, or a symbolic link on it, leads out of the project.
    """
    return Path(text_path_inside(root, relative))


def text_path_inside(root: Path, relative: str) -> str:
    """Like ``path_inside``, as text: for those who ask for every file of a project.

    A folder is looked at for its first file in a run, and is then taken to stay what it is.
    """
    place = f"{os.fspath(root)}/{relative}"
    if not _may_lead_outside(root, relative, place):
        return place
    path = os.path.join(root, relative)
    # A link that leads back to itself stays as it is here, and is found when it is opened.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise UserError(
            message("leads out of the project"),
            where=relative,
            remedy=message("copy the file into the project instead of linking to it"),
        )
    return path


def _may_lead_outside(root: Path, relative: str, place: str) -> bool:
    """Whether a path may lead out of the root: it is absolute, goes up, or has a link on it.

    Looking at the links below the root takes a tenth of the time of resolving the whole path, which
    is what every file of a large project would wait for.
    """
    folder, _, name = relative.rpartition("/")
    return (
        relative.startswith("/")
        or (os.sep != "/" and (os.sep in relative or ":" in relative))
        or _leads_elsewhere(name, place)
        or _folder_may_lead_outside(root, folder)
    )


@lru_cache(maxsize=1024)
def _folder_may_lead_outside(root: Path, folder: str) -> bool:
    place = os.fspath(root)
    for part in folder.split("/") if folder else ():
        place = f"{place}/{part}"
        if _leads_elsewhere(part, place):
            return True
    return False


def _leads_elsewhere(part: str, place: str) -> bool:
    """Whether a part of a path, which leads to ``place``, is ``..`` or a symbolic link.

    Windows has junctions besides, which Python knows from 3.12 on.
    """
    is_junction = getattr(os.path, "isjunction", None)
    return part == ".." or os.path.islink(place) or bool(is_junction and is_junction(place))
