"""The memory of a locale: what its catalogs have, of most of which the index knows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

import msgspec

from polyloom.errors import UserError
from polyloom.memory.exact_matches import (
    FinishedSource,
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

# What is wanted of a text that is recorded.
_Known = TypeVar("_Known", bound=FinishedText | FinishedSource)

# What is recorded of a catalog, or only the source texts.
_decoded = decoder(tuple[FinishedText, ...])
_decoded_sources = decoder(tuple[FinishedSource, ...])


def catalogs_of_locale(project: Project, locale: str, index: WorkIndex = NO_INDEX) -> Sequence[str]:
    """The paths of all catalogs of a locale, from the project's root."""
    return index.files_in_locales(project.root, catalog_folder(locale), ".po")


def locale_memory(project: Project, locale: str, index: WorkIndex = NO_INDEX) -> TranslationMemory:
    """The memory of all catalogs of a locale, also of those whose document is gone.

    A catalog that cannot be read is left out. What ``index`` has of one is not read again.
    """
    return memory_of(_finished_by_name(project, locale, index, lambda _: True, _decoded))


def memory_for(
    project: Project, locale: str, texts: Collection[str], index: WorkIndex = NO_INDEX
) -> TranslationMemory:
    """The memory of a locale, as far as it has matches for ``texts``.

    Where no similar text would be taken for any of them, only catalogs are read that have one.
    """
    if all(is_matched_whole(text, project.source_locale) for text in texts):
        return memory_of(_finished_by_name(project, locale, index, text_finder(texts), _decoded))
    return locale_memory(project, locale, index)


def finished_sources(project: Project, locales: Sequence[str], index: WorkIndex) -> Collection[str]:
    """The source texts of the memories of some locales, plural ones too, each once."""
    found: dict[str, None] = {}
    for locale in locales:
        catalogs = _finished_by_name(project, locale, index, lambda _: True, _decoded_sources)
        for _, texts in catalogs:
            found.update(dict.fromkeys([text.msgid for text in texts]))
    return found


def _finished_by_name(
    project: Project,
    locale: str,
    index: WorkIndex,
    is_wanted: Callable[[bytes], bool],
    decoded: Callable[[bytes], Sequence[_Known]],
) -> Iterator[tuple[str, Sequence[_Known | FinishedText]]]:
    """What the catalogs of a locale have for its memory, as far as it ``is_wanted``."""
    paths = catalogs_of_locale(project, locale, index)
    whole = WorkUnit("memory all", locale, (), b"", (index.group(paths),))
    before = recalled_whole(index, whole, paths, lambda path: (path,))
    rows = [*before.rows]
    done: dict[int, WorkUnit] = {}
    for place, path in enumerate(paths):
        finished: Sequence[_Known | FinishedText] | None = _recalled(rows[place], decoded)
        if finished is None:
            unit = WorkUnit("memory", path, (path,), b"")
            rows[place] = index.recall(unit)
            finished = _recalled(rows[place], decoded)
        if finished is None:
            try:
                data = read(project.root, path)
                if not is_wanted(data):
                    continue
                finished = texts = finished_texts(read_catalog(data, path))
            except UserError:
                continue
            row = rows[place] = encoded(texts)
            done[place] = unit
            index.record(unit, row)
        yield catalog_name_at(locale, path), finished
    record_whole(index, whole, before, KnownParts(rows), done)
    index.settle([])


def _recalled(
    row: bytes | None, decoded: Callable[[bytes], Sequence[_Known]]
) -> Sequence[_Known] | None:
    try:
        return None if row is None else decoded(row)
    except msgspec.MsgspecError:
        return None
