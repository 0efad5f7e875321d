"""The index across a locale's catalogs: where a text may have come from another document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from msgspec import Struct, field

from polyloom.language.typography import without_typography
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.update.text_similarity import SimilarityIndex

# An entry with the name of the catalog that it is in.
_Located = tuple[str, Entry]


def _by_text() -> defaultdict[str, list[_Located]]:
    return defaultdict(list)


class IndexedCatalog(Struct, frozen=True):
    """A catalog by its name, and the keys of its template's entries (None: of all its entries).

    ``just_removed`` are the keys of obsolete entries that were in the template until this update.
    """

    name: str
    catalog: Catalog
    in_template: Set[EntryKey] | None
    just_removed: Set[EntryKey] = frozenset()


class LocaleIndex(Struct):
    """The translated entries of all catalogs of a locale.

    ``current`` has for a text the catalogs whose template has it. All else is gone from its
    document: ``gone`` has such entries by text, obsolete ones included. Those that are not obsolete
    yet, or only since this update, are ``vanished``; ``by_words`` finds those by similarity (with
    the same numbers), ``by_wording`` by their text without its typography.
    """

    current: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: defaultdict[str, list[_Located]] = field(default_factory=_by_text)
    vanished: list[_Located] = field(default_factory=list)
    by_words: SimilarityIndex = field(default_factory=SimilarityIndex)
    by_wording: defaultdict[str, list[_Located]] = field(default_factory=_by_text)

    def gone_from_others(self, text: str, name: str) -> list[Entry]:
        """Entries of exactly this text that are gone from other catalogs than ``name``."""
        return [entry for where, entry in self.gone.get(text, ()) if where != name]

    def vanished_from_others(self, text: str, name: str) -> list[Entry]:
        """Entries that vanished from other catalogs, equal to the text but for typography."""
        if not self.by_wording:
            return []
        found = self.by_wording.get(without_typography(text), ())
        return [entry for where, entry in found if where != name]

    def is_current_in_others(self, text: str, name: str) -> bool:
        """Whether the text is in another template than that of ``name``, and translated there."""
        return not self.current.get(text, set()) <= {name}


def index_locale(catalogs: Iterable[IndexedCatalog]) -> LocaleIndex:
    """The index of the catalogs of a locale."""
    index = LocaleIndex()
    for each in catalogs:
        for entry in each.catalog.entries:
            if entry.has_translation:
                _add(index, each, entry)
    return index


def _add(index: LocaleIndex, indexed: IndexedCatalog, entry: Entry) -> None:
    is_wanted = indexed.in_template is None or entry.key in indexed.in_template
    if is_wanted and not entry.obsolete:
        index.current[entry.msgid].add(indexed.name)
        return
    located = (indexed.name, entry)
    index.gone[entry.msgid].append(located)
    if not entry.obsolete or entry.key in indexed.just_removed:
        index.vanished.append(located)
        index.by_words.add(entry.msgid)
        index.by_wording[without_typography(entry.msgid)].append(located)
