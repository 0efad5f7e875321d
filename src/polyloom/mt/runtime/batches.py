"""What is sent to an engine, cut to the size that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote_plus

from polyloom.mt.api.contract import Limits
from polyloom.mt.runtime.text_splitting import Piece, pieces

Item = TypeVar("Item")


def cut(text: str, limits: Limits) -> list[Piece]:
    """The text in as few pieces as the limits allow."""
    if _fits(text, limits):
        return [Piece(text, "")]
    return pieces(text, lambda part: _fits(part, limits))


def batches(
    items: Sequence[Item], length: Callable[[Item], int], limits: Limits
) -> Iterator[list[Item]]:
    """The items in as few batches as the limits allow, in order; ``length`` is in characters."""
    batch: list[Item] = []
    size = 0
    for item in items:
        if batch and (len(batch) == limits.texts or size + length(item) > limits.characters):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length(item)
    if batch:
        yield batch


def _fits(text: str, limits: Limits) -> bool:
    return (
        len(text) <= min(limits.text_characters, limits.characters)
        and len(text.encode(errors="replace")) <= limits.text_bytes
        and len(quote_plus(text, errors="replace")) <= limits.text_url_bytes
    )
