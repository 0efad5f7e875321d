"""Catalogs of which the index knows that pre-translation has nothing to do in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.project import MEMORY, Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.complete_catalogs import is_known_complete
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
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import FileGroup, WorkIndex, WorkUnit

Drafted = TypeVar("Drafted")


class _LocaleRecords(Struct):
    """What is recorded of a locale's catalogs, of which some have to be looked at.

    ``whole`` is the work on all of them, of which it was known ``before`` what is recorded;
    ``rows`` is what is recorded now, by places, of ``among_all`` as long as all catalogs stay.
    ``done`` are those that were not known, by name: the place, the unit of one without empty
    entries, and that of one with some. ``recorded`` are those that were recorded in this run.
    """

    locale: str
    whole: WorkUnit
    before: KnownParts
    rows: list[bytes | None]
    among_all: set[int]
    done: dict[str, tuple[int, WorkUnit, WorkUnit]] = field(default_factory=dict)
    recorded: dict[int, WorkUnit] = field(default_factory=dict)


class RecordedDrafting(Generic[Drafted]):
    """What pre-translation did to catalogs that it left as they were.

    Where a catalog has no empty entry, nothing is done as long as it stays: ``nothing_done`` gives
    that for the locale and the name of one that another stage has found to be complete. Where it
    has some and only the memory is asked, which has nothing for them, that holds as long as all
    catalogs of the locale stay. What other engines did not answer is asked for in each run.
    """

    def __init__(
        self,
        index: WorkIndex,
        project: Project,
        scope: PretranslationScope,
        result: type[Drafted],
        nothing_done: Callable[[str, str], Drafted],
    ) -> None:
        is_plain = not scope.documents and scope.limit is None and not scope.again
        self._index = index
        self._is_used = index.is_used and is_plain
        self._project = project
        self._engines = scope.engines
        self._settings = ProjectSettings(project)
        self._decode: Callable[[bytes], Drafted] = decoder(result)
        self._nothing_done = nothing_done
        self._locales: dict[str, _LocaleRecords] = {}

    def recalled(self, locale: str, files: Sequence[CatalogFile]) -> dict[str, Drafted]:
        """What was done to those catalogs that need not be looked at again, by name."""
        if not self._is_used:
            return {}
        all_catalogs = self._index.group(catalogs_of_locale(self._project, locale, self._index))
        whole = self._whole(locale, files, all_catalogs)
        before = recalled_whole(self._index, whole, files, partial(_inputs, locale))
        records = _LocaleRecords(locale, whole, before, [*before.rows], {*before.among_all})
        self._locales[locale] = records
        found: dict[str, Drafted] = {}
        for place, file in enumerate(files):
            known = self._decoded(records.rows[place])
            if known is None:
                full = self._unit(locale, file)
                known = self._recalled(place, file.name, full, records, all_catalogs)
            if known is not None:
                found[file.name] = known
        return found

    def _recalled(
        self,
        place: int,
        name: str,
        full: WorkUnit,
        records: _LocaleRecords,
        all_catalogs: FileGroup,
    ) -> Drafted | None:
        """What was done to a single catalog, of which ``full`` is the unit."""
        among_all = _among_all(full, all_catalogs)
        row = self._index.recall(full)
        if row is None and self._engines == (MEMORY,):
            row = self._index.recall(among_all)
            if row is not None:
                records.among_all.add(place)
        known = self._decoded(row)
        records.rows[place] = None if known is None else row
        if known is None:
            records.done[name] = (place, full, among_all)
            if is_known_complete(self._index, records.locale, name):
                return self._nothing_done(records.locale, name)
        return known

    def record(self, locale: str, name: str, outcome: Drafted, *, has_texts: bool) -> None:
        """Record what was done to a catalog; ``has_texts``: engines were asked for some."""
        records = self._locales.get(locale)
        if records is None or name not in records.done:
            return
        if not has_texts or self._engines == (MEMORY,):
            place, full, among_all = records.done[name]
            unit = among_all if has_texts else full
            if has_texts:
                records.among_all.add(place)
            row = records.rows[place] = encoded(outcome)
            records.recorded[place] = unit
            self._index.record(unit, row)

    def settle(self) -> None:
        """Take up what was recorded, after the last catalog."""
        done: list[WorkUnit] = []
        for records in self._locales.values():
            now = KnownParts(records.rows, records.among_all)
            record_whole(self._index, records.whole, records.before, now, records.recorded)
            done += [among_all for _, _, among_all in records.done.values()]
        self._index.settle(done)

    def _unit(self, locale: str, file: CatalogFile) -> WorkUnit:
        inputs = _inputs(locale, file)
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


def _inputs(locale: str, file: CatalogFile) -> tuple[str, str]:
    return (catalog_path(locale, file.name), drafts_path(locale, file.name))


def _among_all(full: WorkUnit, all_catalogs: FileGroup) -> WorkUnit:
    return replace(full, stage="translate among all", groups=(all_catalogs,))
