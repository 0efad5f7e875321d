"""The templates of a project's catalogs, for a run that needs some of them, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import Catalog, EntryKey
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import read_template

# Gives the bytes of a template by its name. Raises UserError.
ReadTemplate = Callable[[Project, str], bytes]


class ProjectTemplates(Struct):
    """The templates of the catalogs ``files``.

    ``are_complete`` is false where documents had to be left out: then not every text of the
    project is in the templates. ``_keys`` are those of all entries by template, once asked for.
    """

    project: Project
    files: Sequence[CatalogFile]
    read: ReadTemplate
    are_complete: bool
    _keys: Mapping[str, Set[EntryKey]] | None = None
    _names: Set[str] | None = None

    def has(self, name: str) -> bool:
        """Whether there is a catalog called ``name``."""
        if self._names is None:
            self._names = frozenset(file.name for file in self.files)
        return name in self._names

    def data(self, name: str) -> bytes:
        """The bytes of a template. Raises UserError."""
        return self.read(self.project, name)

    def template(self, name: str) -> Catalog:
        """A template. Raises UserError."""
        return read_template(self.data(name), name)

    def keys_of(self, name: str) -> Set[EntryKey]:
        """The keys of a template's entries. Raises UserError."""
        return {entry.key for entry in self.template(name).entries}

    def keys(self) -> Mapping[str, Set[EntryKey]] | None:
        """The keys of all entries by template; None where some texts are not known."""
        if not self.are_complete:
            return None
        if self._keys is None:
            try:
                self._keys = {file.name: self.keys_of(file.name) for file in self.files}
            except UserError:
                return None
        return self._keys
