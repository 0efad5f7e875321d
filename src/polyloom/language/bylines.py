"""Words that a byline begins with: “by”, “author” and their like in other languages."""

from __future__ import annotations

import re

# The languages' own words before an author's name at the head of a text.
_WORDS = (
    "by", "written by", "author", "authors",
    "por", "autor", "autora", "autores", "autoras", "per", "par", "auteur", "di", "de", "da",
    "von", "autoren", "door", "av", "af", "eftir", "skrev", "kirjoittanut", "írta", "yazan",
    "napisał", "napisała", "автор", "автори", "авторы", "от", "του", "της", "από",
    "بقلم", "كتبه", "كتبته", "نوشته", "נכתב על ידי", "מאת", "लेखक", "tác giả", "oleh", "โดย",
    "作者", "撰文", "文", "著", "글",
)  # fmt: skip
_BYLINE = re.compile(
    r"(?:" + "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True)) + r")"
    r"(?:\s*[:：/／]\s*|\s+)\S",
    re.IGNORECASE,
)


def looks_like_byline(line: str) -> bool:
    """Whether a short line under a title names its author.

    >>> looks_like_byline("By Movimiento Anticapitalista – Peru")
    True
    >>> looks_like_byline("Introduction")
    False
    """
    return _BYLINE.match(line) is not None
