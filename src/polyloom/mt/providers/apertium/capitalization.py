"""The letter case at the beginning of a text.

Apertium writes the first word that it knows with a capital letter, wherever that word stands: also
behind masks and behind words that it does not know.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")


def with_source_case(source: str, answer: str) -> str:
    """The answer, the first word in which it differs from the source in the source's letter case.

    >>> with_source_case("⟦1⟧ panics at times", "⟦1⟧ Entra en pánico a veces")
    '⟦1⟧ entra en pánico a veces'
    """
    pairs = enumerate(zip(source, answer, strict=False))
    same = next((place for place, (ours, theirs) in pairs if ours != theirs), 0)
    while same and source[same - 1].isalnum():
        same -= 1
    word = _WORD.match(answer, same)
    if word is None or not source[same : same + 1].islower() or word[0] != word[0].capitalize():
        return answer
    return answer[:same] + word[0].lower() + answer[word.end() :]
