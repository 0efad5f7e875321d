"""Texts in runs of which some are marked: words that went or came, that were found, that stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from polyloom.language.term_spans import term_spans
from polyloom.language.word_diff import TextToken, differences, joined_tokens

# Combining marks of the Latin script (Unicode block “Combining Diacritical Marks”).
_MARKS = "\u0300-\u036f"
_LATIN = "a-z\u00df-\u024f\u0250-\u02af\u1d00-\u1dbf\u1e00-\u1eff"


class RunMark(StrEnum):
    """What is said of a run of a text."""

    NONE = ""
    REMOVED = "removed"
    ADDED = "added"
    FOUND = "found"
    TERM = "term"


class MarkedRun(NamedTuple):
    """A stretch of a text, and its mark."""

    text: str
    mark: RunMark = RunMark.NONE


def difference_runs(old: str, new: str) -> tuple[MarkedRun, ...]:
    """Two versions of a text as one: what is in both, what was removed, what was added.

    The runs that were not removed are together the new text, to the letter; those that were not
    added are the old one but for its blanks.

    >>> [f"{run.mark}:{run.text}" for run in difference_runs("In 1984 all came", "In 1985")]
    [':In ', 'removed:1984 all came', 'added:1985']
    """
    return tuple(_merged(_difference(old, new)))


def _difference(old: str, new: str) -> Iterator[MarkedRun]:
    for piece in differences(old, new):
        if piece.same:
            yield MarkedRun(_with_blank(piece.new))
            continue
        before, after = _blank(piece.old), _blank(piece.new)
        common = after if before == after else ""
        yield MarkedRun(common)
        yield MarkedRun(_with_blank(piece.old).removeprefix(common), RunMark.REMOVED)
        yield MarkedRun(_with_blank(piece.new).removeprefix(common), RunMark.ADDED)
    yield MarkedRun(new[len(new.rstrip()) :])


def _blank(stretch: Sequence[TextToken]) -> str:
    return stretch[0].before if stretch else ""


def _with_blank(stretch: Sequence[TextToken]) -> str:
    return f"{_blank(stretch)}{joined_tokens(stretch)}"


def runs_with_spans(
    text: str, spans: Iterable[tuple[int, int]], mark: RunMark
) -> tuple[MarkedRun, ...]:
    """A text whose spans, in characters, have the mark; together the runs are the text.

    A span that begins before the end of an earlier one counts from there.
    """

    def runs() -> Iterator[MarkedRun]:
        position = 0
        for begin, end in sorted(spans):
            start = max(begin, position)
            if start < end:
                yield MarkedRun(text[position:start])
                yield MarkedRun(text[start:end], mark)
                position = end
        yield MarkedRun(text[position:])

    return tuple(_merged(runs()))


def _merged(runs: Iterable[MarkedRun]) -> Iterator[MarkedRun]:
    """The runs but empty ones; those side by side with the same mark are one."""
    last = MarkedRun("")
    for run in runs:
        if not run.text:
            continue
        if run.mark is last.mark:
            last = MarkedRun(last.text + run.text, run.mark)
            continue
        if last.text:
            yield last
        last = run
    if last.text:
        yield last


def term_runs(text: str, terms: Sequence[str]) -> tuple[MarkedRun, ...]:
    """A text with the terms in it that stay as they are."""
    return runs_with_spans(text, term_spans(text, terms), RunMark.TERM)


def folded(text: str) -> str:
    """A text for searching: without regard to letter case and to the diacritics of Latin letters.

    >>> folded("Perú’s STRASSE, Straße, Чай й")
    'peru’s strasse, strasse, чай й'
    """
    if text.isascii():
        return _without_line_ends(text.lower())
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return _without_line_ends(
        unicodedata.normalize("NFC", _marks_of_latin().sub("", decomposed)).casefold()
    )


def _without_line_ends(text: str) -> str:
    """The text with a blank for each character that is white space: phrases go over lines."""
    return _white_space().sub(" ", text)


def folded_phrase(text: str) -> str:
    """What somebody looks for, as ``folded`` has it; several blanks are one."""
    return " ".join(folded(text).split())


def found_runs(text: str, phrase: str) -> tuple[MarkedRun, ...]:
    """A text with each place of a phrase, given as ``folded_phrase`` has it."""
    return runs_with_spans(text, _places(text, phrase), RunMark.FOUND)


def _places(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a folded phrase stands in a text that is not folded."""
    if not phrase:
        return
    starts: list[int] = []
    ends: list[int] = []
    parts: list[str] = []
    for match in _clusters().finditer(text):
        part = folded(match[0])
        parts.append(part)
        starts += [match.start()] * len(part)
        ends += [match.end()] * len(part)
    haystack, place = "".join(parts), 0
    while (place := haystack.find(phrase, place)) >= 0:
        yield starts[place], ends[place + len(phrase) - 1]
        place += len(phrase)


# Compiled on use: most commands look for nothing.


@cache
def _marks_of_latin() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_LATIN}])[{_MARKS}]+")


@cache
def _clusters() -> re.Pattern[str]:
    """A character with the combining marks behind it."""
    return re.compile(rf".[{_MARKS}]*", re.DOTALL)


@cache
def _white_space() -> re.Pattern[str]:
    return re.compile(r"\s")
