"""An inverted index over words, to find the texts that may be like another one.

To compare a text with thousands of others takes too long. Those that share its rarest words are
few, and the like ones are among them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import chain

from msgspec import Struct, field

from polyloom.language.scripts import UNSPACED, may_have_asian_scripts
from polyloom.late_patterns import late_pattern

_WORD = late_pattern(r"\w+(?:'\w+)*")
_CUT_WORD = late_pattern(r"\w+")


class WordIndex(Struct):
    """Texts, numbered from 0 in the order in which they are added, by their words.

    What counts as a word is the caller's: any strings will do that like texts share.
    """

    numbers: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    size: int = 0

    def add(self, words: Set[str]) -> None:
        """Take in the next text."""
        numbers, number = self.numbers, self.size
        for word in words:
            numbers[word].append(number)
        self.size = number + 1

    def by_rarity(self, words: Set[str]) -> list[tuple[int, str]]:
        """Those of the words that are in any text, with the number of such texts, rarest first."""
        numbers = self.numbers
        return sorted([(len(numbers[word]), word) for word in words & numbers.keys()])


def votes(texts_by_word: Iterable[Sequence[int]]) -> Counter[int]:
    """How many of some words each text has, given the numbers of the texts for each word."""
    return Counter(chain.from_iterable(texts_by_word))


def word_codes() -> defaultdict[str, str]:
    """A character for each word that is asked for, so that texts are compared by word as strings.

    Characters run out, and are given again, only where there are a million different words.
    """
    codes: defaultdict[str, str] = defaultdict(lambda: chr(len(codes) % 0x110000))
    return codes


def words_of(text: str) -> list[str]:
    """The words of a case-folded text, where no blanks part them its characters.

    >>> words_of("the people's 2nd 人民")
    ['the', "people's", '2nd', '人', '民']
    """
    word = _word_of_any_script() if may_have_asian_scripts(text) else _WORD
    return word.findall(text)


def words_cut_at_apostrophes(text: str) -> list[str]:
    """The words of a text without regard to letter case, where no blanks part them its characters.

    >>> words_cut_at_apostrophes("The people’s 2nd 人民")
    ['the', 'people', 's', '2nd', '人', '民']
    """
    folded = text.casefold()
    word = _cut_word_of_any_script() if may_have_asian_scripts(folded) else _CUT_WORD
    return word.findall(folded)


# Compiled on use: it takes longer than to compare the texts of most catalogs.


@cache
def _word_of_any_script() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|{_WORD.pattern}")


@cache
def _cut_word_of_any_script() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|{_CUT_WORD.pattern}")
