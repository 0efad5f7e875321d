"""What a source format is to the rest of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from polyloom.model import Document, Kind, Segment


@dataclass(frozen=True, slots=True)
class Format:
    """A source format: how to find segments in it, and how to put a translation in their place.

    ``find(text, kinds)`` gives the segments of a text in order, with spans in *characters*.
    ``kinds`` is None, or one kind for each segment: where the format would guess a kind from its
    wording (a title, a byline), it takes that one instead, because wording is what a translation
    changes.

    ``render(document, segment, translation)`` gives what to write in the segment's place: escaped
    or wrapped as the format needs it. An empty result means that there is nothing to write.
    """

    name: str
    suffixes: tuple[str, ...]
    find: Callable[[str, Sequence[Kind] | None], list[Segment]]
    render: Callable[[Document, Segment, str], str]
