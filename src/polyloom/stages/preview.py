"""What stages would write, without writing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field

from polyloom.project import Project
from polyloom.stages.loading import template_data
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import template_path


class Preview(Struct, frozen=True):
    """The files that would be written, by path, so that the next stage finds them."""

    files: dict[str, bytes] = field(default_factory=dict)

    def save(self, root: Path, relative: str, data: bytes) -> bool:
        """Take note of a file; whether it would have to be written."""
        self.files[relative] = data
        return read_if_there(root, relative) != data

    def template(self, project: Project, name: str) -> bytes:
        """The bytes of a template as it would be. Raises UserError."""
        data = self.files.get(template_path(name))
        return template_data(project, name) if data is None else data


def preview_rewrite(
    project: Project, path: str, change: Callable[[bytes | None], bytes | None]
) -> bool:
    """Whether ``change`` would make another file. Raises UserError."""
    return change(read_if_there(project.root, path)) is not None
