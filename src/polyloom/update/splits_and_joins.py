"""Which paragraphs were split or joined, and how their translations are split and joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

from msgspec import Struct
from rapidfuzz.distance import Indel

from polyloom.language.scripts import UNSPACED, is_cjk
from polyloom.language.sentences import sentences

# A text is a part of another if so much of its words stand in that, in order …
_CONTAINED = 0.8
# … and all parts together must be so like the whole, and more so than any part alone.
_CUTOFF = 0.85
_BETTER = 0.03
# Shorter texts are found in long ones by chance.
_LEAST_WORDS = 3
_MOST_PARTS = 8

_BLANK = re.compile(r"\s+")


class Containment(Struct, frozen=True):
    """How many words text ``part`` has in ``common`` with text ``whole``, in order.

    Both are given by number; ``words`` is how many the part has.
    """

    whole: int
    part: int
    common: int
    words: int


class Division(Struct, frozen=True):
    """A whole and its parts in order, by number."""

    whole: int
    parts: tuple[int, ...]


def find_divisions(
    containments: Iterable[Containment],
    wholes: Sequence[str],
    parts: Sequence[str],
    places: Sequence[int | None],
) -> list[Division]:
    """Which of the texts ``wholes`` consist of several of the texts ``parts``.

    Each text is used once at most. The texts have a character for each word. ``places`` are the
    parts' positions in their file, where the parts of a whole follow each other; a part without a
    place (None) belongs to none.
    """
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for one in containments:
        contained = one.words >= _LEAST_WORDS and one.common >= _CONTAINED * one.words
        if contained and one.words < len(wholes[one.whole]) and places[one.part] is not None:
            inside[one.whole].append(one.part)
    ranked: list[tuple[float, int, tuple[int, ...]]] = []
    for whole, found in inside.items():
        if len(found) > 1:
            for run in _runs(found, places):
                ranked += _likely(whole, run, wholes, parts)
    ranked.sort()
    divisions = []
    used: set[int] = set()
    divided: set[int] = set()
    for _, whole, run in ranked:
        if whole not in divided and used.isdisjoint(run):
            divided.add(whole)
            used.update(run)
            divisions.append(Division(whole, run))
    return divisions


def _runs(found: Sequence[int], places: Sequence[int | None]) -> Iterator[tuple[int, ...]]:
    """Two and more texts that follow each other in their file."""
    by_place = sorted((place, part) for part in set(found) if (place := places[part]) is not None)
    run: list[int] = []
    last = -2
    for place, part in by_place:
        if place != last + 1:
            if len(run) > 1:
                yield tuple(run)
            run = []
        run.append(part)
        last = place
    if len(run) > 1:
        yield tuple(run)


def _likely(
    whole: int, run: tuple[int, ...], wholes: Sequence[str], parts: Sequence[str]
) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Stretches of a run that make up the whole, with how well they do (less is better)."""
    text = wholes[whole]
    alone = max(Indel.normalized_similarity(parts[part], text) for part in run)
    least = max(_CUTOFF, alone + _BETTER)
    for begin in range(len(run)):
        for end in range(begin + 2, min(begin + _MOST_PARTS, len(run)) + 1):
            stretch = run[begin:end]
            together = "".join(parts[part] for part in stretch)
            score = Indel.normalized_similarity(together, text, score_cutoff=least)
            if score:
                yield -score, whole, stretch


def divide_translation(
    translation: str, sources: Sequence[str], *, source_locale: str, locale: str
) -> list[str] | None:
    """The translation of a text in as many parts as its source was split into (``sources``).

    Where the translation has as many sentences as the source, each goes to the part of its own.
    Else the parts are about as long as their sources, in proportion, and end with a sentence, or
    else with a clause, or else with a word. None where there are not enough words to divide.
    """
    ends = [end for _, end in sentences(translation, locale)]
    counts = [max(1, len(sentences(source, source_locale))) for source in sources]
    if len(ends) == sum(counts):
        cuts = [ends[number - 1] for number in accumulate(counts)][:-1]
    else:
        shares = list(accumulate(map(len, sources)))
        wanted = [len(translation) * share / shares[-1] for share in shares[:-1]]
        places = (
            ends[:-1],
            [match.start() for match in _clause_end().finditer(translation)],
            [match.start() for match in _BLANK.finditer(translation)],
        )
        enough = next((each for each in places if len(each) >= len(wanted)), None)
        if enough is None:
            return None
        cuts = _nearest(enough, wanted)
    edges = [0, *cuts, len(translation)]
    return [translation[begin:end].strip() for begin, end in pairwise(edges)]


def _nearest(places: Sequence[int], wanted: Sequence[float]) -> list[int]:
    """For each wanted offset the nearest of ``places``, each greater than the one before."""
    found: list[int] = []
    first = 0
    for number, place in enumerate(wanted):
        last = len(places) - (len(wanted) - number - 1)
        best = min(range(first, last), key=lambda index: abs(places[index] - place))
        found.append(places[best])
        first = best + 1
    return found


def join_paragraphs(texts: Sequence[str]) -> str:
    """Texts as one paragraph, with a blank between them but after Chinese and Japanese."""
    joined = ""
    for text in texts:
        apart = joined and not is_cjk(joined[-1])
        joined += f" {text}" if apart else text
    return joined


# Compiled on use: few texts are split or joined.


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(rf"(?<=[,;:–—،؛])\s+|(?<=[，；：、])|(?<=[{UNSPACED}])(?=[{UNSPACED}])")
