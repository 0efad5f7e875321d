"""Find, for texts that appeared, the texts that vanished which they were probably made from.

A wrong suggestion costs a translator more than none, so texts must agree in most of their words, in
order; short ones, where a single word makes the meaning, nearly letter by letter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

# Words; scripts that write none apart count by character.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|\w+")

# Texts of so few words must be nearly equal, so much of their letters.
_SHORT = 3
_SHORT_CUTOFF = 0.9
# The least share of words in common for texts of up to so many words, and for longer ones.
_MIDDLE = 7
_MIDDLE_CUTOFF = 0.75
_CUTOFF = 0.7
# The same words in another order: sentences changed places.
_MOVED_CUTOFF = 0.92

# How many of a text's rarest keys are looked up, and how many texts found by them are compared.
_LOOKED_UP = 12
_COMPARED = 12
# Keys of more texts than this tell little and cost much.
_FREQUENT = 200


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands, as a number from 0 to 1, in its file."""

    text: str
    position: float


def match_texts(appeared: Sequence[Text], vanished: Sequence[Text]) -> dict[int, int]:
    """Pair numbers of appeared texts with numbers of vanished ones, each used once at most.

    The best pairs come first; of equally good ones the closest in position. Texts without a word
    match nothing.
    """
    old = [_words(text.text) for text in vanished]
    index = _index(old)
    pairs = []
    for number, text in enumerate(appeared):
        words = _words(text.text)
        for candidate in _candidates(_keys(words), index):
            score = _similarity(text.text, words, vanished[candidate].text, old[candidate])
            if score > 0:
                distance = abs(text.position - vanished[candidate].position)
                pairs.append((-score, distance, number, candidate))
    pairs.sort()
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, _, number, candidate in pairs:
        if number not in found and candidate not in used:
            found[number] = candidate
            used.add(candidate)
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _index(texts: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """For each key the numbers of the texts that have it."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(texts):
        for key in _keys(words):
            index[key].append(number)
    return index


def _keys(words: Sequence[str]) -> set[str]:
    """What a text is found by: its words, and for short texts how those begin."""
    beginnings = [f"{word[:4]}…" for word in words] if len(words) <= _SHORT else []
    return {*words, *beginnings}


def _candidates(keys: set[str], index: dict[str, list[int]]) -> Iterator[int]:
    """The texts that share the most of the rarest keys."""
    known = [(len(index[key]), key) for key in keys if key in index]
    rarest = sorted(known)[:_LOOKED_UP]
    votes: Counter[int] = Counter()
    for frequency, key in rarest:
        if frequency > _FREQUENT and votes:
            break
        votes.update(index[key][:_FREQUENT])
    ranked = sorted(votes, key=lambda number: (-votes[number], number))
    return iter(ranked[:_COMPARED])


def _similarity(new: str, new_words: Sequence[str], old: str, old_words: Sequence[str]) -> float:
    """How alike two texts are, from 0 to 1; 0 where that is not enough for a suggestion."""
    length = max(len(new_words), len(old_words))
    if length <= _SHORT:
        return Indel.normalized_similarity(new, old, score_cutoff=_SHORT_CUTOFF)
    cutoff = _MIDDLE_CUTOFF if length <= _MIDDLE else _CUTOFF
    score = Indel.normalized_similarity(new_words, old_words, score_cutoff=cutoff)
    if score == 0 and length > _MIDDLE:
        score = Indel.normalized_similarity(
            sorted(new_words), sorted(old_words), score_cutoff=_MOVED_CUTOFF
        )
    return score
