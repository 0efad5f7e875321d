"""``build/.manifest.json``: which files under ``build/`` builds wrote, and what they hold.

It has no dates and is sorted, so that a build that changes nothing leaves it as it is. Whoever can
write into the project can write it: what it says is believed only of files below a locale's folder,
and only as far as their digests agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.project import Project
from polyloom.workspace.files import read_if_there, write_derived
from polyloom.workspace.paths import BUILD

MANIFEST = f"{BUILD}/.manifest.json"

# Names of files need not be text.
_in_ascii = json.JSONEncoder(ensure_ascii=True).encode
_DIGEST = re.compile("[0-9a-f]{64}")
_NOT_IN_NAMES = re.compile("[\\\\:\0]")


class ManifestEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One output: the document that it is of, by its path under ``source/``, and its digest."""

    document: str
    sha256: str


# Entries by the outputs' paths from the project's root.
Manifest = Mapping[str, ManifestEntry]


def locale_of_output(path: str) -> str:
    """The locale that an output is in, by its path from the project's root.

    >>> locale_of_output("build/pt_BR/guide/intro.html")
    'pt_BR'
    """
    return path.split("/")[1]


def load_manifest(project: Project) -> tuple[Manifest, tuple[UserError, ...]]:
    """What earlier builds wrote, and what is wrong with the file, which the next one makes anew."""
    try:
        data = read_if_there(project.root, MANIFEST)
        if data is None:
            return {}, ()
        entries = msgspec.convert(json.loads(data), dict[str, ManifestEntry])
    except UserError as error:
        return {}, (error,)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return {}, (
            _damaged(message("it is damaged, so that outputs of earlier builds cannot be told")),
        )
    ours = {
        path: entry
        for name, entry in entries.items()
        if _is_output(path := f"{BUILD}/{name}", entry)
    }
    if len(ours) == len(entries):
        return ours, ()
    return ours, (
        _damaged(message("it names files that no build has written; they stay as they are")),
    )


def is_manifest(project: Project, entries: Manifest) -> bool:
    """Whether the file has exactly those entries, as ``save_manifest`` writes them."""
    if not entries:
        return False
    try:
        return read_if_there(project.root, MANIFEST) == _written(entries).encode("ascii")
    except UserError:
        return False


def save_manifest(project: Project, entries: Manifest) -> None:
    """Write the manifest where it changes. Raises UserError where it cannot be written.

    Where nothing has ever been built, there is none.
    """
    if not entries and read_if_there(project.root, MANIFEST) is None:
        return
    write_derived(project.root, MANIFEST, _written(entries).encode("ascii"))


def _written(entries: Manifest) -> str:
    """The manifest as JSON, as Python's encoder indents it, which takes five times as long."""
    by_name = sorted((path.removeprefix(f"{BUILD}/"), entry) for path, entry in entries.items())
    said = ",\n".join(
        f' {_in_ascii(name)}: {{\n  "document": {_in_ascii(entry.document)},\n'
        f'  "sha256": {_in_ascii(entry.sha256)}\n }}'
        for name, entry in by_name
    )
    return f"{{\n{said}\n}}\n" if said else "{}\n"


def _damaged(what: str) -> UserError:
    remedy = message(
        "it is made anew; look through build/ for files that are not needed, or delete build/"
    )
    return UserError(what, where=MANIFEST, remedy=remedy)


def _is_output(path: str, entry: ManifestEntry) -> bool:
    """Whether a build can have written that: a file in a locale's folder, by a plain path."""
    _, *parts = path.split("/")
    return (
        len(parts) > 1
        and not any(part in ("", ".", "..") or _NOT_IN_NAMES.search(part) for part in parts)
        and not parts[0].startswith(".")
        and _DIGEST.fullmatch(entry.sha256) is not None
    )
