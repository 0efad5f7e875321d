"""What a locale's other catalogs have for a text that may have come from their documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from msgspec import Struct, field

from polyloom.language.typography import without_typography
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.update.fuzzy_matching import TextIndex


class OtherCatalog(Struct, frozen=True):
    """A catalog, and which of its entries are still in its document (None: all).

    ``removed`` are obsolete entries that were in the document until this update.
    """

    document: str
    catalog: Catalog
    standing: Set[EntryKey] | None
    removed: Set[EntryKey] = frozenset()


class Elsewhere(Struct):
    """The translated entries of a locale, from all its catalogs, each with its document.

    ``gone`` holds by text those that are no longer in their document, obsolete ones included;
    ``standing`` the documents in which a text still is. ``vanished`` are those that are gone but
    not obsolete yet, and ``like`` finds them by their words, ``folded`` by their text but for its
    typography.
    """

    gone: defaultdict[str, list[tuple[str, Entry]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    standing: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    vanished: list[tuple[str, Entry]] = field(default_factory=list)
    like: TextIndex = field(default_factory=TextIndex)
    folded: defaultdict[str, list[tuple[str, Entry]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def same_text(self, text: str, document: str) -> list[Entry]:
        """Entries of exactly this text that are gone from documents other than ``document``."""
        return [entry for where, entry in self.gone.get(text, ()) if where != document]

    def same_but_typography(self, text: str, document: str) -> list[Entry]:
        """Entries that vanished from other documents and differ from the text in typography."""
        found = self.folded.get(without_typography(text), ())
        return [entry for where, entry in found if where != document]

    def stands(self, text: str, document: str) -> bool:
        """Whether the text is still translated in another document."""
        return not self.standing.get(text, set()) <= {document}


def elsewhere_in(catalogs: Iterable[OtherCatalog]) -> Elsewhere:
    """What the catalogs of a locale have."""
    found = Elsewhere()
    for other in catalogs:
        for entry in other.catalog.entries:
            if not any(map(str.strip, entry.msgstr)):
                continue
            here = (other.document, entry)
            if not entry.obsolete and (other.standing is None or entry.key in other.standing):
                found.standing[entry.msgid].add(other.document)
                continue
            found.gone[entry.msgid].append(here)
            if not entry.obsolete or entry.key in other.removed:
                found.vanished.append(here)
                found.like.add(entry.msgid)
                found.folded[without_typography(entry.msgid)].append(here)
    return found
