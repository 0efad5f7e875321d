"""What stages would write, without writing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, field

from polyloom.model import Catalog
from polyloom.po.line_ends import with_line_feeds
from polyloom.project import Project
from polyloom.stages.catalog_rewriting import FileChange, Outcome
from polyloom.stages.inputs import template_data
from polyloom.stages.regrouping.removal import remove_nothing
from polyloom.stages.update import FileAccess
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import template_path


class DryRun(Struct, frozen=True):
    """The templates that would be written, by path: the next stage reads them from here."""

    files: dict[str, bytes] = field(default_factory=dict)

    def save(self, root: Path, relative: str, data: bytes) -> bool:
        """Keep the bytes of a file; whether they are others than it has."""
        self.files[relative] = data
        return read_if_there(root, relative) != data

    def read_template(self, project: Project, name: str) -> bytes:
        """The bytes that the template ``name`` would have. Raises UserError."""
        data = self.files.get(template_path(name))
        return template_data(project, name) if data is None else data

    def access(self) -> FileAccess:
        """For an update that writes and removes nothing."""
        return FileAccess(
            self.read_template, change_nothing, remove_nothing, remember_nothing, sync_nothing
        )


def remember_nothing(project: Project, locale: str, name: str, catalog: Catalog) -> None:
    """Keep no drafts."""


def sync_nothing(root: Path, relative: Iterable[str]) -> None:
    """Wait for no disk."""


def change_nothing(
    project: Project, path: str, change: Callable[[bytes | None], FileChange[Outcome]]
) -> tuple[bool, Outcome]:
    """Whether ``change`` would make another file, and its outcome. Raises UserError."""
    old = read_if_there(project.root, path)
    data, outcome = change(None if old is None else with_line_feeds(old))
    return data is not None, outcome
