"""How long a text is to a reader, whatever script it is in."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_WEIGHTS = ((_HAN, 2.2), (_KANA, 0.9), (_HANGUL, 1.2))
# Any of them, to leave the counting out for the scripts that need none.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def latin_length(text: str) -> float:
    """The length in Latin letters, blanks at the edges left out.

    Characters are weighed by how much a script says in one: a Chinese one stands for about three
    Latin letters.
    """
    text = text.strip()
    length = float(len(text))
    if not text.isascii() and _DENSE.search(text):
        for script, extra in _WEIGHTS:
            length += extra * len(script.findall(text))
    return length
