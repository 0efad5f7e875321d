"""Letters of Latin, Cyrillic and Greek that look like one of another script.

The source is Unicode's confusables.txt (UTS #39), as far as it is about letters of everyday use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Letters in the same place look alike.
_LATIN_OF_CYRILLIC = ("ABCEHIJKMOPSTXYaceijopxyëï", "АВСЕНІЈКМОРЅТХУасеіјорхуёї")
_LATIN_OF_GREEK = ("ABEHIKMNOPTXYZov", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖον")
_SCRIPTS = {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek"}
_RANGES = {
    "Latn": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrl": "Ѐ-ԯ",
    "Grek": "Ͱ-Ͽἀ-῾",
}


class Lookalike(NamedTuple):
    """A word with letters of another script: where it stands, those letters, and how it should be.

    ``script`` and ``other`` are the names of the word's script and of that of the letters.
    """

    start: int
    word: str
    letters: str
    corrected: str
    script: str
    other: str


def lookalikes(text: str) -> Iterator[Lookalike]:
    """The words in which letters look like those of their script and are of another one.

    A word is of the script of the letters that look like none of the other; where there are none,
    nothing can be told. Suffixes behind abbreviations are fine (``DNSом``, ``URLа``).

    >>> [(found.letters, found.corrected) for found in lookalikes("Ѕimple Wоrds, DNSом")]
    [('Ѕ', 'Simple'), ('о', 'Words')]
    """
    for match in _mixed_word().finditer(text):
        word = match[0]
        for script, other, ours, theirs in _pairs():
            found = _foreign_letters(word, script, other, theirs)
            if found and found != "x" and not _is_suffixed(word, other):
                corrected = word.translate(str.maketrans(theirs, ours))
                yield Lookalike(
                    match.start(), word, found, corrected, _SCRIPTS[script], _SCRIPTS[other]
                )
                break


def _foreign_letters(word: str, script: str, other: str, theirs: str) -> str:
    """The word's letters of another script, if all of them have lookalikes in the word's own."""
    foreign = "".join(_letters(other).findall(word))
    own = "".join(_letters(script).findall(word))
    if not foreign or len(own) <= len(foreign) or set(foreign) - set(theirs):
        return ""
    return foreign


def _is_suffixed(word: str, other: str) -> bool:
    """Whether all that is foreign is an ending, or all before it is an abbreviation or a name."""
    return re.fullmatch(rf"[^{_RANGES[other]}]+[{_RANGES[other]}]+", word) is not None and (
        re.match(r"[A-Z0-9]{2}", word) is not None
    )


@cache
def _pairs() -> tuple[tuple[str, str, str, str], ...]:
    """Script, other script, the script's letters, and those of the other that look like them."""
    pairs = (("Cyrl", *_LATIN_OF_CYRILLIC), ("Grek", *_LATIN_OF_GREEK))
    return tuple(
        row
        for other, latin, others in pairs
        for row in (("Latn", other, latin, others), (other, "Latn", others, latin))
    )


@cache
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_RANGES[script]}]")


@cache
def _mixed_word() -> re.Pattern[str]:
    """A word that has both Latin letters and Cyrillic or Greek ones."""
    latin, others = _RANGES["Latn"], _RANGES["Cyrl"] + _RANGES["Grek"]
    return re.compile(
        rf"(?<![\w%])(?:[^\W{latin}{others}]*)(?:[{latin}]\w*?[{others}]|[{others}]\w*?[{latin}])\w*"
    )
