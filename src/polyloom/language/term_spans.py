"""Where words and names stand in a text that stay as they are in every translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def term_spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of terms, in characters: as whole words, in the letter case of the terms.

    Of terms that begin at one place, it is the longest.

    >>> list(term_spans("Nuevo Perú and Perú", ["Perú", "Nuevo Perú"]))
    [(0, 10), (15, 19)]
    """
    wanted = sorted({term for term in terms if term.strip()}, key=len, reverse=True)
    if wanted:
        either = "|".join(map(re.escape, wanted))
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text):
            yield match.span()
