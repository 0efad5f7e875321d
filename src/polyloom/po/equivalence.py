"""Whether two catalogs say the same, so that a file is not rewritten for nothing.

How a file is wrapped, spaced and encoded is lost in reading. Of what is left only the order of an
entry's flags has no meaning, since every editor has an order of its own, nor has the sort of line
that they stand in.
"""

from __future__ import annotations

from msgspec.structs import replace

from polyloom.model import Catalog, Entry


def same_meaning(one: Catalog, other: Catalog) -> bool:
    """Whether two catalogs differ in no more than the order and the lines of flags."""
    if one == other:
        return True
    if not same_header(one, other) or len(one.entries) != len(other.entries):
        return False
    return all(map(same_entry, one.entries, other.entries))


def same_header(one: Catalog, other: Catalog) -> bool:
    """Whether two catalogs differ in no more than their entries."""
    return replace(one, entries=()) == replace(other, entries=())


def same_entry(one: Entry, other: Entry) -> bool:
    """Whether two entries differ in no more than the order and the lines of flags."""
    if one is other or one == other:
        return True
    return (
        set(one.flags) == set(other.flags)
        and replace(one, flags=other.flags, equals_flags=other.equals_flags) == other
    )
