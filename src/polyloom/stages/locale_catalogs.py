"""All catalogs of a locale, indexed for texts that went from one document to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import EntryKey
from polyloom.po.parser import read_catalog
from polyloom.po.text_search import digest_finder, msgid_digests, text_finder
from polyloom.project import Project
from polyloom.project.documents import has_documents
from polyloom.stages.recorded_texts import RecordedTexts
from polyloom.stages.templates import ProjectTemplates
from polyloom.update.locale_index import IndexedCatalog, LocaleIndex, index_locale
from polyloom.workspace.files import files_below, read
from polyloom.workspace.paths import catalog_folder, catalog_name_at

# So often the catalogs are searched for some texts; whoever asks once more has them all indexed.
_SEARCHES = 3


class LocaleCatalogs(Struct):
    """The catalogs of a locale while they are updated one after the other.

    ``previous`` are the names of catalogs of another grouping: their entries count as still in
    use, since this run migrates them. ``removed`` are, by catalog, the entries that became obsolete
    in this run: a document that comes later may have their texts. ``in_line`` are the names of
    catalogs of which no entry is in use but those of their templates: nothing vanishes from them.
    ``stay`` are those that nobody writes in this run, of which ``known_texts`` may tell the texts.
    ``times_asked`` counts how often the index was of use.
    """

    project: Project
    locale: str
    templates: ProjectTemplates
    previous: Collection[str] = ()
    removed: dict[str, Set[EntryKey]] = field(default_factory=dict)
    in_line: Collection[str] = ()
    stay: Collection[str] = ()
    known_texts: Callable[[], RecordedTexts | None] = lambda: None
    times_asked: int = 0
    _searches: int = 0
    _index: LocaleIndex | None = None
    _texts: Set[str] | None = frozenset()

    def index_for(self, name: str, texts: Collection[str]) -> LocaleIndex:
        """What the catalogs have for ``texts`` of the catalog ``name``, and what vanished of them.

        Those of documents that are gone are looked at, too, and broken ones left out. Where the
        locale has no other catalog, the index is empty.
        """
        self.times_asked += 1
        if self._index is None or (self._texts is not None and not self._texts >= set(texts)):
            paths = self.paths()
            if set(paths) <= {name}:
                return LocaleIndex()
            self._searches += 1
            self._texts = frozenset(texts) if self._searches <= _SEARCHES else None
            self._index = index_locale(self._catalogs(paths, self._texts))
        return self._index

    def paths(self) -> dict[str, str]:
        """The paths of the catalogs from the project's root, by name."""
        folder = catalog_folder(self.locale)
        return {
            catalog_name_at(self.locale, path): path
            for path in files_below(self.project.root, folder, ".po")
        }

    def _catalogs(
        self, paths: Mapping[str, str], texts: Set[str] | None
    ) -> Iterator[IndexedCatalog]:
        """The catalogs; with ``texts``, those in line are left out that have none of them."""
        lacks = self._lack_of(texts) if texts is not None else lambda _name, _relative: False
        for name, relative in paths.items():
            try:
                if name in self.in_line and lacks(name, relative):
                    continue
                data = read(self.project.root, relative)
                catalog = read_catalog(data, relative)
                in_use = self._keys_in_use(name)
            except UserError:
                continue
            yield IndexedCatalog(name, catalog, in_use, self.removed.get(name, frozenset()))

    def _lack_of(self, texts: Set[str]) -> Callable[[str, str], bool]:
        """A function that tells of a catalog, by its name and path, whether it has no such text.

        It raises UserError where it cannot be read.
        """
        known_texts = self.known_texts()
        if known_texts is None:
            may_have = text_finder(texts)
            return lambda _, relative: not may_have(read(self.project.root, relative))
        stands_among = digest_finder(texts)

        def lacks(name: str, relative: str) -> bool:
            if name not in self.stay:
                return not stands_among(msgid_digests(read(self.project.root, relative)))
            digests = known_texts.recall(relative)
            if digests is None:
                digests = known_texts.record(relative, read(self.project.root, relative))
            return not stands_among(digests)

        return lacks

    def _keys_in_use(self, name: str) -> Set[EntryKey] | None:
        """Which entries of a catalog are in documents; None: all may be. Raises UserError."""
        if name in self.previous or name in self.in_line:
            return None
        if self.templates.has(name):
            return self.templates.keys_of(name)
        grouping = self.project.catalogs.grouping
        return None if has_documents(self.project.root, name, grouping) else frozenset()
