"""Who made translations, as git knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import Entry, EntryKey
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.workspace.git import commit_of, file_at, line_authors
from polyloom.workspace.paths import catalog_path


class _CommittedCatalog(Struct, frozen=True):
    """A catalog as the last commit has it: its entries, its lines, and who wrote each of those."""

    entries: Mapping[EntryKey, Entry] = {}
    lines: Sequence[str] = ()
    authors: Sequence[str] = ()


def translators_of(
    project: Project, texts: Sequence[ReviewedText], here: str
) -> Mapping[tuple[str, EntryKey], str]:
    """Who wrote the last line of each translation, by its document's path and its entry's key.

    A translation that is in no commit was made ``here``, by the person at the machine. Nothing is
    said where there is no commit.
    """
    commit = commit_of(project.root, "HEAD") if texts else ""
    if not commit:
        return {}
    found: dict[tuple[str, EntryKey], str] = {}
    catalogs: dict[str, _CommittedCatalog] = {}
    for text in texts:
        entry = text.status.entry
        if entry is None:
            continue
        name = catalog_name(text.file.path, project.catalogs.grouping)
        path = catalog_path(text.locale, name)
        if path not in catalogs:
            catalogs[path] = _committed(project, commit, path)
        found[text.file.path, entry.key] = _translator(catalogs[path], entry) or here
    return found


def _committed(project: Project, commit: str, path: str) -> _CommittedCatalog:
    data = file_at(project.root, commit, path)
    if data is None:
        return _CommittedCatalog()
    try:
        entries = {entry.key: entry for entry in read_catalog(data, path).entries}
    except UserError:
        return _CommittedCatalog()
    lines = data.decode("utf-8", "replace").split("\n")
    return _CommittedCatalog(entries, lines, line_authors(project.root, commit, path))


def _translator(catalog: _CommittedCatalog, entry: Entry) -> str:
    """Who wrote the last line of an entry; empty where the commit has another translation."""
    known = catalog.entries.get(entry.key)
    if known is None or known.msgstr != entry.msgstr:
        return ""
    line = known.line - 1
    while line + 1 < len(catalog.lines) and catalog.lines[line + 1].strip():
        line += 1
    return catalog.authors[line] if line < len(catalog.authors) else ""
