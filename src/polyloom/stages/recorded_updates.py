"""Updates of a locale's catalogs, of which the index knows some to change nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from polyloom.project.documents import CatalogFile
from polyloom.stages.locale_catalogs import LocaleCatalogs
from polyloom.stages.recorded_work import decoder, encoded
from polyloom.stages.work_inputs import update_inputs
from polyloom.workspace.paths import catalog_folder, template_path
from polyloom.workspace.work_index import FileGroup, WorkIndex, WorkUnit


class _Updated(Protocol):
    @property
    def written(self) -> bool: ...


Updated = TypeVar("Updated", bound=_Updated)


class RecordedUpdates(Generic[Updated]):
    """The updates of a locale's catalogs, one after the other.

    An update that changed nothing changes nothing again, as long as the template, the catalog and
    its kept drafts stay. One that looked for texts in the locale's other catalogs depends on all of
    those, too: it is not taken for done once another one has been worked on in this run.
    """

    def __init__(
        self,
        index: WorkIndex,
        catalogs: LocaleCatalogs,
        update: Callable[[CatalogFile], Updated],
        result: type[Updated],
        settings: bytes,
    ) -> None:
        self._index = index
        self._catalogs = catalogs
        self._update = update
        self._decode: Callable[[bytes], Updated] = decoder(result)
        self._settings = settings
        self._done: list[WorkUnit] = []

    def recall(self, file: CatalogFile) -> Updated | None:
        """What the update of a catalog does again; None where that is not known."""
        if not self._index.is_used:
            return None
        alone = self._unit(file)
        known = self._recalled(alone)
        if known is None and not self._done:
            known = self._recalled(self._among_all(alone))
        return known

    def record(self, file: CatalogFile, outcome: Updated) -> None:
        """Note the update of a catalog that needed no others, and that somebody else has done."""
        if not self._index.is_used:
            return
        unit = self._unit(file)
        self._done.append(unit)
        if not outcome.written:
            self._index.record(unit, encoded(outcome))

    def update(self, file: CatalogFile) -> Updated:
        """What the update of a catalog did, or does again. Raises UserError."""
        if not self._index.is_used:
            return self._update(file)
        if (known := self.recall(file)) is not None:
            return known
        alone = self._unit(file)
        among_all = self._among_all(alone)
        self._done.append(among_all)
        before = self._catalogs.times_asked
        outcome = self._update(file)
        if not outcome.written:
            has_looked_around = self._catalogs.times_asked > before
            unit = among_all if has_looked_around else alone
            self._index.record(unit, encoded(outcome))
        return outcome

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        if self._index.is_used:
            self._index.settle(self._done)

    def catalog_paths(self) -> Sequence[str]:
        """The paths of all catalogs of the locale, from the project's root."""
        project, folder = self._catalogs.project, catalog_folder(self._catalogs.locale)
        return self._index.files_in_locales(project.root, folder, ".po")

    def _unit(self, file: CatalogFile) -> WorkUnit:
        inputs = tuple(update_inputs((self._catalogs.locale, file)))
        title = f"{self._catalogs.locale} {file.name}"
        return WorkUnit("update", title, inputs, self._settings)

    def _among_all(self, alone: WorkUnit) -> WorkUnit:
        return replace(alone, stage="update among all", groups=(self._all,))

    @cached_property
    def _all(self) -> FileGroup:
        """All templates, and all catalogs of the locale."""
        templates = [template_path(file.name) for file in self._catalogs.templates.files]
        return FileGroup((*templates, *sorted(self.catalog_paths())))

    def _recalled(self, unit: WorkUnit) -> Updated | None:
        data = self._index.recall(unit)
        try:
            return None if data is None else self._decode(data)
        except msgspec.MsgspecError:
            return None
