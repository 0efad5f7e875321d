"""How alike texts are, and which of the texts that vanished a new one was probably made from.

A wrong suggestion costs a translator more than none, so texts must agree in most of their words, in
order; short ones, where a single word makes the meaning, nearly letter by letter. A text that
stands where the old one stood, between the same neighbours, may differ more than one from afar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from rapidfuzz.distance import Indel, LCSseq

from polyloom.language.word_index import WordIndex, votes, word_codes, words_of

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
# The least likeness of the letters of short texts in the old one's place: of several words, of one.
_SHORT_HERE_CUTOFF, _WORD_HERE_CUTOFF = 0.7, 0.8
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
# Texts with less than this share of the shorter one's words in common are not worth a mention.
_RELATED = 0.4

# Of two equally like texts the nearer one is meant if the other is so many times as far away.
_CLEARLY_FARTHER = 2


class TextSimilarity(NamedTuple):
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


class TextPairs(Struct, frozen=True):
    """New texts with the old one of each, and those for which several are equally good.

    An old text is the counterpart of one new text at most.
    """

    pairs: dict[int, int]
    undecided: dict[int, tuple[int, ...]]


class CodedText(Struct, frozen=True):
    """A text in lower case, its words with a character for each, and the keys it is found by.

    Keys are the words, and of short texts the words' beginnings as well.
    """

    text: str
    code: str
    keys: frozenset[str]


class SimilarityIndex(Struct):
    """Texts that vanished, numbered from 0 and found by their words."""

    texts: list[CodedText] = field(default_factory=list)
    by_key: WordIndex = field(default_factory=WordIndex)
    by_pair: WordIndex = field(default_factory=WordIndex)
    codes: defaultdict[str, str] = field(default_factory=word_codes)

    def add(self, text: str) -> None:
        """Take in a text; its number is how many were there before."""
        coded = self.coded(text)
        self.by_key.add(coded.keys)
        self.texts.append(coded)

    def similarities(self, number: int, new: CodedText) -> Iterator[TextSimilarity]:
        """What a new text, whose number is given, has in common with those that share its words."""
        for candidate in self._candidates(new):
            old = self.texts[candidate]
            common = LCSseq.similarity(new.code, old.code)
            lengths = len(new.code), len(old.code)
            if common >= _RELATED * min(lengths) or max(lengths) <= _SHORT:
                yield TextSimilarity(number, candidate, common, *lengths, _score(new, old, common))

    def coded(self, text: str) -> CodedText:
        """A text as it is compared with those of this index."""
        folded = text.casefold().replace("’", "'")
        words = words_of(folded)
        code = "".join(map(self.codes.__getitem__, words))
        beginnings = [f"{word[:4]}…" for word in words] if len(words) <= _SHORT else []
        return CodedText(folded, code, frozenset((*words, *beginnings)))

    def _candidates(self, new: CodedText) -> list[int]:
        """The texts that share the most of the rarest keys; where all are frequent, of pairs."""
        index = self.by_key
        known = index.by_rarity(new.keys)
        if known and known[0][0] > _FREQUENT:
            index = self._pair_index()
            known = index.by_rarity(_word_pairs(new.code))
        found = votes(self._looked_up(new, index, known))
        return sorted(found, key=found.__getitem__, reverse=True)[:_COMPARED]

    def _looked_up(
        self, new: CodedText, index: WordIndex, known: Sequence[tuple[int, str]]
    ) -> list[list[int]]:
        """For each of the rarest keys the numbers of the texts that have it, until they will do."""
        looked_up: list[list[int]] = []
        enough = _LOOKED_UP + len(new.code) // _WORDS_FOR_ONE_MORE
        found = 0
        for number, (frequency, key) in enumerate(known):
            if (frequency > _FREQUENT and looked_up) or found >= _MOST_FOUND:
                break
            if number == _LOOKED_UP and self._is_explained(new, looked_up):
                break
            if number >= enough and found >= _FOUND:
                break
            looked_up.append(index.numbers[key][:_FREQUENT])
            found += frequency
        return looked_up

    def _is_explained(self, new: CodedText, looked_up: Sequence[list[int]]) -> bool:
        """Whether the likeliest text so far is nearly the new one: then its rivals are there, too.

        A text that was joined of several is longer than any of them.
        """
        found = votes(looked_up)
        old = self.texts[max(found, key=found.__getitem__)]
        if len(new.code) - len(old.code) > _FEW:
            return False
        lengths = len(new.code) + len(old.code)
        return 2 * LCSseq.similarity(new.code, old.code) >= _EXPLAINED * lengths

    def _pair_index(self) -> WordIndex:
        """The index of pairs of words that follow each other, which few texts need."""
        for text in self.texts[self.by_pair.size :]:
            self.by_pair.add(_word_pairs(text.code))
        return self.by_pair


def _word_pairs(code: str) -> set[str]:
    return {code[place : place + 2] for place in range(len(code) - 1)}


def similarity_index(texts: Iterable[str]) -> SimilarityIndex:
    """An index of the texts, numbered from 0."""
    index = SimilarityIndex()
    for text in texts:
        index.add(text)
    return index


class _RankedPair(NamedTuple):
    """A new and an old text; of two pairs the lesser one is better."""

    penalty: float
    distance: float
    new: int
    old: int


def pair_texts(
    similarities: Iterable[TextSimilarity],
    new_positions: Sequence[float],
    old_positions: Sequence[float | None],
    equal: Callable[[int, int], bool],
) -> TextPairs:
    """Pair new texts with old ones, the best pairs first; of equally good ones the nearest.

    Positions are from 0 to 1 within a file, None where that says nothing. Where of two equally good
    old texts neither is clearly nearer, it stays undecided, unless they are ``equal`` to the
    caller, who then gets the first.
    """
    ranked = _ranked(similarities, new_positions, old_positions)
    rivals: defaultdict[int, list[_RankedPair]] = defaultdict(list)
    for pair in ranked:
        rivals[pair.new].append(pair)
    pairs: dict[int, int] = {}
    undecided: dict[int, tuple[int, ...]] = {}
    used: set[int] = set()
    for pair in ranked:
        if pair.new in pairs or pair.new in undecided or pair.old in used:
            continue
        others = [
            rival.old
            for rival in rivals[pair.new]
            if rival.penalty == pair.penalty
            and not (rival.old in used or equal(pair.old, rival.old) or _is_farther(rival, pair))
        ]
        if others:
            undecided[pair.new] = (pair.old, *others)
        else:
            pairs[pair.new] = pair.old
            used.add(pair.old)
    return TextPairs(pairs, undecided)


def _ranked(
    similarities: Iterable[TextSimilarity],
    new_positions: Sequence[float],
    old_positions: Sequence[float | None],
) -> list[_RankedPair]:
    """The pairs, the most alike first, of equally alike ones the nearest."""

    def distance(new: int, old: int) -> float:
        position = old_positions[old]
        return 1.0 if position is None else abs(new_positions[new] - position)

    return sorted(
        _RankedPair(-one.score, distance(one.new, one.old), one.new, one.old)
        for one in similarities
    )


def _is_farther(one: _RankedPair, nearest: _RankedPair) -> bool:
    """Whether one is so much farther away than the nearest that the nearest is meant."""
    is_clear = one.distance >= _CLEARLY_FARTHER * nearest.distance
    return one.distance > nearest.distance and is_clear


def _score(new: CodedText, old: CodedText, common: int) -> float:
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


def short_likeness(new: str, old: str) -> float:
    """How alike a short text is to the one in whose place it stands, 0 where it is another one.

    >>> round(short_likeness("Get started", "Getting started"), 2)
    0.85
    >>> short_likeness("Decode", "Encode"), short_likeness("Prices", "Contact")
    (0.0, 0.0)
    """
    one, other = new.casefold(), old.casefold()
    is_word = " " not in one and " " not in other
    if is_word and one[:1] != other[:1]:
        return 0.0
    cutoff = _WORD_HERE_CUTOFF if is_word else _SHORT_HERE_CUTOFF
    return Indel.normalized_similarity(one, other, score_cutoff=cutoff)


def _is_grown(one: str, other: str) -> bool:
    """Whether one is the beginning or the end of the other: sentences were added or taken away."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_GROWN and (longer.startswith(shorter) or longer.endswith(shorter))
