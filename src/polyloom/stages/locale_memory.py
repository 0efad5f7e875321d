"""The memory of a locale: what its catalogs have, of most of which the index knows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from polyloom.errors import UserError
from polyloom.memory.exact_matches import (
    FinishedText,
    TranslationMemory,
    finished_texts,
    memory_of,
)
from polyloom.memory.fuzzy_matches import is_matched_whole
from polyloom.po.parser import read_catalog
from polyloom.po.text_search import text_finder
from polyloom.project import Project
from polyloom.stages.recorded_work import decoder, encoded, recalled_whole, record_whole
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder, catalog_name_at
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit

_decoded = decoder(tuple[FinishedText, ...])


def catalogs_of_locale(project: Project, locale: str, index: WorkIndex = NO_INDEX) -> Sequence[str]:
    """The paths of all catalogs of a locale, from the project's root."""
    return index.files_in_locales(project.root, catalog_folder(locale), ".po")


def locale_memory(project: Project, locale: str, index: WorkIndex = NO_INDEX) -> TranslationMemory:
    """The memory of all catalogs of a locale, also of those whose document is gone.

    A catalog that cannot be read is left out. What ``index`` has of one is not read again.
    """
    return memory_of(_finished_by_name(project, locale, index, lambda _: True))


def memory_for(
    project: Project, locale: str, texts: Collection[str], index: WorkIndex = NO_INDEX
) -> TranslationMemory:
    """The memory of a locale, as far as it has matches for ``texts``.

    Where no similar text would be taken for any of them, only catalogs are read that have one.
    """
    if all(is_matched_whole(text, project.source_locale) for text in texts):
        return memory_of(_finished_by_name(project, locale, index, text_finder(texts)))
    return locale_memory(project, locale, index)


def _finished_by_name(
    project: Project, locale: str, index: WorkIndex, is_wanted: Callable[[bytes], bool]
) -> Iterator[tuple[str, Sequence[FinishedText]]]:
    """What the catalogs of a locale have for its memory, as far as it ``is_wanted``."""
    paths = catalogs_of_locale(project, locale, index)
    whole = WorkUnit("memory all", locale, (), b"", (index.group(paths),))
    before = recalled_whole(index, whole, paths, lambda path: (path,))
    rows = [*before.rows]
    done: dict[int, WorkUnit] = {}
    for place, path in enumerate(paths):
        finished = _finished(rows[place])
        if finished is None:
            unit = WorkUnit("memory", path, (path,), b"")
            rows[place] = index.recall(unit)
            finished = _finished(rows[place])
        if finished is None:
            try:
                data = read(project.root, path)
                if not is_wanted(data):
                    continue
                finished = finished_texts(read_catalog(data, path))
            except UserError:
                continue
            row = rows[place] = encoded(finished)
            done[place] = unit
            index.record(unit, row)
        yield catalog_name_at(locale, path), finished
    record_whole(index, whole, before, KnownParts(rows), done)
    index.settle([])


def _finished(row: bytes | None) -> tuple[FinishedText, ...] | None:
    try:
        return None if row is None else _decoded(row)
    except msgspec.MsgspecError:
        return None
