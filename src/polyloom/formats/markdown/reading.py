"""Markdown documents: bytes to segments."""

from __future__ import annotations

import bisect
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from polyloom.errors import UserError
from polyloom.formats.directives import Directive, obey, parse_directive
from polyloom.formats.encoding import decode
from polyloom.formats.markdown.code import segments_of_code
from polyloom.formats.markdown.survey import Spot, Survey, survey
from polyloom.formats.markdown.values import Value
from polyloom.formats.markdown.words import has_words
from polyloom.formats.table import Options, Reading
from polyloom.model import Document, Kind, Segment

NAME = "markdown"
_UTF8 = "utf-8"
_EOL = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Known:
    """A document's survey, with what is known of segments by their starts in its data."""

    survey: Survey
    spots: Mapping[int, Spot]
    values: Mapping[int, Value]


def read(data: bytes, reading: Reading) -> Document:
    """The segments of a Markdown document in its bytes. Raises UserError."""
    text, codec, bom = decode(data, reading.encoding, reading.where)
    found = survey(text)
    if problem := found.front.problem:
        raise UserError(
            problem.what, where=f"{reading.where}:{problem.line}", remedy=problem.remedy
        )
    segments = _segments(text, found, reading.options)
    if found.comments:
        segments = obey(segments, _directives(text, found, reading.where), reading.where)
    return Document(data, NAME, codec, _relocated(text, segments, codec, bom), bom)


def know(document: Document) -> Known:
    """What the walk over a document has found."""
    return _know(document.data, document.encoding, document.bom)


def outline(document: Document) -> Hashable:
    """The document's blocks in order, with all that makes them what they are."""
    return know(document).survey.outline


@lru_cache(maxsize=4)
def _know(data: bytes, codec: str, bom: int) -> Known:
    text = data[bom:].decode(codec)
    found = survey(text)
    starts = _relocated(text, found.segments, codec, bom)
    values = [_front_segment(value) for value in found.front.values]
    return Known(
        found,
        {segment.start: spot for segment, spot in zip(starts, found.spots, strict=True)},
        {
            segment.start: value
            for segment, value in zip(
                _relocated(text, values, codec, bom), found.front.values, strict=True
            )
        },
    )


def _segments(text: str, found: Survey, options: Options) -> list[Segment]:
    segments = [
        _front_segment(value)
        for value in found.front.values
        if value.key in options.front_matter and has_words(value.text)
    ]
    segments += found.segments
    if found.code and options.code != "none":
        body = text.encode()
        for block in found.code:
            segments += segments_of_code(body, block, options.code)
        segments.sort(key=lambda segment: segment.start)
    return segments


def _front_segment(value: Value) -> Segment:
    return Segment(Kind.FRONT_MATTER, value.text, value.start, value.end, context=value.key)


def _directives(text: str, found: Survey, where: str) -> Iterator[Directive]:
    ends: list[int] | None = None
    for comment in found.comments:
        if ends is None:
            ends = [match.start() for match in _EOL.finditer(text.encode())]
        line = bisect.bisect_left(ends, comment.start) + 1
        if directive := parse_directive(comment.text, comment.start, line, where):
            yield directive


def _relocated(text: str, segments: Iterable[Segment], codec: str, bom: int) -> tuple[Segment, ...]:
    """The segments with their spans in bytes of the data instead of the text's UTF-8."""
    if codec == _UTF8:
        if not bom:
            return tuple(segments)
        return tuple(
            replace(segment, start=segment.start + bom, end=segment.end + bom)
            for segment in segments
        )
    body = text.encode()
    moved, before, position = [], 0, bom
    for segment in segments:
        start = position + len(body[before : segment.start].decode().encode(codec))
        end = start + len(body[segment.start : segment.end].decode().encode(codec))
        before, position = segment.end, end
        moved.append(replace(segment, start=start, end=end))
    return tuple(moved)
