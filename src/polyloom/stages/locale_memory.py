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
from polyloom.stages.recorded_work import decoder, encoded
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder, catalog_name_at
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
    for path in catalogs_of_locale(project, locale, index):
        unit = WorkUnit("memory", path, (path,), b"")
        finished = _recalled(index, unit)
        if finished is None:
            try:
                data = read(project.root, path)
                if not is_wanted(data):
                    continue
                finished = finished_texts(read_catalog(data, path))
            except UserError:
                continue
            index.record(unit, encoded(finished))
        yield catalog_name_at(locale, path), finished
    index.settle([])


def _recalled(index: WorkIndex, unit: WorkUnit) -> tuple[FinishedText, ...] | None:
    data = index.recall(unit)
    try:
        return None if data is None else _decoded(data)
    except msgspec.MsgspecError:
        return None
