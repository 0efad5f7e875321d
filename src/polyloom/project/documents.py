"""Which documents a project has."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats import FORMATS, format_for
from polyloom.messages import message
from polyloom.project import Grouping
from polyloom.project.file_names import composed, name_fault, portability_faults, shown
from polyloom.workspace.fault_sentences import fault_sentence
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
    about: files, and folders with ``/`` at the end, by their path under ``source/``. ``warnings``
    are about names that other systems cannot hold, or take for one.
    """

    documents: tuple[DocumentFile, ...]
    problems: tuple[UserError, ...] = ()
    passed_over: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[UserError, ...] = ()


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
    leads out of the project, and what has a name that cannot stand in a catalog.
    """
    if (nothing := _without_folder(root)) is not None:
        return nothing
    by_name: dict[str, list[DocumentFile]] = defaultdict(list)
    faults: list[tuple[str, UserError]] = []
    passed_over: list[str] = []
    files = sorted(_files(root / SOURCE, faults))
    faults.sort(key=lambda fault: fault[0])
    for path, linked in files:
        try:
            if linked:
                path_inside(root, f"{SOURCE}/{path}")
        except UserError as error:
            faults.append((path, error))
            continue
        format_ = format_for(PurePosixPath(path))
        if format_ is None:
            passed_over.append(f"{SOURCE}/{path}")
        else:
            name = document_name(path)
            by_name[name].append(DocumentFile(path, name, format_))
    for documents in by_name.values():
        faults += _shared_catalogs(documents)
    single = tuple(documents[0] for documents in by_name.values() if len(documents) == 1)
    return FoundDocuments(
        single,
        tuple(error for _, error in faults),
        tuple(passed_over),
        tuple(dict.fromkeys(path for path, _ in faults)),
        tuple(_warnings(single)),
    )


def _without_folder(root: Path) -> FoundDocuments | None:
    """Nothing found, with the reason, where ``source/`` is no folder; else None."""
    try:
        is_there = stat.S_ISDIR((root / SOURCE).stat().st_mode)
    except FileNotFoundError:
        is_there = False
    except OSError as error:
        return FoundDocuments((), (fault_sentence(error, message("cannot look into it"), SOURCE),))
    if is_there:
        return None
    missing = UserError(
        message("there is no folder for documents"),
        where=SOURCE,
        remedy=message("make it: mkdir source"),
    )
    return FoundDocuments((), (missing,), left_out=(SOURCE,))


def _warnings(documents: Sequence[DocumentFile]) -> Iterator[UserError]:
    """What other systems make of the names of documents and of their catalogs."""
    yield from portability_faults(document.relative for document in documents)
    names: dict[str, DocumentFile] = {}
    for document in documents:
        first = names.setdefault(composed(document.name).casefold(), document)
        if first is document:
            continue
        same_file = composed(document.path).casefold() == composed(first.path).casefold()
        if not same_file:
            yield UserError(
                message(
                    "on Windows and macOS its catalog is one with that of {relative}",
                    relative=first.relative,
                ),
                where=document.relative,
                remedy=message("rename one of them"),
            )


def _shared_catalogs(documents: list[DocumentFile]) -> Iterator[tuple[str, UserError]]:
    """The path of each of several documents with one name, and the problem with it."""
    for document in documents[1:]:
        yield document.path, _shares(document, documents[0])
    if len(documents) > 1:
        yield documents[0].path, _shares(documents[0], documents[1])


def _shares(document: DocumentFile, other: DocumentFile) -> UserError:
    return UserError(
        message(
            "it would share the catalog {name}.po with {relative}",
            name=document.name,
            relative=other.relative,
        ),
        where=document.relative,
        remedy=message("rename one of them"),
    )


def has_documents(root: Path, name: str, grouping: Grouping) -> bool:
    """Whether ``source/`` has a file, readable or not, that the catalog ``name`` would be of.

    A folder that cannot be looked into may have one.
    """
    if grouping is Grouping.PROJECT:
        return name == _SHARED
    path = root / SOURCE / name
    try:
        with os.scandir(path.parent) as entries:
            if grouping is Grouping.FOLDER and path.name == _SHARED:
                return any(not entry.is_dir(follow_symlinks=False) for entry in entries)
            return any(document_name(entry.name) == path.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return name == _SHARED
    except OSError:
        return True


def known_suffixes() -> str:
    """The suffixes of documents, for messages."""
    return ", ".join(suffix for row in FORMATS.values() for suffix in row.suffixes)


def _files(source: Path, faults: list[tuple[str, UserError]]) -> Iterator[tuple[str, bool]]:
    """Paths of files below ``source``, with ``/``, and whether each is a link.

    Links to folders are not followed, but named. What cannot be looked into, or has a name that
    no document can have, is added to ``faults``, a folder with ``/`` at its end.
    """
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(source / below) as entries:
                found = [
                    (each.name, each.is_dir(follow_symlinks=False), each.is_symlink())
                    for each in entries
                ]
        except OSError as error:
            where = shown(f"{SOURCE}/{below}")
            faults.append((below, fault_sentence(error, message("cannot look into it"), where)))
            continue
        for name, is_folder, is_link in found:
            path = f"{below}{name}/" if is_folder else f"{below}{name}"
            if name.startswith("." if is_folder else _PASSED_OVER):
                continue
            if not is_folder and name.endswith(_BACKUPS):
                continue
            if fault := name_fault(f"{SOURCE}/{path}"):
                faults.append((path, fault))
            elif is_folder:
                folders.append(path)
            else:
                yield path, is_link
