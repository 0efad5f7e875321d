"""Where a piece stands, as far as guesses about it ask."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.look import Look
from polyloom.model import Kind


class Setting(NamedTuple):
    """Where a piece stands: the document, the kind before it, and the block after its own.

    ``done`` counts the segments before it. ``opens``: it is the first of its block. ``titled``:
    a title stands before it; ``numbered`` is the family and number of the last numbered
    heading.
    """

    look: Look
    previous: Kind | None
    following: Block | None
    done: int
    opens: bool
    titled: bool
    numbered: tuple[str, int]

    @property
    def first(self) -> bool:
        """Whether no segment stands before it."""
        return self.previous is None
