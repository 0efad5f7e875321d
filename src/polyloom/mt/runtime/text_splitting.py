"""Cutting a text into pieces that a service takes, and joining their translations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from polyloom.language.scripts import has_blanks_between_sentences

# Where a sentence ends, with the marks that may close it and the blanks after it.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…।؟۔])[\"”»’)\]]*[ \t\u00a0]+|(?<=[。！？])[”」』）]*[ \t\u3000]*"
)
_CLAUSE_END = re.compile(r"(?<=[,;:—–،؛])[ \t\u00a0]+|(?<=[、，；：])")
_BLANK = re.compile(r"[ \t\u00a0]+")
_LINE_BREAK = re.compile(r"\s*\n\s*")


class Piece(Struct, frozen=True):
    """A part of a text, without white space at its edges, and the white space after it."""

    text: str
    gap: str


def pieces(text: str, fits: Callable[[str], bool]) -> list[Piece]:
    """The text cut at line breaks, and into as few pieces as fit.

    Cuts at sentence ends where that is enough, else at clauses, else at blanks, else anywhere.
    Texts and gaps put together are the text again, but for white space at its edges.
    """
    found: list[Piece] = []
    for line, gap in _split(text.strip(), _LINE_BREAK):
        cut = list(_fitting(line, fits, (_SENTENCE_END, _CLAUSE_END, _BLANK)))
        found += cut[:-1]
        found.append(Piece(cut[-1].text, gap))
    return found


def joined(parts: Sequence[Piece], answers: Sequence[str], locale: str) -> str:
    """The answers to the parts, with the white space between them that the locale has."""
    if len(answers) == 1:
        return answers[0]
    apart = has_blanks_between_sentences(locale)
    texts = []
    for part, answer in zip(parts, answers, strict=True):
        gap = part.gap if "\n" in part.gap else (part.gap or " ") if apart else ""
        texts += [answer, gap]
    return "".join(texts).rstrip()


def _fitting(
    text: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[Piece]:
    if fits(text):
        yield Piece(text, "")
    elif cuts:
        yield from _packed(text, fits, cuts)
    else:
        half = len(text) // 2
        for part in (text[:half], text[half:]):
            # One character that does not fit goes as it is: the service will say no.
            yield from _fitting(part, fits, ()) if len(part) > 1 else (Piece(part, ""),)


def _packed(
    text: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[Piece]:
    """As many of the parts between cuts in a piece as fit; parts that do not are cut finer."""
    held, gap = "", ""
    for part, part_gap in _split(text, cuts[0]):
        together = f"{held}{gap}{part}"
        if not held or fits(together):
            held, gap = together, part_gap
        else:
            yield from _finished(held, gap, fits, cuts[1:])
            held, gap = part, part_gap
    yield from _finished(held, gap, fits, cuts[1:])


def _finished(
    text: str, gap: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[Piece]:
    *before, last = _fitting(text, fits, cuts)
    yield from before
    yield Piece(last.text, gap)


def _split(text: str, cut: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The parts of a text between cuts, each with the white space of the cut after it."""
    position = 0
    for match in cut.finditer(text):
        closing = match[0].rstrip()
        part = text[position : match.start() + len(closing)]
        if part and match.end() < len(text):
            yield part, match[0][len(closing) :]
            position = match.end()
    yield text[position:], ""
