"""A translation made to fit another text, which differs in numbers, links or placeholders."""

from __future__ import annotations

import re
from collections import Counter

from polyloom.placeables import Mask, mask, placeable_counts

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def adapt_translation(old: str, new: str, translation: str) -> str | None:
    """The translation of ``old``, changed so that it fits ``new``; None where that cannot be done.

    The numbers, markup, links and placeholders of the two texts are paired in order. One that
    differs is replaced in the translation, if that has it as often as ``old``. The result has
    exactly the placeables of ``new``.

    >>> adapt_translation("Wait [5](a) days", "Wait [7](b) days", "Espere [5](a) días")
    'Espere [7](b) días'
    """
    fixed_old, fixed_new = _fixed(old), _fixed(new)
    if len(fixed_old) != len(fixed_new):
        return None if fixed_old else _checked(new, translation)
    changes: dict[str, str] = {}
    for before, after in zip(fixed_old, fixed_new, strict=True):
        if changes.setdefault(before, after) != after:
            return None
    changes = {before: after for before, after in changes.items() if before != after}
    counts_old, counts = Counter(fixed_old), Counter(_fixed(translation))
    if any(counts[before] != counts_old[before] for before in changes):
        return None
    return _checked(new, _replaced(translation, changes))


def _fixed(text: str) -> list[str]:
    """What is no prose of a text, in order: what is masked, and the numbers between."""
    masked = mask(text)
    found = [masked.lead.strip()]
    for part in masked.parts:
        found += [part.source] if isinstance(part, Mask) else _NUMBER.findall(part)
    return [each for each in [*found, masked.tail.strip()] if each]


def _replaced(text: str, changes: dict[str, str]) -> str:
    """The text with changes in what ``_fixed`` finds in it."""
    masked = mask(text)
    return "".join(
        [
            _edge(masked.lead, changes),
            *(
                changes.get(part.source, part.source)
                if isinstance(part, Mask)
                else _NUMBER.sub(lambda match: changes.get(match[0], match[0]), part)
                for part in masked.parts
            ),
            _edge(masked.tail, changes),
        ]
    )


def _edge(text: str, changes: dict[str, str]) -> str:
    """What is not sent at an edge of a text, changed; the white space around it stays."""
    core = text.strip()
    return text.replace(core, changes[core], 1) if core in changes else text


def _checked(source: str, translation: str) -> str | None:
    return translation if placeable_counts(translation) == placeable_counts(source) else None
