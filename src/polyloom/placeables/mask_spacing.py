"""Blanks beside masks: engines drop, double and misplace them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.language.scripts import is_cjk
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskRole

# What a mask follows without a blank, and what follows a mask so.
_LEANS_RIGHT = frozenset("([{“‘«‹¿¡「『（【《")
_LEANS_LEFT = frozenset(".,)]}”’…。，、；：！？」』）】》؟،؛")

# Blanks at which no line may end.
_UNBREAKABLE = frozenset("\u00a0\u202f")

# A part and which of its sides is meant.
_Side = tuple[MaskedPart, bool]
_LEFT, _RIGHT = False, True


class _Neighbours(Struct, frozen=True):
    """Two neighbours and the blanks between them; an edge of the text is None."""

    left: MaskedPart | None
    gap: str
    right: MaskedPart | None


def mend_spacing(source: Sequence[MaskedPart], answer: Sequence[MaskedPart]) -> str:
    """The answer's text with the blanks at its masks mended.

    The inner edges of a pair get none. Elsewhere a word gets one between it and a mask, unless a
    word touched that side of the mask in the source; punctuation that follows a mask gets none.
    None gets more of them than it has in the source.

    >>> from polyloom.placeables import mask
    >>> parts = mask("Press **x**.").parts
    >>> mend_spacing(parts, ("Pulse", parts[1], " x ", parts[3], " ."))
    'Pulse **x**.'
    """
    touching, gaps = _touching(source), _gaps(source)
    text: list[str] = []
    for pair in _neighbours(answer):
        if pair.left is not None and pair.right is not None:
            widest = max(1, gaps.get((pair.left, _RIGHT), 0), gaps.get((pair.right, _LEFT), 0))
            text.append(_narrowed(_gap(pair, touching), widest))
        text.append(_written(pair.right))
    return "".join(text)


def _neighbours(parts: Sequence[MaskedPart]) -> list[_Neighbours]:
    """All parts that are not blank, each with the next one; the first and the last with None."""
    found: list[_Neighbours] = []
    left: MaskedPart | None = None
    gap = ""
    for part in parts:
        if isinstance(part, Mask):
            found.append(_Neighbours(left, gap, part))
            left, gap = part, ""
        elif part.strip():
            core = part.strip()
            begin = part.index(core)
            found.append(_Neighbours(left, gap + part[:begin], core))
            left, gap = core, part[begin + len(core) :]
        else:
            gap += part
    found.append(_Neighbours(left, gap, None))
    return found


def _touching(source: Sequence[MaskedPart]) -> dict[_Side, MaskedPart]:
    """What touches a side of a part in the source, with no blank between them."""
    found: dict[_Side, MaskedPart] = {}
    for pair in _neighbours(source):
        if not pair.gap and pair.left is not None and pair.right is not None:
            found[pair.left, _RIGHT] = pair.right
            found[pair.right, _LEFT] = pair.left
    return found


def _gaps(source: Sequence[MaskedPart]) -> dict[_Side, int]:
    """How many blanks there are at each side of a mask in the source."""
    return {
        (part, side): len(pair.gap)
        for pair in _neighbours(source)
        for part, side in ((pair.left, _RIGHT), (pair.right, _LEFT))
        if isinstance(part, Mask)
    }


def _narrowed(gap: str, widest: int) -> str:
    """Blanks, no more than so many; one that breaks no line stays alone."""
    if len(gap) <= widest:
        return gap
    unbreakable = next((blank for blank in gap if blank in _UNBREAKABLE), "")
    return unbreakable or gap[:widest]


def _gap(pair: _Neighbours, touching: Mapping[_Side, MaskedPart]) -> str:
    left, gap, right = pair.left, pair.gap, pair.right
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
    """The blank between a mask and ``neighbour``, the nearest character of the word beside it.

    ``touched`` is what touches that side of the mask in the source. Chinese and Japanese need none.
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
