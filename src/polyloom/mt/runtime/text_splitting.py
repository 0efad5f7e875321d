"""Splitting a text into chunks that a service takes, and joining their translations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote_plus

from msgspec import Struct

from polyloom.language.scripts import has_blanks_between_sentences
from polyloom.late_patterns import late_pattern
from polyloom.mt.api.engine_contract import CallLimits

# Where a sentence ends, with the marks that may close it and the blanks after it.
_SENTENCE_END = late_pattern(
    r"(?<=[.!?…।؟۔])[\"”»’)\]]*[ \t\u00a0]+|(?<=[。！？])[”」』）]*[ \t\u3000]*"
)
_CLAUSE_END = late_pattern(r"(?<=[,;:—–،؛])[ \t\u00a0]+|(?<=[、，；：])")
_BLANK = late_pattern(r"[ \t\u00a0]+")
_LINE_BREAK = late_pattern(r"(?<!\s)\s*\n\s*")


class TextChunk(Struct, frozen=True):
    """A part of a text, without white space at its edges; ``gap`` is the white space after it."""

    text: str
    gap: str


def split_to_limits(text: str, limits: CallLimits) -> list[TextChunk]:
    """The text in as few chunks as a call may hold texts of."""
    if _is_within(text, limits):
        return [TextChunk(text, "")]
    return split_text(text, lambda part: _is_within(part, limits))


def split_text(text: str, fits: Callable[[str], bool]) -> list[TextChunk]:
    """The text cut at line breaks, and each line into as few chunks as fit.

    Cuts at sentence ends where that is enough, else at clauses, else at blanks, else anywhere.
    Texts and gaps put together are the text again, but for white space at its edges.
    """
    found: list[TextChunk] = []
    for line, gap in _split(text.strip(), _LINE_BREAK):
        cut = list(_fitting(line, fits, (_SENTENCE_END, _CLAUSE_END, _BLANK)))
        found += cut[:-1]
        found.append(TextChunk(cut[-1].text, gap))
    return found


def join_translations(chunks: Sequence[TextChunk], translations: Sequence[str], locale: str) -> str:
    """The translations of the chunks, with the white space between them that the locale has."""
    if len(translations) == 1:
        return translations[0]
    is_spaced = has_blanks_between_sentences(locale)
    texts = []
    for chunk, translation in zip(chunks, translations, strict=True):
        gap = chunk.gap if "\n" in chunk.gap else (chunk.gap or " ") if is_spaced else ""
        texts += [translation, gap]
    return "".join(texts).rstrip()


def _is_within(text: str, limits: CallLimits) -> bool:
    return (
        len(text) <= min(limits.text_characters, limits.characters)
        and len(text.encode(errors="replace")) <= limits.text_bytes
        and len(quote_plus(text, errors="replace")) <= limits.text_url_bytes
    )


def _fitting(
    text: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[TextChunk]:
    if fits(text):
        yield TextChunk(text, "")
    elif cuts:
        yield from _packed(text, fits, cuts)
    else:
        half = len(text) // 2
        for part in (text[:half], text[half:]):
            # One character that does not fit goes as it is: the service will say no.
            yield from _fitting(part, fits, ()) if len(part) > 1 else (TextChunk(part, ""),)


def _packed(
    text: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[TextChunk]:
    """As many of the parts between cuts in a chunk as fit; parts that do not are cut finer."""
    parts = list(_split(text, cuts[0]))
    place = 0
    while place < len(parts):
        count = _as_many_as_fit(parts, place, fits)
        held = _put_together(parts[place : place + count])
        yield from _finished(held, parts[place + count - 1][1], fits, cuts[1:])
        place += count


def _as_many_as_fit(
    parts: Sequence[tuple[str, str]], place: int, fits: Callable[[str], bool]
) -> int:
    """How many parts from ``place`` on fit together, one at least; found by doubling and halving.

    What is a part of a text that fits, fits.
    """
    low, high = 1, 2
    while high <= len(parts) - place and fits(_put_together(parts[place : place + high])):
        low, high = high, high * 2
    high = min(high, len(parts) - place + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(_put_together(parts[place : place + middle])):
            low = middle
        else:
            high = middle
    return low


def _put_together(parts: Sequence[tuple[str, str]]) -> str:
    """The parts with the gaps between them, without the last one's."""
    return "".join(part + gap for part, gap in parts[:-1]) + parts[-1][0]


def _finished(
    text: str, gap: str, fits: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]
) -> Iterator[TextChunk]:
    *before, last = _fitting(text, fits, cuts)
    yield from before
    yield TextChunk(last.text, gap)


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
