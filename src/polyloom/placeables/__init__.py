"""Masking: what no engine may touch travels as numbered masks, and comes back verified.

Invariant: a translation that ``restore`` or ``refill`` returns has the markup, code, URLs,
placeholders and terms of its source, each as often; pairs stand within the same pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyloom.placeables.mask_shape import (
        BRACKETS,
        PLAIN,
        WORDS,
        XML,
        MaskShape,
        text_for_engine,
    )
    from polyloom.placeables.masked_text import Mask, MaskedPart, MaskedText, MaskFault, MaskRole
    from polyloom.placeables.masking import mask, placeable_counts
    from polyloom.placeables.restoration import refill, restore, translatable_stretches

__all__ = [
    "BRACKETS",
    "PLAIN",
    "WORDS",
    "XML",
    "Mask",
    "MaskFault",
    "MaskRole",
    "MaskShape",
    "MaskedPart",
    "MaskedText",
    "mask",
    "placeable_counts",
    "refill",
    "restore",
    "text_for_engine",
    "translatable_stretches",
]


def __getattr__(name: str) -> object:
    """What ``__all__`` names, loaded on first use: documents are read without masks."""
    if name in __all__:
        from polyloom.placeables import mask_shape, masked_text, masking, restoration

        for module in (mask_shape, masked_text, masking, restoration):
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(name)
