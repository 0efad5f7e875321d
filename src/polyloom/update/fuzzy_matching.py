"""Find, for texts that appeared, the texts that vanished which they were probably made from.

A wrong suggestion costs a translator more than none, so texts must agree in most of their words, in
order; short ones, where a single word makes the meaning, nearly letter by letter. A text that
stands where the old one stood, between the same neighbours, may differ more than one from afar.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from msgspec import Struct, field
from rapidfuzz.distance import Indel, LCSseq

from polyloom.language.scripts import UNSPACED

# Words; scripts that write none apart count by character.
_WORD = re.compile(r"\w+(?:'\w+)*")
_DIGITS = re.compile(r"\d+")

# Texts of so few words must be nearly equal, so much of their letters and all of their digits.
_SHORT = 3
_SHORT_CUTOFF = 0.9
# The least share of words in common for texts of up to so many words, and for longer ones; and
# for all where the new text stands in the old one's place.
_MIDDLE = 7
_MIDDLE_CUTOFF, _CUTOFF = 0.85, 0.8
_CUTOFF_HERE = 0.65
# The same if all words of one are in the other: a sentence was added or taken away.
_GROWN_CUTOFF = 0.4
# The same wherever they stand, if one of so many words is the beginning or the end of the other.
_LEAST_GROWN, _GROWN_ANYWHERE_CUTOFF = 6, 0.6
# The same words in another order: sentences changed places.
_MOVED_CUTOFF = 0.92

# How many of a text's rarest keys are looked up. That is all if they lead to a text that has so
# great a share of its words, and is hardly shorter; else one more for so many words, and as many as
# it takes to have found so many texts, but not more than are enough for any. The likeliest of them
# are compared.
_LOOKED_UP = 5
_EXPLAINED, _FEW = 0.9, 2
_WORDS_FOR_ONE_MORE = 8
_FOUND, _MOST_FOUND = 100, 300
_COMPARED = 12
# Keys of more texts than this tell little and cost much.
_FREQUENT = 200
# Texts that have less than this share of the shorter one's words in common are not told of.
_RELATED = 0.4

# Of two equally like texts the nearer one is meant if the other is so many times as far away.
_CLEARLY_FARTHER = 2


class Likeness(NamedTuple):
    """How much a new text has in common with an old one, both given by number.

    ``common`` is the number of words that both have in the same order, ``new_words`` and
    ``old_words`` are how many words each has; ``score`` is from 0 to 1.
    """

    new: int
    old: int
    common: int
    new_words: int
    old_words: int
    score: float

    @property
    def is_sure(self) -> bool:
        """Whether the one is a version of the other, wherever they stand."""
        longer = max(self.new_words, self.old_words)
        if longer <= _SHORT:
            return self.score >= _SHORT_CUTOFF
        return self.score >= (_MIDDLE_CUTOFF if longer <= _MIDDLE else _CUTOFF)

    @property
    def is_likely(self) -> bool:
        """Whether the one is a version of the other if it stands in the other's place."""
        shorter = min(self.new_words, self.old_words)
        share = 2 * self.common / (self.new_words + self.old_words)
        cutoff = _GROWN_CUTOFF if self.common == shorter > _SHORT else _CUTOFF_HERE
        return share >= cutoff or self.is_sure


class Matches(Struct, frozen=True):
    """Pairs of new and old texts, each used once at most; and new texts with equal candidates."""

    pairs: dict[int, int]
    undecided: dict[int, tuple[int, ...]]


class Words(Struct, frozen=True):
    """A text's words: as a string in which each character stands for a word, and as keys."""

    text: str
    code: str
    keys: frozenset[str]


def _vocabulary() -> defaultdict[str, str]:
    """A character for each word that is asked for.

    They run out only where there are a million different words.
    """
    characters: defaultdict[str, str] = defaultdict(lambda: chr(len(characters) % 0x110000))
    return characters


@cache
def _word_of_any_script() -> re.Pattern[str]:
    """Compiled on use: it takes longer than to compare the texts of most catalogs."""
    return re.compile(rf"[{UNSPACED}]|{_WORD.pattern}")


