"""Masking: what no engine may touch travels as numbered masks, and comes back verified.

Invariant: a translation that ``restored`` or ``refilled`` returns has the markup, code, URLs,
placeholders and terms of its source, each as often; pairs stand within the same pairs.
"""

from polyloom.text.masking.finding import inventory, mask
from polyloom.text.masking.model import Mask, Masked, MaskFault, Part, Role
from polyloom.text.masking.restoring import refilled, restored, stretches
from polyloom.text.masking.shapes import BRACKETS, PLAIN, WORDS, XML, Shape, written

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
