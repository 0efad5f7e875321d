"""What masking makes of a text: words for an engine, and masks for what no engine may touch."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from polyloom.messages import message


class MaskRole(StrEnum):
    """What a mask does: it stands alone, or opens or closes a pair around translatable text."""

    ALONE = "alone"
    OPENING = "opening"
    CLOSING = "closing"


class Mask(Struct, frozen=True):
    """A part of the source that comes back exactly as it is: ``source``.

    ``number`` counts from 1 in reading order; the two masks of a pair share one.
    """

    number: int
    role: MaskRole
    source: str

    @property
    def is_markup(self) -> bool:
        """Whether it marks up the words beside it and does not stand for a word."""
        return self.role is not MaskRole.ALONE or self.source[0] == "<" or self.is_line_break

    @property
    def is_line_break(self) -> bool:
        """Whether it is a line break that matters, with the blanks beside it."""
        return not self.source.strip()


# A stretch of words, or a mask.
MaskedPart = str | Mask


class MaskedText(Struct, frozen=True):
    """A text as words and masks; ``lead`` and ``tail`` are what is not sent at its edges.

    Invariant: lead, the parts' sources and tail, put together, are the text.
    """

    parts: tuple[MaskedPart, ...]
    lead: str = ""
    tail: str = ""

    @property
    def masks(self) -> tuple[Mask, ...]:
        """The masks, in reading order."""
        return tuple(part for part in self.parts if isinstance(part, Mask))

    @property
    def words(self) -> str:
        """The text without what is masked: a blank in the place of each mask."""
        return "".join(part if isinstance(part, str) else " " for part in self.parts)


class MaskFault(Exception):  # noqa: N818 - an answer is no use: a result, not a fault in a program
    """An engine's answer does not have the masks that were sent; the message names one."""


def enclosing_pairs(parts: tuple[MaskedPart, ...]) -> dict[tuple[int, MaskRole], int]:
    """The number of the innermost pair around each mask, by its number and role; 0 for none.

    Raises MaskFault where pairs overlap, close before they open, or stay open.
    """
    found: dict[tuple[int, MaskRole], int] = {}
    open_: list[int] = []
    for part in parts:
        if isinstance(part, str):
            continue
        if part.role is MaskRole.CLOSING and (not open_ or open_.pop() != part.number):
            raise MaskFault(message("{source} closes what is not open there", source=part.source))
        found[part.number, part.role] = open_[-1] if open_ else 0
        if part.role is MaskRole.OPENING:
            open_.append(part.number)
    if open_:
        raise MaskFault(message("a pair of markup is left open"))
    return found