class TextIndex(Struct):
    """Texts that vanished, found by their words."""

    words: list[Words] = field(default_factory=list)
    by_key: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_pair: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    paired: int = 0
    vocabulary: defaultdict[str, str] = field(default_factory=_vocabulary)

    def add(self, text: str) -> None:
        """Take in a text; its number is how many were there before."""
        found = self.read(text)
        for key in found.keys:
            self.by_key[key].append(len(self.words))
        self.words.append(found)

    def like(self, number: int, new: Words) -> Iterator[Likeness]:
        """What a text, whose number is given, has in common with those that share its words."""
        for candidate in self._candidates(new):
            old = self.words[candidate]
            common = LCSseq.similarity(new.code, old.code)
            lengths = len(new.code), len(old.code)
            if common >= _RELATED * min(lengths) or max(lengths) <= _SHORT:
                yield Likeness(number, candidate, common, *lengths, _score(new, old, common))

    def read(self, text: str) -> Words:
        """The words of a text."""
        folded = text.casefold().replace("’", "'")
        words = (_WORD if folded.isascii() else _word_of_any_script()).findall(folded)
        code = "".join(map(self.vocabulary.__getitem__, words))
        beginnings = [f"{word[:4]}…" for word in words] if len(words) <= _SHORT else []
        return Words(text, code, frozenset((*words, *beginnings)))

    def _candidates(self, new: Words) -> list[int]:
        """The texts that share the most of the rarest keys; of words all frequent, of pairs."""
        index = self.by_key
        known = sorted([(len(index[key]), key) for key in new.keys & index.keys()])
        if known and known[0][0] > _FREQUENT:
            index = self._pairs()
            known = sorted([(len(index[pair]), pair) for pair in _pairs(new.code) & index.keys()])
        voters: list[list[int]] = []
        enough = _LOOKED_UP + len(new.code) // _WORDS_FOR_ONE_MORE
        found = 0
        for number, (frequency, key) in enumerate(known):
            if (frequency > _FREQUENT and voters) or found >= _MOST_FOUND:
                break
            if number == _LOOKED_UP and self._is_explained(new, voters):
                break
            if number >= enough and found >= _FOUND:
                break
            voters.append(index[key][:_FREQUENT])
            found += frequency
        votes = Counter(chain.from_iterable(voters))
        return sorted(votes, key=votes.__getitem__, reverse=True)[:_COMPARED]

    def _is_explained(self, new: Words, voters: Sequence[list[int]]) -> bool:
        """Whether the likeliest text so far is nearly the new one: then its rivals are there, too.

        A text that was joined of several is longer than any of them.
        """
        votes = Counter(chain.from_iterable(voters))
        old = self.words[max(votes, key=votes.__getitem__)]
        if len(new.code) - len(old.code) > _FEW:
            return False
        lengths = len(new.code) + len(old.code)
        return 2 * LCSseq.similarity(new.code, old.code) >= _EXPLAINED * lengths

    def _pairs(self) -> defaultdict[str, list[int]]:
        """The index of pairs of words, which few texts need."""
        for number in range(self.paired, len(self.words)):
            for pair in _pairs(self.words[number].code):
                self.by_pair[pair].append(number)
        self.paired = len(self.words)
        return self.by_pair


def _pairs(code: str) -> set[str]:
    return {code[place : place + 2] for place in range(len(code) - 1)}


def index_of(texts: Sequence[str]) -> TextIndex:
    """An index of the texts, numbered from 0."""
    index = TextIndex()
    for text in texts:
        index.add(text)
    return index


def match(
    likenesses: Iterable[Likeness],
    new_positions: Sequence[float],
    old_positions: Sequence[float | None],
    equal: Callable[[int, int], bool],
) -> Matches:
    """Pair new texts with old ones, the best pairs first; of equally good ones the nearest.

    Positions are from 0 to 1 within a file, None where that says nothing. Where of two equally good
    old texts neither is clearly nearer, it stays undecided, unless they are ``equal`` to the
    caller, who then gets the first.
    """

    def distance(new: int, old: int) -> float:
        position = old_positions[old]
        return 1.0 if position is None else abs(new_positions[new] - position)

    ranked = sorted(
        (-one.score, distance(one.new, one.old), one.new, one.old) for one in likenesses
    )
    rivals: defaultdict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for score, far, new, old in ranked:
        rivals[new].append((score, far, old))
    pairs: dict[int, int] = {}
    undecided: dict[int, tuple[int, ...]] = {}
    used: set[int] = set()
    for score, far, new, old in ranked:
        if new in pairs or new in undecided or old in used:
            continue
        others = [
            other
            for its_score, its_far, other in rivals[new]
            if its_score == score
            and not (other in used or equal(old, other) or _is_farther(its_far, far))
        ]
        if others:
            undecided[new] = (old, *others)
        else:
            pairs[new] = old
            used.add(old)
    return Matches(pairs, undecided)


def _is_farther(distance: float, nearest: float) -> bool:
    """Whether one is so much farther away than the nearest that the nearest is meant."""
    return distance > nearest and distance >= _CLEARLY_FARTHER * nearest


def _score(new: Words, old: Words, common: int) -> float:
    """How alike two texts are, from 0 to 1: by their words in order, short ones by letters."""
    lengths = len(new.code) + len(old.code)
    longer = max(len(new.code), len(old.code))
    if longer <= _SHORT:
        if _DIGITS.findall(new.text) != _DIGITS.findall(old.text):
            return 0.0
        return Indel.normalized_similarity(new.text, old.text)
    score = 2 * common / lengths
    if _GROWN_ANYWHERE_CUTOFF <= score < _CUTOFF and _is_grown(new.code, old.code):
        return _CUTOFF
    # All words in common would not do where one text is so much longer.
    may_be_moved = longer > _MIDDLE and 2 * (lengths - longer) >= _MOVED_CUTOFF * lengths
    if score < _CUTOFF and may_be_moved:
        moved = Indel.normalized_similarity(
            "".join(sorted(new.code)), "".join(sorted(old.code)), score_cutoff=_MOVED_CUTOFF
        )
        return max(score, moved)
    return score


def _is_grown(one: str, other: str) -> bool:
    """Whether one is the beginning or the end of the other: sentences were added or taken away."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_GROWN and (longer.startswith(shorter) or longer.endswith(shorter))
