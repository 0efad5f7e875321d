"""Catalogs of which the index knows that pre-translation has nothing to do in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.locale_memory import catalogs_of_locale
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.recorded_work import ProjectSettings, decoder, encoded
from polyloom.workspace.paths import catalog_path, drafts_path
from polyloom.workspace.work_index import FileGroup, WorkIndex, WorkUnit

# The engine whose answers depend on nothing but the project's catalogs.
_MEMORY = ("memory",)

Drafted = TypeVar("Drafted")


class RecordedDrafting(Generic[Drafted]):
    """What pre-translation did to catalogs that it left as they were.

    Where a catalog has no empty entry, nothing is done as long as it stays. Where it has some and
    only the memory is asked, which has nothing for them, that holds as long as all catalogs of the
    locale stay. What other engines did not answer is asked for in each run.
    """

    def __init__(
        self,
        index: WorkIndex,
        project: Project,
        scope: PretranslationScope,
        result: type[Drafted],
    ) -> None:
        is_plain = not scope.documents and scope.limit is None and not scope.again
        self._index = index
        self._is_used = index.is_used and is_plain
        self._project = project
        self._engines = scope.engines
        self._settings = ProjectSettings(project)
        self._decode: Callable[[bytes], Drafted] = decoder(result)
        self._groups: dict[str, FileGroup] = {}
        self._done: dict[tuple[str, str], tuple[WorkUnit, WorkUnit]] = {}

    def recalled(self, locale: str, file: CatalogFile) -> Drafted | None:
        """What was done to a catalog, if it need not be looked at again."""
        if not self._is_used:
            return None
        full = self._unit(locale, file)
        found = self._recalled(full)
        if found is not None:
            return found
        open_ = replace(full, stage="translate among all", groups=(self._group(locale),))
        if self._engines == _MEMORY:
            found = self._recalled(open_)
        if found is None:
            self._done[locale, file.name] = (full, open_)
        return found

    def record(self, locale: str, name: str, outcome: Drafted, *, has_texts: bool) -> None:
        """Record what was done to a catalog; ``has_texts``: engines were asked for some."""
        units = self._done.get((locale, name))
        if units is not None and (not has_texts or self._engines == _MEMORY):
            self._index.record(units[has_texts], encoded(outcome))

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        if self._is_used:
            self._index.settle([open_ for _, open_ in self._done.values()])

    def _unit(self, locale: str, file: CatalogFile) -> WorkUnit:
        inputs = (catalog_path(locale, file.name), drafts_path(locale, file.name))
        settings = self._settings.of(file.documents, locale, self._engines)
        return WorkUnit("translate", f"{locale} {file.name}", inputs, settings)

    def _group(self, locale: str) -> FileGroup:
        if locale not in self._groups:
            self._groups[locale] = FileGroup(
                tuple(catalogs_of_locale(self._project, locale, self._index))
            )
        return self._groups[locale]

    def _recalled(self, unit: WorkUnit) -> Drafted | None:
        data = self._index.recall(unit)
        try:
            return None if data is None else self._decode(data)
        except msgspec.MsgspecError:
            return None
