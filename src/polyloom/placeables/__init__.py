"""Masking: what no engine may touch travels as numbered masks, and comes back verified.

Invariant: a translation that ``restored`` or ``refilled`` returns has the markup, code, URLs,
placeholders and terms of its source, each as often; pairs stand within the same pairs.
"""

from polyloom.placeables.mask_shapes import BRACKETS, PLAIN, WORDS, XML, Shape, written
from polyloom.placeables.masked_text import Mask, Masked, MaskFault, Part, Role
from polyloom.placeables.masking import inventory, mask
from polyloom.placeables.restoration import refilled, restored, stretches

__all__ = [
    "BRACKETS",
    "PLAIN",
    "WORDS",
    "XML",
    "Mask",
    "MaskFault",
    "Masked",
    "Part",
    "Role",
    "Shape",
    "inventory",
    "mask",
    "refilled",
    "restored",
    "stretches",
    "written",
]
