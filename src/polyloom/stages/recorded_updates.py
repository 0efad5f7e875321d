"""Updates of a locale's catalogs, of which the index knows some to change nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from polyloom.project.documents import CatalogFile
from polyloom.stages.locale_catalogs import LocaleCatalogs
from polyloom.stages.recorded_work import decoder, encoded, recalled_whole, record_whole
from polyloom.stages.work_inputs import update_inputs
from polyloom.workspace.paths import catalog_folder, drafts_path, template_path
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
        self._files = catalogs.templates.files
        self._done: list[WorkUnit] = []
        self._recorded: list[WorkUnit] = []
        # What is recorded of each update, by the catalog's name.
        self._rows: dict[str, bytes | None] = {}
        self._is_whole_known = False

    def recall(self, file: CatalogFile) -> Updated | None:
        """What the update of a catalog does again; None where that is not known."""
        if not self._index.is_used:
            return None
        if not self._rows:
            self._recall_whole()
        known = self._decoded(self._rows[file.name])
        if known is not None:
            return known
        alone = self._unit(file)
        row = self._index.recall(alone)
        if row is None and not self._done:
            row = self._index.recall(self._among_all(alone))
        known = self._decoded(row)
        self._rows[file.name] = None if known is None else row
        return known

    def _recall_whole(self) -> None:
        """Recall all updates, where neither a catalog nor a template nor kept drafts changed."""
        rows = recalled_whole(self._index, self._whole, len(self._files))
        self._rows = dict(zip((file.name for file in self._files), rows, strict=True))
        self._is_whole_known = None not in rows

    def record(self, file: CatalogFile, outcome: Updated) -> None:
        """Note the update of a catalog that needed no others, and that somebody else has done."""
        if not self._index.is_used:
            return
        unit = self._unit(file)
        self._done.append(unit)
        if not outcome.written:
            self._record(file, unit, outcome)

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
            self._record(file, unit, outcome)
        return outcome

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        if not self._index.is_used:
            return
        if self._rows and not self._is_whole_known:
            record_whole(self._index, self._whole, [*self._rows.values()], self._recorded)
        self._index.settle(self._done)

    def catalog_paths(self) -> Sequence[str]:
        """The paths of all catalogs of the locale, from the project's root."""
        project, folder = self._catalogs.project, catalog_folder(self._catalogs.locale)
        return self._index.files_in_locales(project.root, folder, ".po")

    def _record(self, file: CatalogFile, unit: WorkUnit, outcome: Updated) -> None:
        row = self._rows[file.name] = encoded(outcome)
        self._index.record(unit, row)
        self._recorded.append(unit)

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
        return self._index.group((*templates, *sorted(self.catalog_paths())))

    @cached_property
    def _whole(self) -> WorkUnit:
        locale = self._catalogs.locale
        names = [file.name for file in self._files]
        drafts = self._index.group(drafts_path(locale, name) for name in names)
        settings = self._settings + encoded(names)
        return WorkUnit("update all", locale, (), settings, (self._all, drafts))

    def _decoded(self, row: bytes | None) -> Updated | None:
        try:
            return None if row is None else self._decode(row)
        except msgspec.MsgspecError:
            return None
