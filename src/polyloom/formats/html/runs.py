"""Runs of inline content: which of their tags belong together, and which parts are segments.

A run is what stands between two tags of blocks. It is one segment, without what stands at its
edges and is not for translators: white space, comments, icons, and tags around the whole. A tag
whose partner is not in the run (``<p><b>One</p><p>Two</b></p>``) parts it, so that the tags of a
segment are always balanced.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from polyloom.formats.html.elements import RUBY_PARTS
from polyloom.formats.html.references import decode, without
from polyloom.formats.html.tokens import Token, Type

_WORD = re.compile(r"[^\W_]")
_ALONE = -1

_TEXT, _START, _END = Type.TEXT, Type.START, Type.END


def has_words(text: str) -> bool:
    """Whether there is a letter or digit; ornaments are nothing to translate."""
    found = _WORD.search(text)
    if found is None:
        return False
    reference = text.find("&")
    return not 0 <= reference < found.start() or _WORD.search(without(decode(text))) is not None


def partners(run: Sequence[Token]) -> list[int]:
    """For each token of a run the index of its partner: itself if it needs none, or -1.

    Partners nest; a tag between two partners has its own partner there as well, or none at all.
    Linear in the run's length, however its tags are nested.
    """
    found = [_ALONE if token.type in (_START, _END) else index for index, token in enumerate(run)]
    unclosed: list[int] = []
    names: dict[str, int] = {}
    for index, token in enumerate(run):
        name = token.name
        if token.type is _START:
            while name in RUBY_PARTS and unclosed and run[unclosed[-1]].name in RUBY_PARTS:
                _close(run, unclosed, names, found)
            unclosed.append(index)
            names[name] = names.get(name, 0) + 1
        elif token.type is _END and names.get(name):
            while run[unclosed[-1]].name != name:
                _close(run, unclosed, names, found)
            start = unclosed.pop()
            names[name] -= 1
            found[start], found[index] = index, start
    return found


def _close(
    run: Sequence[Token], unclosed: list[int], names: dict[str, int], found: list[int]
) -> None:
    """Take the innermost open element away; the parts of a ruby may lack an end tag."""
    index = unclosed.pop()
    name = run[index].name
    names[name] -= 1
    if name in RUBY_PARTS:
        found[index] = index


def parts(
    text: str,
    run: Sequence[Token],
    is_break: Callable[[Token], bool] | None,
    speaks: Callable[[Token], bool],
) -> Iterator[tuple[int, int]]:
    """The spans of a run's tokens (from, to) that are segments, in order.

    ``is_break`` says which tokens part the run, ``speaks`` which tags have a text of their own.
    """
    partner = partners(run)
    if is_break is None and _ALONE not in partner and _begins_and_ends(text, run):
        yield 0, len(run)
        return
    worded = [token.type is _TEXT and has_words(text[token.start : token.end]) for token in run]
    shown = [one or speaks(token) for one, token in zip(worded, run, strict=True)]
    trim = _Trim(
        tuple(_is_blank(text, token) for token in run),
        partner,
        (0, *itertools.accumulate(shown)),
    )
    words = [0, *itertools.accumulate(worded)]
    for low, high in _between(_breaks(run, partner, is_break)):
        first, last = trim.trimmed(low, high)
        if words[last] > words[first]:
            yield first, last


def _begins_and_ends(text: str, run: Sequence[Token]) -> bool:
    """Whether a run begins and ends with words, as most do: nothing is to be left out then."""
    first, last = run[0], run[-1]
    return (
        first.type is last.type is _TEXT
        and has_words(text[first.start : first.end])
        and has_words(text[last.start : last.end])
    )


def _breaks(
    run: Sequence[Token], partner: Sequence[int], is_break: Callable[[Token], bool] | None
) -> list[bool]:
    """Which tokens part the run: those, tags without partner, and tags around such."""
    found = [
        partner[index] == _ALONE or (is_break is not None and is_break(token))
        for index, token in enumerate(run)
    ]
    before = [0, *itertools.accumulate(found)]
    return [one or before[index] != before[partner[index]] for index, one in enumerate(found)]


def _between(breaks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, one in enumerate(breaks):
        if one:
            yield start, index
            start = index + 1
    yield start, len(breaks)


@dataclass(frozen=True, slots=True)
class _Trim:
    """What may be left out at the edges of a segment.

    For each token of the run ``blank`` says whether it is no text that is seen, ``partner`` is as
    in ``partners``, and ``shown[i]`` is how many tokens before the ``i``-th are for translators.
    """

    blank: Sequence[bool]
    partner: Sequence[int]
    shown: Sequence[int]

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The span without what at its edges is not for translators."""
        while first < last:
            left, right = self.partner[first], self.partner[last - 1]
            if first < left == last - 1 and self.is_idle(first, first + 1):
                first, last = first + 1, last - 1
            elif self.blank[first] and self.is_idle(first, left + 1):
                first = left + 1
            elif self.blank[last - 1] and self.is_idle(right, last):
                last = right
            else:
                break
        return first, last

    def is_idle(self, low: int, high: int) -> bool:
        return self.shown[low] == self.shown[high]


def _is_blank(text: str, token: Token) -> bool:
    return token.type is not _TEXT or decode(text[token.start : token.end]).isspace()
