"""Who made translations, as git knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polyloom.model import EntryKey
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.stages.reviewed_texts import ReviewedText
from polyloom.workspace.files import read
from polyloom.workspace.git import line_authors
from polyloom.workspace.paths import catalog_path


def translators_of(
    project: Project, texts: Sequence[ReviewedText], here: str
) -> Mapping[tuple[str, EntryKey], str]:
    """Who wrote the last line of each translation, by its document's path and its entry's key.

    A line that is in no commit yet was written ``here``, by the person at the machine. Nothing is
    said of a file that git does not have.
    """
    found: dict[tuple[str, EntryKey], str] = {}
    lines: dict[str, tuple[Sequence[str], Sequence[str]]] = {}
    for text in texts:
        entry = text.status.entry
        if entry is None or not entry.line:
            continue
        name = catalog_name(text.file.path, project.catalogs.grouping)
        path = catalog_path(text.locale, name)
        if path not in lines:
            content = read(project.root, path).decode("utf-8", "replace")
            lines[path] = (content.split("\n"), line_authors(project.root, path))
        content_lines, authors = lines[path]
        last = _last_line(content_lines, entry.line - 1)
        if last < len(authors):
            found[text.file.path, entry.key] = authors[last] or here
    return found


def _last_line(content: Sequence[str], line: int) -> int:
    """The index of the last line of the entry whose msgid stands at ``line``."""
    while line + 1 < len(content) and content[line + 1].strip():
        line += 1
    return line
