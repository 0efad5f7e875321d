"""What translators translate of a document: its segments, or the sentences in them.

A document's structure is that of its segments, however they are divided for translators: the
translations of a segment's sentences are put together before they are woven in.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from polyloom.formats.format_options import DocumentOptions
from polyloom.language.line_breaks import joins_tightly
from polyloom.language.sentences import sentences
from polyloom.language.word_count import count_words
from polyloom.model import Document, Kind, Segment

# Texts of other kinds are one thing each, however many sentences they have.
_DIVIDED = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.QUOTE, Kind.FOOTNOTE})
# Labels: short ones mean different things in different places (“Open” on a button, in a table).
_LABELS = frozenset({Kind.CELL, Kind.OPTION, Kind.ATTRIBUTE})
_SHORT = 2


class TranslationUnits(Struct, frozen=True):
    """A document and what translators see of it: its segments, or the sentences in them.

    ``units[i]`` is a part of ``document.segments[parents[i]]``, with the span of that whole
    segment; ``gaps[i]`` is the white space between it and the next unit of the same segment. Units
    stand in document order, and what they leave out is white space.
    """

    document: Document
    units: tuple[Segment, ...]
    parents: tuple[int, ...]
    gaps: tuple[str, ...]


def translation_units(
    document: Document, options: DocumentOptions, locale: str
) -> TranslationUnits:
    """The units of a document that is written in ``locale``, by ``options.segment_by``."""
    by_sentence = options.segment_by == "sentence"
    units: list[Segment] = []
    parents: list[int] = []
    gaps: list[str] = []
    for index, segment in enumerate(document.segments):
        whole = _in_context(segment)
        if not by_sentence or segment.joined or segment.kind not in _DIVIDED:
            units.append(whole)
            parents.append(index)
            gaps.append("")
            continue
        spans = sentences(segment.text, locale) or [(0, len(segment.text))]
        for number, (begin, end) in enumerate(spans):
            after = spans[number + 1][0] if number + 1 < len(spans) else end
            units.append(replace(whole, text=segment.text[begin:end]))
            parents.append(index)
            gaps.append(segment.text[end:after])
    return TranslationUnits(document, tuple(units), tuple(parents), tuple(gaps))


def _in_context(segment: Segment) -> Segment:
    """The segment with the msgctxt of its entry: the author's, or the kind of a short label.

    It depends on the segment alone: where the same text is added elsewhere, it stays.
    """
    if segment.context is not None or segment.kind not in _LABELS:
        return segment
    short = count_words(segment.text) <= _SHORT
    return replace(segment, context=str(segment.kind)) if short else segment


def segment_translations(
    units: TranslationUnits, translations: Mapping[int, str]
) -> dict[int, str]:
    """The translations of segments, by index, put together from those of their units.

    Segments of which no unit is translated are left out; in the others, a unit without translation
    keeps its text. Between two sentences on one line stands what their scripts ask for: a blank, or
    nothing between Chinese ones; where the source has a line break, it stays.
    """
    parts: dict[int, list[tuple[str, str]]] = {}
    for index, (unit, parent) in enumerate(zip(units.units, units.parents, strict=True)):
        text = translations.get(index, unit.text)
        parts.setdefault(parent, []).append((text, units.gaps[index]))
    touched = {units.parents[index] for index in translations}
    return {parent: _joined(parts[parent]) for parent in sorted(touched)}


def _joined(parts: list[tuple[str, str]]) -> str:
    text, gap = parts[0]
    for following, next_gap in parts[1:]:
        if "\n" not in gap:
            gap = "" if joins_tightly(text[-1:], following[:1]) else " "
        text, gap = text + gap + following, next_gap
    return text
