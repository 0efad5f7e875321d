"""Where entries stand in a template and in a catalog, and between which neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.model import Entry, EntryKey

# An entry of a file: its key, or a number for one that stays and is not looked at.
EntryId = EntryKey | int

# Unchanged neighbours that stood so far from each other say nothing of what stood between them.
WIDEST_GAP = 24


class EntryPositions(Struct, frozen=True):
    """The positions of active entries in the template and in the catalog, counted from 0.

    ``gaps`` has, for entries that only the template has, the positions in the catalog of the
    nearest entries before and behind that both have: -1 and the catalog's length where there is
    none.
    """

    in_template: Mapping[EntryId, int]
    in_catalog: Mapping[EntryId, int]
    gaps: Mapping[EntryId, tuple[int, int]]

    def in_same_gap(self, new: Entry, old: Entry) -> bool:
        """Whether the new text stands between the neighbours that the old one had."""
        begin, end = self.gaps[new.key]
        position = self.in_catalog.get(old.key)
        has_neighbours = begin >= 0 or end < len(self.in_catalog)
        if position is None or not has_neighbours:
            return False
        return begin < position < end <= begin + WIDEST_GAP


NO_POSITIONS = EntryPositions({}, {}, {})


def entry_positions(template: Sequence[EntryId], catalog: Sequence[EntryId]) -> EntryPositions:
    """The positions of entries, given in the order of the template and of the catalog."""
    new = {entry: position for position, entry in enumerate(template)}
    old = {entry: position for position, entry in enumerate(catalog)}
    before: dict[EntryId, int] = {}
    nearest = -1
    for entry in new:
        if entry in old:
            nearest = old[entry]
        else:
            before[entry] = nearest
    gaps: dict[EntryId, tuple[int, int]] = {}
    nearest = len(old)
    for entry in reversed(new):
        if entry in old:
            nearest = old[entry]
        else:
            gaps[entry] = (before[entry], nearest)
    return EntryPositions(new, old, gaps)
