"""A new project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.project.configuration import load_project
from polyloom.system_reasons import system_reason
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, write_over
from polyloom.workspace.git import ATTRIBUTES, attribute_lines
from polyloom.workspace.ownership import make_folders
from polyloom.workspace.paths import BUILD, CONFIGURATION, LOCALES, SOURCE, STATE
from polyloom.workspace.temporary_files import UNFINISHED_FILES

# What can be rebuilt stays out of git, and so does what Poedit compiles beside a catalog.
_IGNORED = (f"/{STATE}/", f"/{BUILD}/", UNFINISHED_FILES, f"/{LOCALES}/**/*.mo")
_GITIGNORE = ".gitignore"


class InitReport(Struct, frozen=True):
    """The project's folder, and what was made in it (paths from there)."""

    root: Path
    made: tuple[str, ...]


def make_project(folder: Path, source_locale: str, locales: Sequence[str], name: str) -> InitReport:
    """Make a project in ``folder``; what is there already stays as it is.

    The locales are canonical names. Raises ConfigurationError where there is a project already.
    """
    if os.path.lexists(folder / CONFIGURATION):
        raise ConfigurationError(
            message("there is a project here already"),
            where=str(folder / CONFIGURATION),
            remedy=message("add languages with polyloom new-locale"),
        )
    try:
        make_folders(str(folder), str(folder.parent))
        for inner in (SOURCE, LOCALES):
            make_folders(str(folder / inner), str(folder))
    except OSError as error:
        raise UserError(
            message("cannot make a folder: {reason}", reason=system_reason(error)),
            where=str(error.filename or folder),
            remedy=message("choose another folder, or make this one accessible"),
        ) from None
    made = [CONFIGURATION, f"{SOURCE}/", f"{LOCALES}/"]
    _write(folder, CONFIGURATION, _configuration(source_locale, locales, name).encode(), None)
    for settings, lines in ((_GITIGNORE, _IGNORED), (ATTRIBUTES, attribute_lines(LOCALES))):
        if _add_lines(folder, settings, lines):
            made.append(settings)
    load_project(folder)
    return InitReport(folder, tuple(made))


def _configuration(source_locale: str, locales: Sequence[str], name: str) -> str:
    listed = ", ".join(f'"{locale}"' for locale in locales)
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'''# What each key means: docs/reference/configuration.md of Polyloom.
name = "{quoted}"
source_locale = "{source_locale}"
locales = [{listed}]

[build]
minimum_state = "translated"    # or "draft"
minimum_coverage = 0.8          # share of words, under which a document is not published

[pretranslation]
engines = ["memory"]            # in order; nothing that needs a network unless named here
'''


def _add_lines(folder: Path, path: str, wanted: Sequence[str]) -> bool:
    """Add lines that a file does not have yet; whether it had to be written."""
    data = read_if_there(folder, path)
    old = data or b""
    lines = old.decode("utf-8", errors="replace").splitlines()
    missing = [line for line in wanted if line not in lines]
    if not missing:
        return False
    gap = b"" if not old or old.endswith(b"\n") else b"\n"
    new = old + gap + "".join(f"{line}\n" for line in missing).encode()
    return _write(folder, path, new, data)


def _write(folder: Path, path: str, data: bytes, expected: bytes | None) -> bool:
    """Write a file of which ``expected`` was read. Raises UserError."""
    try:
        return write_over(folder, path, data, expected=expected)
    except ChangedMeanwhileError:
        raise UserError(
            message("another program has just written it"),
            where=path,
            remedy=message("run the command again"),
        ) from None
