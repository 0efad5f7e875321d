"""The letter case of a text's beginning, which Apertium takes from the place and not from the word.

It begins the first word that it knows with a capital letter, also where masks and unknown words
stand before it.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")


def with_source_case(source: str, answer: str) -> str:
    """The answer; the word behind what it begins with as the source does in the source's case.

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
