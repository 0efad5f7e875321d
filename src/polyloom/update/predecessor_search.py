"""The state of a search for predecessors: the old entries that new texts were made from."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct, field

from polyloom.model import Entry, EntryKey
from polyloom.update.entry_positions import EntryPositions
from polyloom.update.update_context import UpdateContext


class MatchKind(Enum):
    """How a text that appeared came from another one.

    The same text stood in another document; it is the text that a translation was finished for,
    and came back; a text of the same meaning was there before; it changed; it is a part of a text
    that was split; it was joined of several.
    """

    SAME_TEXT = auto()
    TAKEN_BACK = auto()
    SAME_MEANING = auto()
    CHANGED = auto()
    SPLIT = auto()
    JOINED = auto()


class Predecessor(Struct, frozen=True):
    """The entry that a text was probably made from, and how.

    Where texts were split or joined the entry is made up: a part or the sum of the old
    translations, with the old text or texts.
    """

    entry: Entry
    kind: MatchKind


class PredecessorSearch(Struct):
    """A search under way; each step takes what it finds out of ``appeared`` and ``gone``.

    Those are the entries of the template and of the catalog without a match yet. ``used`` are the
    keys of the catalog's entries whose translation went to another one; ``ambiguous`` has for
    entries the candidates between which a person has to choose. ``locale`` is the catalog's.
    """

    appeared: dict[EntryKey, Entry]
    gone: dict[EntryKey, Entry]
    positions: EntryPositions
    locale: str
    context: UpdateContext
    predecessors: dict[EntryKey, Predecessor] = field(default_factory=dict)
    used: set[EntryKey] = field(default_factory=set)
    ambiguous: dict[EntryKey, tuple[Entry, ...]] = field(default_factory=dict)

    def settle(self, new: EntryKey, old: Entry, kind: MatchKind) -> None:
        """The text comes from an entry of its own catalog."""
        self.predecessors[new] = Predecessor(old, kind)
        self.used.add(old.key)
        del self.appeared[new]
        del self.gone[old.key]

    def settle_from_other_catalog(self, new: EntryKey, old: Entry, kind: MatchKind) -> None:
        """The text comes from an entry of another catalog, which keeps it as obsolete."""
        self.predecessors[new] = Predecessor(old, kind)
        del self.appeared[new]

    def leave_to_person(self, new: EntryKey, candidates: Sequence[Entry]) -> None:
        """Several entries would do: a person has to choose."""
        self.ambiguous[new] = tuple(candidates)
        del self.appeared[new]
