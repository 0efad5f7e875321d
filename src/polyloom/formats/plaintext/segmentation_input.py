"""What the segments of a text are found from: its blocks, its layout, directives, known kinds."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.directives import Directive
from polyloom.formats.plaintext.blocks import Block, split_blocks
from polyloom.formats.plaintext.directive_lines import directives_by_block
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.segmentation_state import SegmentationState, SegmentContext
from polyloom.model import Kind


class SegmentationInput:
    """A text, its blocks and their layout, what directives say of them, and known kinds.

    ``kinds`` has one kind for each segment for translators where they are known; it is empty where
    every kind is inferred.
    """

    def __init__(
        self, text: str, kinds: Sequence[Kind], directives: Sequence[Directive] = ()
    ) -> None:
        self.text = text
        self.kinds = kinds
        self.blocks = split_blocks(text)
        self.directives = directives_by_block(directives, self.blocks)
        self.layout = DocumentLayout(text, self.blocks)

    def is_withheld(self, block_index: int, state: SegmentationState) -> bool:
        """Whether a directive keeps the next segment, which is in this block, from translators."""
        directives = self.directives
        return state.skip_next or block_index in directives.skipped or block_index in directives.off

    def known_kind(self, block_index: int, state: SegmentationState) -> Kind | None:
        """The kind of the next segment, which is in this block, where it is known."""
        if state.segment_count >= len(self.kinds) or self.is_withheld(block_index, state):
            return None
        return self.kinds[state.segment_count]

    def context(
        self, block_index: int, state: SegmentationState, *, opens_block: bool
    ) -> SegmentContext:
        """What is around a candidate in a block; ``opens_block``: it is the block's first."""
        return SegmentContext(
            self.layout,
            state.previous_kind,
            self.block_after(block_index),
            state.segment_count,
            opens_block,
            state.has_title,
            state.last_number,
        )

    def block_after(self, block_index: int) -> Block | None:
        """The block after one, or None where that is the last."""
        return self.blocks[block_index + 1] if block_index + 1 < len(self.blocks) else None
