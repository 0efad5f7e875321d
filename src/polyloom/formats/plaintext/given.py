"""What is given before a text is read: its blocks and look, what is known, what is ordered."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.directives import Directive
from polyloom.formats.plaintext.blocks import Block, cut
from polyloom.formats.plaintext.look import Look
from polyloom.formats.plaintext.orders import orders_of
from polyloom.formats.plaintext.setting import Setting
from polyloom.formats.plaintext.state import State
from polyloom.model import Kind


class Given:
    """A text, cut into blocks, the kinds that are known of its segments, and directives."""

    def __init__(
        self, text: str, kinds: Sequence[Kind], directives: Sequence[Directive] = ()
    ) -> None:
        self.text = text
        self.kinds = kinds
        self.blocks = cut(text)
        self.orders = orders_of(directives, self.blocks)
        self.look = Look(text, self.blocks)

    def keeps(self, position: int, state: State) -> bool:
        """Whether a directive keeps the next segment, which is in this block, from translators."""
        return state.skips or position in self.orders.skipped or position in self.orders.off

    def expected(self, position: int, state: State) -> Kind | None:
        """The kind of the next segment, which is in this block, where it is known."""
        if state.done >= len(self.kinds) or self.keeps(position, state):
            return None
        return self.kinds[state.done]

    def setting(self, position: int, state: State, *, opens: bool) -> Setting:
        """Where a piece of a block stands; ``opens``: it is the block's first."""
        return Setting(
            self.look,
            state.previous,
            self.following(position),
            state.done,
            opens,
            state.titled,
            state.numbered,
        )

    def following(self, position: int) -> Block | None:
        """The block after one, if there is one."""
        return self.blocks[position + 1] if position + 1 < len(self.blocks) else None
