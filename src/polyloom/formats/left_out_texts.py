"""What of a document is in no segment, and by which rule.

Each format tells which of its rules leaves a text out; here that is cut to what is outside of
segments and has a letter. Nothing here is needed for translating: it is for people who ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from polyloom.late_patterns import late_pattern
from polyloom.messages import message_in, translatable_in
from polyloom.model import Document

_LETTER = late_pattern(r"[^\W\d_]")
_LINE = late_pattern(r"[^\r\n\f]+")


class LeftOutRule(StrEnum):
    """Why a text is in no segment; the value is the English word for it, which programs read."""

    CODE = translatable_in("why a text is left out", "code")
    COMMENT = translatable_in("why a text is left out", "comment")
    DIRECTIVE = translatable_in("why a text is left out", "directive")
    DO_NOT_TRANSLATE = translatable_in("why a text is left out", "do-not-translate")
    HIDDEN = translatable_in("why a text is left out", "hidden")
    FRONT_MATTER = translatable_in("why a text is left out", "front-matter key not named")
    SHORTCODE = translatable_in("why a text is left out", "shortcode")
    ADDRESS = translatable_in("why a text is left out", "address")
    FORMULA = translatable_in("why a text is left out", "formula")
    DRAWING = translatable_in("why a text is left out", "drawing")
    LANGUAGE = translatable_in("why a text is left out", "another language")
    FIELD = translatable_in("why a text is left out", "field")
    READING_AID = translatable_in("why a text is left out", "reading aid")
    MODULE = translatable_in("why a text is left out", "module or expression")
    PAGE_FRAME = translatable_in("why a text is left out", "page header or footer")
    MARKUP = translatable_in("why a text is left out", "markup")

    @property
    def word(self) -> str:
        """What it is called, in the language that is spoken."""
        return message_in("why a text is left out", self.value)


class LeftOutText(NamedTuple):
    """A text that is in no segment: its rule, its words, and where it begins.

    ``start`` is in bytes of the document's body.
    """

    rule: LeftOutRule
    text: str
    start: int


class LabelledSpan(NamedTuple):
    """A span, in characters, and the rule by which what is in it is no segment.

    ``rule`` is None for what no reader of the document sees, such as the name of a tag.
    """

    start: int
    end: int
    rule: LeftOutRule | None


def document_text(document: Document) -> str:
    """The characters of a document that is text, without its byte order mark."""
    return document.data[document.bom :].decode(document.encoding)


def segment_spans(document: Document, text: str) -> list[tuple[int, int]]:
    """The spans of a document's segments, in characters of its text."""
    if document.encoding == "utf-8" and not document.bom and text.isascii():
        return [(segment.start, segment.end) for segment in document.segments]
    spans = []
    characters, position = 0, document.bom
    for segment in document.segments:
        start = characters + len(_decoded(document, position, segment.start))
        characters = start + len(_decoded(document, segment.start, segment.end))
        position = segment.end
        spans.append((start, characters))
    return spans


def _decoded(document: Document, start: int, end: int) -> str:
    return document.data[start:end].decode(document.encoding)


def gaps(spans: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What lies between spans, in order, up to ``length``; overlapping ones count as one."""
    position = 0
    for start, end in chain(sorted(spans), ((length, length),)):
        if start > position:
            yield position, start
        position = max(position, end)


def left_out_of_text(document: Document, labelled: Iterable[LabelledSpan]) -> list[LeftOutText]:
    """The texts with a letter that are in no segment of a document that is text.

    Each of the ``labelled`` spans, of which the earlier ones in a place count, is one text; every
    line of the rest is one, left out as markup, unless it is the marker of the segment behind it.
    """
    text = document_text(document)
    inside = segment_spans(document, text)
    labels = _in_order([*(LabelledSpan(*span, None) for span in inside), *labelled])
    found = [
        (span.start, span.end, span.rule)
        for span in labels
        if span.rule is not None and _LETTER.search(text, span.start, span.end)
    ]
    markers = {start: one.marker for (start, _), one in zip(inside, document.segments, strict=True)}
    for start, end in gaps(((span.start, span.end) for span in labels), len(text)):
        for line in _LINE.finditer(text, start, end):
            marker = markers.get(end, "") if line.end() == end else ""
            if _LETTER.search(line[0].rstrip().removesuffix(marker)):
                found.append((*line.span(), LeftOutRule.MARKUP))
    return _located(document, text, sorted(found))


def _in_order(spans: Sequence[LabelledSpan]) -> list[LabelledSpan]:
    """The spans from left to right, without what one that comes earlier in the list covers.

    Time grows with the number of spans and of the edges inside each.
    """
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    place = {edge: index for index, edge in enumerate(edges)}
    # For each piece between two edges the next one that no span has taken yet.
    following = list(range(len(edges) + 1))
    taken: dict[int, LabelledSpan] = {}

    def free(index: int) -> int:
        while following[index] != index:
            following[index] = following[following[index]]
            index = following[index]
        return index

    for span in spans:
        index, last = free(place[span.start]), place[span.end]
        while index < last:
            taken[index] = span
            following[index] = index + 1
            index = free(index)
    cut: list[LabelledSpan] = []
    for index in sorted(taken):
        span = taken[index]
        start, end = edges[index], edges[index + 1]
        if cut and cut[-1].end == start and cut[-1].rule is span.rule and start > span.start:
            cut[-1] = cut[-1]._replace(end=end)
        else:
            cut.append(LabelledSpan(start, end, span.rule))
    return cut


def _located(
    document: Document, text: str, found: Iterable[tuple[int, int, LeftOutRule]]
) -> list[LeftOutText]:
    located = []
    characters, position = 0, document.bom
    for start, end, rule in found:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        position += len(text[characters:begin].encode(document.encoding))
        characters = begin
        located.append(LeftOutText(rule, words.strip(), position))
    return located
