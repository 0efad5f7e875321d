"""All translations of a locale, found by their source text, by similar texts and by phrases.

The index is made when something is first looked for, and kept: of a project with 20,000 entries a
search takes milliseconds. A catalog that is changed is read again, and no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.language.marked_runs import folded
from polyloom.memory.similar import similar_texts
from polyloom.model import Entry
from polyloom.po.entry_blocks import CatalogOnDisk
from polyloom.po.parser import read_catalog
from polyloom.po.partial_parser import read_changed_catalog
from polyloom.project import Project
from polyloom.workspace.files import FileSignature, file_signatures, read
from polyloom.workspace.paths import catalog_folder


class IndexedEntry(NamedTuple):
    """An entry, and the name of the catalog that it is in."""

    catalog: str
    entry: Entry


class AlikeSource(NamedTuple):
    """A source text that is like another one, 0 to 1."""

    text: str
    score: float


class _FoldedEntry(NamedTuple):
    """An entry with its texts as they are searched."""

    indexed: IndexedEntry
    source: str
    translation: str


class TranslationIndex:
    """The catalogs of one locale, also of those whose document is gone.

    A catalog that cannot be read is left out.
    """

    def __init__(self, project: Project, locale: str) -> None:
        self.locale = locale
        self._seen: dict[str, FileSignature] = {}
        self._catalogs: dict[str, CatalogOnDisk] = {}
        self._entries: dict[str, tuple[IndexedEntry, ...]] = {}
        self._by_source: Mapping[str, Sequence[IndexedEntry]] = {}
        self._folded: dict[str, tuple[_FoldedEntry, ...]] = {}
        self._similar = similar_texts([])
        self._sources: list[str] = []
        self._is_indexed: set[str] = set()
        self.renew(project)

    def renew(self, project: Project) -> None:
        """Look at the catalogs again: those that somebody has written since are read again."""
        folder = catalog_folder(self.locale)
        seen = file_signatures(project.root, folder, ".po")
        if seen == self._seen:
            return
        before, self._seen = self._seen, seen
        for path in before.keys() - seen.keys():
            self._entries.pop(path, None)
            self._catalogs.pop(path, None)
            self._folded.pop(path, None)
        for path, signature in seen.items():
            if before.get(path) != signature:
                self._entries[path] = self._entries_of(project, folder, path)
                self._folded.pop(path, None)
        by_source: defaultdict[str, list[IndexedEntry]] = defaultdict(list)
        for each in self.entries():
            by_source[each.entry.msgid].append(each)
        self._by_source = by_source

    def _entries_of(self, project: Project, folder: str, path: str) -> tuple[IndexedEntry, ...]:
        """The entries of a catalog, of which another version may have been read."""
        name = str(PurePosixPath(path).relative_to(folder).with_suffix(""))
        known = self._catalogs.pop(path, None)
        try:
            data = read(project.root, path)
            catalog = read_changed_catalog(data, path, known) if known else read_catalog(data, path)
        except UserError:
            return ()
        self._catalogs[path] = (data, catalog)
        return tuple(IndexedEntry(name, entry) for entry in catalog.entries)

    def entries(self) -> Iterator[IndexedEntry]:
        """All entries, obsolete ones and drafts among them, in the order of the catalogs' paths."""
        for path in self._seen:
            yield from self._entries[path]

    def with_source(self, text: str) -> Sequence[IndexedEntry]:
        """The entries of exactly this source text, in whatever context."""
        return self._by_source.get(text, ())

    def alike(self, text: str, least: float, most: int) -> list[AlikeSource]:
        """Other source texts that are like this one, ``least`` to 1, the most similar first."""
        if len(self._is_indexed) < len(self._by_source) or not (
            self._by_source.keys() <= self._is_indexed
        ):
            for source in self._by_source:
                if source and source not in self._is_indexed:
                    self._sources.append(source)
                    self._similar.add(source)
                self._is_indexed.add(source)
        found = self._similar.alike(text, least, most + 1)
        named = (AlikeSource(self._sources[each.number], each.score) for each in found)
        return [each for each in named if each.text != text and each.text in self._by_source][:most]

    def with_phrase(self, source: str, translation: str) -> Iterator[IndexedEntry]:
        """The entries that are not obsolete and have phrases in their texts.

        They are given as ``folded_phrase`` has them; where one is empty, every text has it.
        """
        for path in self._seen:
            if path not in self._folded:
                active = (each for each in self._entries[path] if not each.entry.obsolete)
                self._folded[path] = tuple(map(_folded, active))
            for indexed, its_source, its_translation in self._folded[path]:
                if source in its_source and translation in its_translation:
                    yield indexed


def _folded(indexed: IndexedEntry) -> _FoldedEntry:
    entry = indexed.entry
    source = "\n".join(filter(None, (entry.msgid, entry.msgid_plural)))
    return _FoldedEntry(indexed, folded(source), folded("\n".join(entry.msgstr)))
