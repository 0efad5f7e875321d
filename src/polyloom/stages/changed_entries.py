"""Which findings are about what has changed since a version in git."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.model import Entry, EntryKey, Finding
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.workspace.files import read_if_there
from polyloom.workspace.git import commit_of, file_at


def findings_since(
    project: Project, findings: Sequence[Finding], revision: str
) -> tuple[Finding, ...]:
    """The findings about entries that the revision does not have as they are.

    What is said of a whole catalog counts as changed where its file did. Raises ConfigurationError
    where git knows no such revision.
    """
    commit = commit_of(project.root, revision)
    if not commit:
        raise ConfigurationError(
            message("git knows no revision “{revision}” here", revision=revision),
            remedy=message("give --since a branch, a tag or a commit: main"),
        )
    paths = {finding.path for finding in findings}
    changed = {path: _changed_lines(project, path, commit) for path in paths}
    return tuple(finding for finding in findings if finding.line in changed[finding.path])


def _changed_lines(project: Project, path: str, commit: str) -> frozenset[int]:
    """The lines of entries that the commit has not as they are, and of the header if any is."""
    before, now = file_at(project.root, commit, path), read_if_there(project.root, path)
    if now is None or now == before:
        return frozenset()
    known = _entries(before or b"", path)
    entries = _entries(now, path).values()
    changed = {entry.line for entry in entries if _text(known.get(entry.key)) != _text(entry)}
    return frozenset({0, 1, *changed})


def _entries(data: bytes, path: str) -> dict[EntryKey, Entry]:
    try:
        return {entry.key: entry for entry in read_catalog(data, path).entries}
    except UserError:
        return {}


def _text(entry: Entry | None) -> object:
    """What the checks look at: the translation, and whether it is a draft."""
    return None if entry is None else (entry.msgid_plural, entry.msgstr, entry.is_fuzzy)
