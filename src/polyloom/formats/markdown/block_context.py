"""What kind of segment the text of a block is, and how deep the block is nested."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.formats.markdown.container_titles import TitleFinder
from polyloom.model import CellPlace, Kind


class BlockContext(NamedTuple):
    """Kind, depth and marker of the segment that a block's text is.

    ``quotes`` is in how many block quotes the block stands. ``title_of`` finds the title in the
    first line of its text, where that opens a container. ``cell`` is the cell of a table.
    """

    kind: Kind
    depth: int = 0
    marker: str = ""
    quotes: int = 0
    title_of: TitleFinder | None = None
    cell: CellPlace | None = None

    def after_first_text(self) -> BlockContext:
        """The context of what follows in the same item: only its first text is the point."""
        return (
            BlockContext(Kind.PARAGRAPH, self.depth, "", self.quotes)
            if self.kind is Kind.POINT
            else self
        )
