"""Three-way merge of plain values: what one side changed is taken over, the rest stays."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

_Value = TypeVar("_Value")
_Key = TypeVar("_Key", bound=Hashable)


def merge_values(base: _Value, ours: _Value, theirs: _Value, *, prefer_theirs: bool) -> _Value:
    """The changed value; where both sides changed it, the one of the preferred side.

    >>> merge_values(1, 1, 2, prefer_theirs=False), merge_values(1, 3, 2, prefer_theirs=False)
    (2, 3)
    """
    if theirs in (ours, base):
        return ours
    if ours == base or prefer_theirs:
        return theirs
    return ours


def merge_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Our lines without those that they removed, then the lines that they added.

    >>> merge_lines(["a", "b"], ["o", "a", "b"], ["b", "t"])
    ('o', 'b', 't')
    """
    if ours == base:
        return tuple(theirs)
    removed = {line for line in base if line not in theirs}
    added = [line for line in theirs if line not in base and line not in ours]
    return (*(line for line in ours if line not in removed), *added)


def merge_order(
    base: Sequence[_Key],
    ours: Sequence[_Key],
    theirs: Sequence[_Key],
    kept: Collection[_Key],
    *,
    prefer_theirs: bool,
) -> list[_Key]:
    """The keys in ``kept``, all of which a side has, in an order that both sides can recognise.

    The order is that of the side that rearranged what was there before, or of the preferred one
    where both did. What only the other side has follows the key that it follows there, but comes
    after what the first side put into the same place.

    >>> merge_order("ac", "aoc", "atc", "aotc", prefer_theirs=False)
    ['a', 'o', 't', 'c']
    """
    backbone, other = ours, theirs
    ours_rearranged = _rearranged(base, ours)
    if _rearranged(base, theirs) and (prefer_theirs or not ours_rearranged):
        backbone, other = theirs, ours
    return _interleaved(
        [key for key in backbone if key in kept], [key for key in other if key in kept]
    )


def _rearranged(base: Sequence[_Key], side: Sequence[_Key]) -> bool:
    """Whether the keys that are still there stand in another order than before."""
    before, after = set(base), set(side)
    return [key for key in base if key in after] != [key for key in side if key in before]


def _interleaved(backbone: Sequence[_Key], other: Sequence[_Key]) -> list[_Key]:
    known = set(backbone)
    head: list[_Key] = []
    followers: dict[_Key, list[_Key]] = {}
    added = head
    for key in other:
        if key in known:
            added = followers.setdefault(key, [])
        else:
            added.append(key)
    order: list[_Key] = []
    waiting = head
    for key in backbone:
        if key in followers:
            order += waiting
            waiting = followers[key]
        order.append(key)
    return order + waiting
