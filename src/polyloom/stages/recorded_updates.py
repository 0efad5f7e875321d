"""Updates of a locale's catalogs, of which the index knows some to change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from polyloom.project.documents import CatalogFile
from polyloom.stages.complete_catalogs import record_complete
from polyloom.stages.locale_catalogs import LocaleCatalogs
from polyloom.stages.recorded_texts import RecordedTexts
from polyloom.stages.recorded_work import decoder, encoded, recalled_whole, record_whole
from polyloom.stages.work_inputs import update_inputs
from polyloom.workspace.paths import catalog_folder, drafts_path, template_path
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import FileGroup, WorkIndex, WorkUnit


class _Updated(Protocol):
    @property
    def written(self) -> bool: ...

    @property
    def is_complete(self) -> bool: ...


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
        self._texts: RecordedTexts | None = None
        self._done: list[WorkUnit] = []
        self._places = {file.name: place for place, file in enumerate(self._files)}
        self._before: KnownParts | None = None
        # What is recorded of each update, by its catalog's place; of which some depend on all.
        self._rows: list[bytes | None] = []
        self._among_all_places: set[int] = set()
        self._recorded: dict[int, WorkUnit] = {}

    def recall(self, file: CatalogFile) -> Updated | None:
        """What the update of a catalog does again; None where that is not known."""
        if not self._index.is_used:
            return None
        if self._before is None:
            self._recall_whole()
        place = self._places[file.name]
        known = self._decoded(self._rows[place])
        if known is not None:
            return known
        alone = self._unit(file)
        row = self._index.recall(alone)
        if row is None and not self._done:
            row = self._index.recall(self._among_all(alone))
            if row is not None:
                self._among_all_places.add(place)
        known = self._decoded(row)
        self._rows[place] = None if known is None else row
        return known

    def _recall_whole(self) -> None:
        """Recall the updates of whose catalogs, templates and kept drafts none has changed."""
        self._before = recalled_whole(self._index, self._whole, self._files, self._inputs)
        self._rows = [*self._before.rows]
        self._among_all_places = {*self._before.among_all}

    def record(self, file: CatalogFile, outcome: Updated) -> None:
        """Note the update of a catalog that needed no others, and that somebody else has done."""
        if not self._index.is_used:
            return
        unit = self._unit(file)
        self._done.append(unit)
        if not outcome.written:
            self._record(file, unit, outcome, has_looked_around=False)

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
            self._record(file, unit, outcome, has_looked_around=has_looked_around)
        return outcome

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        if not self._index.is_used:
            return
        if self._texts is not None:
            self._texts.note()
        if self._before is not None:
            now = KnownParts(self._rows, self._among_all_places)
            record_whole(self._index, self._whole, self._before, now, self._recorded)
        self._index.settle(self._done)
        # The catalogs refer back to this, so that both stay until garbage is collected. What is
        # large goes now: else it adds up from locale to locale.
        self._done, self._recorded, self._rows, self._before = [], {}, [], None

    def texts(self) -> RecordedTexts | None:
        """What is recorded of the texts in the locale's catalogs."""
        if self._texts is None and self._index.is_used:
            paths = self.catalog_paths()
            self._texts = RecordedTexts(self._index, self._catalogs.locale, paths)
        return self._texts

    def catalog_paths(self) -> Sequence[str]:
        """The paths of all catalogs of the locale, from the project's root."""
        project, folder = self._catalogs.project, catalog_folder(self._catalogs.locale)
        return self._index.files_in_locales(project.root, folder, ".po")

    def _record(
        self, file: CatalogFile, unit: WorkUnit, outcome: Updated, *, has_looked_around: bool
    ) -> None:
        place = self._places[file.name]
        row = self._rows[place] = encoded(outcome)
        if has_looked_around:
            self._among_all_places.add(place)
        self._index.record(unit, row)
        self._recorded[place] = unit
        if outcome.is_complete:
            record_complete(self._index, self._catalogs.locale, file.name)

    def _inputs(self, file: CatalogFile) -> Iterator[str]:
        return update_inputs((self._catalogs.locale, file))

    def _unit(self, file: CatalogFile) -> WorkUnit:
        title = f"{self._catalogs.locale} {file.name}"
        return WorkUnit("update", title, tuple(self._inputs(file)), self._settings)

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
