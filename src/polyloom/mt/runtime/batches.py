"""Requests put together to calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from polyloom.mt.api.engine_contract import CallLimits

_Item = TypeVar("_Item")


def batches(
    items: Sequence[_Item], length: Callable[[_Item], int], limits: CallLimits
) -> Iterator[list[_Item]]:
    """The items in as few batches as the limits allow, in order; ``length`` is in characters.

    An item that is longer than a call may be is a batch of its own.
    """
    batch: list[_Item] = []
    size = 0
    for item in items:
        if batch and (len(batch) == limits.texts or size + length(item) > limits.characters):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length(item)
    if batch:
        yield batch
