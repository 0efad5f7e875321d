"""What stages would write, without writing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from polyloom.catalogs.reading import read_catalog
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.stages.loading import load_catalog, load_template
from polyloom.workspace.files import read_if_there
from polyloom.workspace.paths import template_path


@dataclass(frozen=True, slots=True)
class Preview:
    """The files that would be written, by path, so that the next stage finds them."""

    files: dict[str, bytes] = field(default_factory=dict)

    def save(self, root: Path, relative: str, data: bytes) -> bool:
        """Take note of a file; whether it would have to be written."""
        self.files[relative] = data
        return read_if_there(root, relative) != data

    def template(self, project: Project, name: str) -> Catalog:
        """A template as it would be. Raises UserError."""
        path = template_path(name)
        data = self.files.get(path)
        return load_template(project, name) if data is None else read_catalog(data, path)


def preview_catalog(
    project: Project, locale: str, name: str, change: Callable[[Catalog | None], Catalog]
) -> bool:
    """Whether ``change`` would make another catalog. Raises UserError."""
    loaded = load_catalog(project, locale, name)
    old = loaded.catalog if loaded else None
    return change(old) != old
