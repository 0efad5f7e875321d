"""Putting back what was masked, and making sure that all of it is there, once, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from polyloom.messages import message
from polyloom.placeables.mask_shape import MaskShape, read_answer
from polyloom.placeables.mask_spacing import mend_spacing
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskedText, MaskFault, enclosing_pairs
from polyloom.placeables.masking import placeable_counts


def restore(masked: MaskedText, shape: MaskShape, answer: str, terms: Sequence[str] = ()) -> str:
    """The translation that an engine's answer is, with all that was masked in its place.

    ``terms`` are those that ``mask`` was given. Raises MaskFault where a mask is missing, comes
    twice, or stands within another pair than in the source, and where the answer has markup, a
    placeholder or a URL that the source has not. Blanks beside masks are mended: engines are
    careless about them.
    """
    parts = read_answer(masked, shape, answer)
    _verify_masks(masked.parts, parts)
    return _verified(masked, mend_spacing(masked.parts, parts), terms)


def translatable_stretches(masked: MaskedText) -> tuple[str, ...]:
    """The stretches between masks that have letters, without the white space at their edges.

    What is left of a text when an engine breaks its masks in every shape: less context, but
    nothing that could break.
    """
    return tuple(_source(part).strip() for part in masked.parts if _has_words(part))


def refill(masked: MaskedText, translations: Sequence[str], terms: Sequence[str] = ()) -> str:
    """The text with translations in the place of its stretches.

    Raises MaskFault where one has markup, a placeholder or a URL that the source has not.
    """
    waiting = iter(translations)
    parts = []
    for part in masked.parts:
        if not _has_words(part):
            parts.append(_source(part))
            continue
        text = _source(part)
        begin = len(text) - len(text.lstrip())
        parts += [text[:begin], next(waiting).strip(), text[len(text.rstrip()) :]]
    return _verified(masked, "".join(parts), terms)


def _has_words(part: MaskedPart) -> bool:
    return isinstance(part, str) and any(map(str.isalpha, part))


def _source(part: MaskedPart) -> str:
    return part if isinstance(part, str) else part.source


def _joined(parts: Sequence[MaskedPart]) -> str:
    return "".join(map(_source, parts))


def _verify_masks(sent: tuple[MaskedPart, ...], answered: tuple[MaskedPart, ...]) -> None:
    wanted = Counter(part for part in sent if isinstance(part, Mask))
    found = Counter(part for part in answered if isinstance(part, Mask))
    for one in wanted - found:
        raise MaskFault(
            message("the answer lacks {source}", source=one.source.strip() or "a line break")
        )
    for one in found - wanted:
        raise MaskFault(
            message(
                "the answer has {source} more than once",
                source=one.source.strip() or "a line break",
            )
        )
    if enclosing_pairs(answered) != enclosing_pairs(sent):
        raise MaskFault(message("the answer has markup within other markup than the source"))


def _verified(masked: MaskedText, core: str, terms: Sequence[str]) -> str:
    """The whole translation, if masking finds in it what it finds in the source."""
    source = masked.lead + _joined(masked.parts) + masked.tail
    text = masked.lead + core + masked.tail
    wanted, found = placeable_counts(source, terms), placeable_counts(text, terms)
    for one in found - wanted:
        raise MaskFault(
            message("the answer adds {part}", part=one.strip() or message("a line break"))
        )
    for one in wanted - found:
        raise MaskFault(
            message("the answer loses {part}", part=one.strip() or message("a line break"))
        )
    return text
