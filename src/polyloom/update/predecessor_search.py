"""What a search for the origins of texts knows, and what it has found so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto

from msgspec import Struct, field

from polyloom.model import Entry, EntryKey
from polyloom.update.locale_index import Elsewhere

# What stands in a file: the key of an entry, or a number for one that is not looked at.
Stand = EntryKey | int


class Way(Enum):
    """How a text that appeared came from another one."""

    SAME_TEXT = auto()
    SAME_MEANING = auto()
    CHANGED = auto()
    SPLIT = auto()
    JOINED = auto()


class Origin(Struct, frozen=True):
    """The entry that a text was probably made from, and how.

    Where texts were split or joined it is made up: the part or the sum of the old translations,
    with the old text or texts.
    """

    entry: Entry
    way: Way


class Surroundings(Struct, frozen=True):
    """What reconciling a catalog needs to know of its project.

    ``locale`` is the catalog's, for where its header does not say. ``rewordings`` says for source
    texts which one replaced them without a change of meaning. ``elsewhere`` is asked for only when
    something appeared.
    """

    document: str = ""
    locale: str = ""
    source_locale: str = "en"
    keep_on_typography: bool = True
    rewordings: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Callable[[], Elsewhere] = Elsewhere

    def reworded(self, text: str) -> list[str]:
        """What a text was made into, one after the other, without a change of meaning."""
        later: list[str] = []
        while (text := self.rewordings.get(text, "")) and text not in later:
            later.append(text)
        return later


# Unchanged neighbours that stood so far from each other say nothing of what stood between them.
_GAP = 24


class Places(Struct, frozen=True):
    """Where entries stand in the template and in the catalog, by number of active entries.

    ``gaps`` are, for entries that appeared, the places in the catalog of the nearest entries before
    and behind that are in both.
    """

    new: Mapping[Stand, int]
    old: Mapping[Stand, int]
    gaps: Mapping[Stand, tuple[int, int]]

    def in_same_gap(self, new: Entry, old: Entry) -> bool:
        """Whether the new text stands between the neighbours that the old one had."""
        begin, end = self.gaps[new.key]
        place = self.old.get(old.key)
        has_neighbours = begin >= 0 or end < len(self.old)
        return place is not None and has_neighbours and begin < place < end <= begin + _GAP


def places_of(wanted: Sequence[Stand], active: Sequence[Stand]) -> Places:
    """The places of a template's entries and of a catalog's active ones."""
    new = {key: number for number, key in enumerate(wanted)}
    old = {key: number for number, key in enumerate(active)}
    before: dict[Stand, int] = {}
    anchor = -1
    for key in new:
        if key in old:
            anchor = old[key]
        else:
            before[key] = anchor
    gaps: dict[Stand, tuple[int, int]] = {}
    anchor = len(old)
    for key in reversed(new):
        if key in old:
            anchor = old[key]
        else:
            gaps[key] = (before[key], anchor)
    return Places(new, old, gaps)


class Search(Struct):
    """The search for the origins of entries.

    ``appeared`` and ``gone`` are what is left on either side; ``consumed`` the keys of entries
    whose translation went to another one, ``open`` holds candidates that are equally good.
    """

    appeared: dict[EntryKey, Entry]
    gone: dict[EntryKey, Entry]
    places: Places
    locale: str
    around: Surroundings
    origins: dict[EntryKey, Origin] = field(default_factory=dict)
    consumed: set[EntryKey] = field(default_factory=set)
    open: dict[EntryKey, tuple[Entry, ...]] = field(default_factory=dict)

    def settle(self, new: EntryKey, old: Entry, way: Way) -> None:
        """The text comes from an entry of its own catalog."""
        self.origins[new] = Origin(old, way)
        self.consumed.add(old.key)
        del self.appeared[new]
        del self.gone[old.key]

    def settle_from_elsewhere(self, new: EntryKey, old: Entry, way: Way) -> None:
        """The text comes from an entry of another catalog, which keeps it as obsolete."""
        self.origins[new] = Origin(old, way)
        del self.appeared[new]

    def leave_open(self, new: EntryKey, candidates: Sequence[Entry]) -> None:
        """Several entries would do; a person has to decide."""
        self.open[new] = tuple(candidates)
        del self.appeared[new]
