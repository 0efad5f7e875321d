"""Catalogs of which the index knows that pre-translation has nothing to do in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.locale_memory import catalogs_of_locale
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.recorded_work import (
    ProjectSettings,
    decoder,
    encoded,
    recalled_whole,
    record_whole,
)
from polyloom.workspace.paths import catalog_path, drafts_path
from polyloom.workspace.work_index import FileGroup, WorkIndex, WorkUnit

# The engine whose answers depend on nothing but the project's catalogs.
_MEMORY = ("memory",)

Drafted = TypeVar("Drafted")


class _LocaleRecords(Struct):
    """What is recorded of a locale's catalogs, of which some have to be looked at.

    ``whole`` is the work on all of them, ``rows`` what is recorded of each, by its name; ``done``
    are those that were not known, by name: the unit of one without empty entries, and that of one
    with some. ``recorded`` are those of them that were recorded in this run.
    """

    whole: WorkUnit
    rows: dict[str, bytes | None]
    done: dict[str, tuple[WorkUnit, WorkUnit]] = field(default_factory=dict)
    recorded: list[WorkUnit] = field(default_factory=list)


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
        self._locales: dict[str, _LocaleRecords] = {}

    def recalled(self, locale: str, files: Sequence[CatalogFile]) -> dict[str, Drafted]:
        """What was done to those catalogs that need not be looked at again, by name."""
        if not self._is_used:
            return {}
        all_catalogs = self._index.group(catalogs_of_locale(self._project, locale, self._index))
        whole = self._whole(locale, files, all_catalogs)
        names = [file.name for file in files]
        records = _LocaleRecords(
            whole, dict(zip(names, recalled_whole(self._index, whole, len(files)), strict=True))
        )
        found: dict[str, Drafted] = {}
        for file in files:
            known = self._decoded(records.rows[file.name])
            if known is None:
                self._locales[locale] = records
                known = self._recalled(locale, file, records, all_catalogs)
            if known is not None:
                found[file.name] = known
        return found

    def _recalled(
        self, locale: str, file: CatalogFile, records: _LocaleRecords, all_catalogs: FileGroup
    ) -> Drafted | None:
        """What was done to a single catalog."""
        full = self._unit(locale, file)
        row = self._index.recall(full)
        if row is None and self._engines == _MEMORY:
            row = self._index.recall(_among_all(full, all_catalogs))
        known = self._decoded(row)
        if known is None:
            records.done[file.name] = (full, _among_all(full, all_catalogs))
        else:
            records.rows[file.name] = row
        return known

    def record(self, locale: str, name: str, outcome: Drafted, *, has_texts: bool) -> None:
        """Record what was done to a catalog; ``has_texts``: engines were asked for some."""
        records = self._locales.get(locale)
        if records is None or name not in records.done:
            return
        if not has_texts or self._engines == _MEMORY:
            unit = records.done[name][has_texts]
            row = records.rows[name] = encoded(outcome)
            records.recorded.append(unit)
            self._index.record(unit, row)

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        done: list[WorkUnit] = []
        for records in self._locales.values():
            rows = [*records.rows.values()]
            record_whole(self._index, records.whole, rows, records.recorded)
            done += [open_ for _, open_ in records.done.values()]
        self._index.settle(done)

    def _unit(self, locale: str, file: CatalogFile) -> WorkUnit:
        inputs = (catalog_path(locale, file.name), drafts_path(locale, file.name))
        settings = self._settings.of(file.documents, locale, self._engines)
        return WorkUnit("translate", f"{locale} {file.name}", inputs, settings)

    def _whole(
        self, locale: str, files: Sequence[CatalogFile], all_catalogs: FileGroup
    ) -> WorkUnit:
        settings = self._settings.of_catalogs(files, self._engines)
        catalogs = self._index.group(catalog_path(locale, file.name) for file in files)
        drafts = self._index.group(drafts_path(locale, file.name) for file in files)
        return WorkUnit("translate all", locale, (), settings, (catalogs, all_catalogs, drafts))

    def _decoded(self, row: bytes | None) -> Drafted | None:
        try:
            return None if row is None else self._decode(row)
        except msgspec.MsgspecError:
            return None


def _among_all(full: WorkUnit, all_catalogs: FileGroup) -> WorkUnit:
    return replace(full, stage="translate among all", groups=(all_catalogs,))
