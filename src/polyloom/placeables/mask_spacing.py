"""Blanks beside masks: engines drop, double and misplace them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.language.scripts import is_cjk
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskRole

# What a mask follows without a blank, and what follows a mask so.
_LEANS_RIGHT = frozenset("([{“‘«‹¿¡「『（【《")
_LEANS_LEFT = frozenset(".,)]}”’…。，、；：！？」』）】》؟،؛")

# A part and which of its sides is meant.
_Side = tuple[MaskedPart, bool]
_LEFT, _RIGHT = False, True


class _Joint(Struct, frozen=True):
    """Two neighbours and the blanks between them; an edge of the text is None."""

    left: MaskedPart | None
    gap: str
    right: MaskedPart | None


def mend_spacing(source: Sequence[MaskedPart], answer: Sequence[MaskedPart]) -> str:
    """The answer's text with the blanks at its masks mended.

    Within a pair there are none at the edges. Outside, a word stands apart from a mask unless one
    of the source stood at it, and a full stop does not.

    >>> from polyloom.placeables import mask
    >>> parts = mask("Press **x**.").parts
    >>> mend_spacing(parts, ("Pulse", parts[1], " x ", parts[3], " ."))
    'Pulse **x**.'
    """
    touching = _touching(source)
    text: list[str] = []
    for joint in _joints(answer):
        if joint.left is not None and joint.right is not None:
            text.append(_gap(joint, touching))
        text.append(_written(joint.right))
    return "".join(text)


def _joints(parts: Sequence[MaskedPart]) -> list[_Joint]:
    """The places between parts that are not blank, and before the first and behind the last."""
    joints: list[_Joint] = []
    left: MaskedPart | None = None
    gap = ""
    for part in parts:
        if isinstance(part, Mask):
            joints.append(_Joint(left, gap, part))
            left, gap = part, ""
        elif part.strip():
            core = part.strip()
            begin = part.index(core)
            joints.append(_Joint(left, gap + part[:begin], core))
            left, gap = core, part[begin + len(core) :]
        else:
            gap += part
    joints.append(_Joint(left, gap, None))
    return joints


def _touching(source: Sequence[MaskedPart]) -> dict[_Side, MaskedPart]:
    """What stands at the sides of the source's masks without a blank between."""
    found: dict[_Side, MaskedPart] = {}
    for joint in _joints(source):
        if not joint.gap and joint.left is not None and joint.right is not None:
            found[joint.left, _RIGHT] = joint.right
            found[joint.right, _LEFT] = joint.left
    return found


def _gap(joint: _Joint, touching: Mapping[_Side, MaskedPart]) -> str:
    left, gap, right = joint.left, joint.gap, joint.right
    if _opens(left) or _closes(right) or _is_break(left) or _is_break(right):
        return ""
    if isinstance(left, Mask) and isinstance(right, Mask):
        return "" if touching.get((left, _RIGHT)) == right else gap[:1]
    if isinstance(left, Mask) and isinstance(right, str):
        leans = right[0] in _LEANS_LEFT and not right[1:2].isalnum()
        return "" if leans else _apart(left, gap, right[0], touching.get((left, _RIGHT)))
    if isinstance(left, str) and isinstance(right, Mask):
        leans = left[-1] in _LEANS_RIGHT
        return "" if leans else _apart(right, gap, left[-1], touching.get((right, _LEFT)))
    return gap


def _apart(mask: Mask, gap: str, neighbour: str, touched: MaskedPart | None) -> str:
    """What stands between a mask and a character of a word beside it.

    ``touched`` is what stands at that side of it in the source. Scripts without blanks need none.
    """
    if isinstance(touched, str) and mask.is_markup:
        return ""
    in_a_word = isinstance(touched, str) and (touched[0].isalnum() or touched[-1].isalnum())
    if in_a_word or not neighbour.isalnum() or is_cjk(neighbour):
        return gap
    return gap or " "


def _opens(part: MaskedPart | None) -> bool:
    return isinstance(part, Mask) and part.role is MaskRole.OPENING


def _closes(part: MaskedPart | None) -> bool:
    return isinstance(part, Mask) and part.role is MaskRole.CLOSING


def _is_break(part: MaskedPart | None) -> bool:
    return isinstance(part, Mask) and part.is_line_break


def _written(part: MaskedPart | None) -> str:
    return part.source if isinstance(part, Mask) else part or ""
