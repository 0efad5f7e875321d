"""Whether two catalogs say the same, so that a file is not rewritten for nothing.

How a file is wrapped, spaced and encoded is lost in reading. What is left without a meaning in
what was read is the order of an entry's flags, which every editor has its own of.
"""

from __future__ import annotations

from dataclasses import replace

from polyloom.model import Catalog, Entry


def same_meaning(one: Catalog, other: Catalog) -> bool:
    """Whether two catalogs differ in no more than the order of flags."""
    if one == other:
        return True
    bare = replace(one, entries=()), replace(other, entries=())
    if bare[0] != bare[1] or len(one.entries) != len(other.entries):
        return False
    return all(map(_same, one.entries, other.entries))


def _same(one: Entry, other: Entry) -> bool:
    if one == other:
        return True
    return set(one.flags) == set(other.flags) and replace(one, flags=other.flags) == other
