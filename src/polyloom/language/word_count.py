"""Counting words as translators count them."""

from __future__ import annotations

import re
from functools import cache

# Scripts written without blanks between words: each character counts as a word, which is how
# translation into and out of them is priced. Han, kana, Thai, Lao, Khmer, Myanmar.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)


@cache
def _word() -> re.Pattern[str]:
    """Compiled on use: it takes longer than to extract a document, in which nothing is counted."""
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’.,\-][^\W{_UNSPACED}]+)*")


def count_words(text: str) -> int:
    """The number of words: runs of letters and digits; each character of an unspaced script.

    ``don’t``, ``right-wing`` and ``1,000.5`` are one word each.

    >>> count_words("We don’t keep 1,000.5 right-wing coups!")
    6
    >>> count_words("改变规则")
    4
    """
    return len(_word().findall(text))
