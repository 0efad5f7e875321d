"""What kind of segment the text of a block is, and how deep the block is nested."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.model import Kind


class BlockContext(NamedTuple):
    """Kind, depth and marker of the segment that a block's text is.

    ``quotes`` is in how many block quotes the block stands. ``opens_admonition`` says whether the
    first line of its text is that of an admonition.
    """

    kind: Kind
    depth: int = 0
    marker: str = ""
    quotes: int = 0
    opens_admonition: bool = False

    def after_first_text(self) -> BlockContext:
        """The context of what follows in the same item: only its first text is the point."""
        return (
            BlockContext(Kind.PARAGRAPH, self.depth, "", self.quotes)
            if self.kind is Kind.POINT
            else self
        )
