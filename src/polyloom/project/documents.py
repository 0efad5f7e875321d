"""Which documents a project has."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats import FORMATS, format_for
from polyloom.project import Grouping
from polyloom.workspace.paths import SOURCE, path_inside

# How the names of hidden files and of editors' copies begin and end.
_PASSED_OVER = (".", "#", "~")
_BACKUPS = ("~", ".bak", ".swp")
# The catalog of several documents.
_SHARED = "messages"


class DocumentFile(Struct, frozen=True):
    """A file under ``source/``: its path there, its name (the path without suffix), its format."""

    path: str
    name: str
    format: str

    @property
    def relative(self) -> str:
        """The path from the project's root."""
        return f"{SOURCE}/{self.path}"


class CatalogFile(Struct, frozen=True):
    """What has one template, and one catalog in each locale: documents, in order of their paths.

    ``name`` is the path of the template under ``locales/`` and of the catalogs in their folders,
    without the suffix.
    """

    name: str
    documents: tuple[DocumentFile, ...]


class FoundDocuments(Struct, frozen=True):
    """The documents of a project in order of their paths, and what stands in the way of others.

    ``passed_over`` are files for which there is no format, ``left_out`` what the problems are
    about: files, and folders with ``/`` at the end, by their path under ``source/``.
    """

    documents: tuple[DocumentFile, ...]
    problems: tuple[UserError, ...] = ()
    passed_over: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def document_name(path: str) -> str:
    """The path of a document without its suffix.

    >>> document_name("v1.2/guide.md"), document_name("v1.2/README")
    ('v1.2/guide', 'v1.2/README')
    """
    name, _, suffix = path.rpartition(".")
    return path if not name or "/" in suffix else name


def catalog_name(path: str, grouping: Grouping) -> str:
    """The name of the catalog that has the texts of a document, given by its path.

    A shared catalog is called ``messages``, as the only one of a program is by gettext's custom.

    >>> [catalog_name("guide/intro.md", grouping) for grouping in Grouping]
    ['guide/intro', 'guide/messages', 'messages']
    """
    if grouping is Grouping.DOCUMENT:
        return document_name(path)
    folder = path.rpartition("/")[0] if grouping is Grouping.FOLDER else ""
    return f"{folder}/{_SHARED}" if folder else _SHARED


def catalog_files(documents: Iterable[DocumentFile], grouping: Grouping) -> tuple[CatalogFile, ...]:
    """The catalogs of documents, in the order of the first document of each.

    No two have the same name, as no two documents have.
    """
    groups: dict[str, list[DocumentFile]] = defaultdict(list)
    for document in documents:
        groups[catalog_name(document.path, grouping)].append(document)
    return tuple(CatalogFile(name, tuple(group)) for name, group in groups.items())


def find_documents(root: Path) -> FoundDocuments:
    """Look through ``source/``; hidden files and editors' backups are no documents.

    Two documents that would share one catalog are both left out, with a problem each; so is what
    leads out of the project.
    """
    folder = root / SOURCE
    if not folder.is_dir():
        missing = UserError(
            "there is no folder for documents", where=SOURCE, remedy="make it: mkdir source"
        )
        return FoundDocuments((), (missing,), left_out=(SOURCE,))
    by_name: dict[str, list[DocumentFile]] = defaultdict(list)
    problems: list[UserError] = []
    passed_over: list[str] = []
    for path, linked in sorted(_files(folder, "", problems)):
        try:
            if linked:
                path_inside(root, f"{SOURCE}/{path}")
        except UserError as error:
            problems.append(error)
            continue
        format_ = format_for(PurePosixPath(path))
        if format_ is None:
            passed_over.append(f"{SOURCE}/{path}")
        else:
            name = document_name(path)
            by_name[name].append(DocumentFile(path, name, format_))
    for documents in by_name.values():
        problems += _shared_catalogs(documents)
    single = tuple(documents[0] for documents in by_name.values() if len(documents) == 1)
    left_out = tuple(dict.fromkeys(each.where.removeprefix(f"{SOURCE}/") for each in problems))
    return FoundDocuments(single, tuple(problems), tuple(passed_over), left_out)


def _shared_catalogs(documents: list[DocumentFile]) -> Iterator[UserError]:
    """A problem for each of several documents with one name."""
    for document in documents[1:]:
        yield _shares(document, documents[0])
    if len(documents) > 1:
        yield _shares(documents[0], documents[1])


def _shares(document: DocumentFile, other: DocumentFile) -> UserError:
    return UserError(
        f"it would share the catalog {document.name}.po with {other.relative}",
        where=document.relative,
        remedy="rename one of them",
    )


def has_documents(root: Path, name: str, grouping: Grouping) -> bool:
    """Whether ``source/`` has a file, readable or not, that the catalog ``name`` would be of."""
    path = root / SOURCE / name
    if grouping is Grouping.PROJECT or not path.parent.is_dir():
        return name == _SHARED
    if grouping is Grouping.FOLDER and path.name == _SHARED:
        return any(each.is_file() for each in path.parent.iterdir())
    return any(each.stem == path.name for each in path.parent.iterdir())


def known_suffixes() -> str:
    """The suffixes of documents, for messages."""
    return ", ".join(suffix for row in FORMATS.values() for suffix in row.suffixes)


def _files(folder: str | Path, below: str, problems: list[UserError]) -> Iterator[tuple[str, bool]]:
    """Paths of files in ``folder`` behind ``below``, with ``/``, and whether each is a link.

    Links to folders are not followed, but named. A folder that cannot be looked into is added to
    ``problems``.
    """
    try:
        entries = os.scandir(folder)
    except OSError as error:
        problems.append(
            UserError(
                f"cannot look into it: {(error.strerror or str(error)).lower()}",
                where=f"{SOURCE}/{below}",
                remedy="make it accessible to you (chmod, or ask its owner)",
            )
        )
        return
    with entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    yield from _files(entry.path, f"{path}/", problems)
            elif not entry.name.startswith(_PASSED_OVER) and not entry.name.endswith(_BACKUPS):
                yield path, entry.is_symlink()
