"""Markdown documents: bytes to segments.

The analysis of a text counts in bytes of its UTF-8, a document in bytes of its data: they differ
by a byte order mark, and in other encodings.
"""

from __future__ import annotations

import bisect
import re
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.formats.contract import ReadRequest
from polyloom.formats.directives import (
    DirectedSegments,
    Directive,
    apply_directives,
    is_directive,
    parse_directive,
    unended,
)
from polyloom.formats.encoding import decode_document
from polyloom.formats.format_options import CODE, FRONT_MATTER, PROSE_PARAMETERS, DocumentOptions
from polyloom.formats.front_matter.front_matter_values import FrontMatterValue
from polyloom.formats.markdown.code_comments import STRINGS, code_segments
from polyloom.formats.markdown.html_blocks import HtmlComment
from polyloom.formats.markdown.inline_segments import EOL
from polyloom.formats.markdown.reading import Dialect, Reading, reading_for
from polyloom.formats.markdown.shortcode_parameters import parameter_segments
from polyloom.formats.markdown.text_analysis import SegmentContainer, TextAnalysis, analyze_body
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.late_patterns import late_pattern
from polyloom.model import Document, Kind, Segment

_UTF8 = "utf-8"
_T = TypeVar("_T")
_ORDER_OF_MDPO = late_pattern(r"\s*mdpo-(?P<order>include|disable)-codeblock(?P<all>s?)\s*")
_TEXT_OF_MDPO = late_pattern(r"\s*mdpo-include\s+(?P<text>\S(?:.*\S)?)\s*", re.DOTALL)


class DocumentAnalysis(Struct, frozen=True):
    """The analysis of a document's text.

    ``containers`` and ``values`` (of front matter) are by the starts of segments in its data.
    """

    text_analysis: TextAnalysis
    containers: Mapping[int, SegmentContainer]
    values: Mapping[int, FrontMatterValue]

    def container_of(self, segment: Segment) -> SegmentContainer:
        """The container that a segment of the document stands in."""
        return self.containers.get(segment.start, _NO_CONTAINER)


_NO_CONTAINER = SegmentContainer()


def read_dialect(dialect: Dialect, data: bytes, request: ReadRequest) -> Document:
    """The segments of a document in a dialect of Markdown, with spans in bytes of its data.

    Raises UserError for bytes that are not in their encoding, and for wrong front matter; no
    Markdown is refused.
    """
    # The text itself is not kept: it may be four times as large as its UTF-8.
    codec, bom = decode_document(data, request.encoding, request.where)[1:]
    body = _body(data, codec, bom)
    reading = reading_for(dialect, request.options)
    found = analyze_body(body, reading)
    if problem := found.front_matter.problem:
        raise UserError(
            problem.what, where=f"{request.where}:{problem.line}", remedy=problem.remedy
        )
    directed = DirectedSegments(_segments(body, found, request.options), ())
    if directives := _directives(body, found):
        directed = apply_directives(directed.segments, directives)
    located = _relocated(body, directed.segments, codec, bom)
    return Document(
        data,
        dialect.value,
        codec,
        located,
        bom,
        options=reading.options,
        warnings=directed.warnings,
    )


def analyze_document(document: Document) -> DocumentAnalysis:
    """The analysis of a document; the last two are remembered."""
    return _analysis_of(document.data, document.encoding, document.bom, reading_of(document))


def body_of(document: Document) -> bytes:
    """The UTF-8 of the document's text; the very bytes of its data where these are UTF-8."""
    return _body(document.data, document.encoding, document.bom)


def _body(data: bytes, codec: str, bom: int) -> bytes:
    text = data[bom:]
    return text if codec == _UTF8 else text.decode(codec).encode()


def reading_of(document: Document) -> Reading:
    """How a document was read."""
    return Reading(Dialect(document.format), **dict(document.options))


def outline(document: Document) -> Hashable:
    """The document's blocks in order with their properties, its front matter and definitions."""
    return analyze_document(document).text_analysis.outline


def segment_starts(document: Document) -> list[int]:
    """Where the segments of the document's text begin, in bytes of its data.

    Those that directives leave out are included.
    """
    body = body_of(document)
    starts = [segment.start for segment in analyze_document(document).text_analysis.segments]
    return list(_moved(body, starts, document.encoding, document.bom))


@lru_cache(maxsize=2)
def _analysis_of(data: bytes, codec: str, bom: int, reading: Reading) -> DocumentAnalysis:
    body = _body(data, codec, bom)
    found = analyze_body(body, reading)
    values = {value.start: value for value in found.front_matter.values}
    return DocumentAnalysis(
        found,
        _with_moved_keys(body, found.containers, codec, bom),
        _with_moved_keys(body, values, codec, bom),
    )


def _segments(body: bytes, found: TextAnalysis, options: DocumentOptions) -> list[Segment]:
    keys = FRONT_MATTER.of(options)
    segments = [
        _front_segment(value)
        for value in found.front_matter.values
        if value.key in keys and markdown_has_words(value.text)
    ]
    segments += found.segments
    others = [
        *_code_segments(body, found, CODE.of(options)),
        *_segments_of_mdpo(found.comments),
    ]
    segments = _in_order(segments, others)
    if names := PROSE_PARAMETERS.of(options):
        segments = _in_order(segments, list(parameter_segments(body.decode(), names, segments)))
    return segments


def _in_order(segments: list[Segment], others: list[Segment]) -> list[Segment]:
    if not others:
        return segments
    return sorted((*segments, *others), key=lambda segment: segment.start)


def _code_segments(body: bytes, found: TextAnalysis, wanted: str) -> Iterator[Segment]:
    """The texts in code: what the project wants, or a comment of mdpo orders for a block."""
    orders = deque(
        (comment.start, match)
        for comment in found.comments
        if comment.ends
        and "mdpo-" in comment.text
        and (match := _ORDER_OF_MDPO.fullmatch(comment.text))
    )
    if not found.code or not (orders or wanted != "none"):
        return
    for block in found.code:
        here = wanted
        while orders and block.line_spans and orders[0][0] < block.line_spans[0][0]:
            match = orders.popleft()[1]
            here = STRINGS if match["order"] == "include" else "none"
            wanted = here if match["all"] else wanted
        yield from code_segments(body, block, here)


def _segments_of_mdpo(comments: Iterable[HtmlComment]) -> Iterator[Segment]:
    """The texts that comments of mdpo bring to translators: ``<!-- mdpo-include Text -->``."""
    for comment in comments:
        if (
            comment.ends
            and "mdpo-" in comment.text
            and (match := _TEXT_OF_MDPO.fullmatch(comment.text))
        ):
            start = comment.start + len("<!--") + len(comment.text[: match.start("text")].encode())
            end = start + len(match["text"].encode())
            yield Segment(Kind.COMMENT, " ".join(match["text"].split()), start, end)


def _front_segment(value: FrontMatterValue) -> Segment:
    return Segment(Kind.FRONT_MATTER, value.text, value.start, value.end, context=value.key)


def _directives(body: bytes, found: TextAnalysis) -> list[Directive]:
    """The directives among a text's comments."""
    comments = [one for one in found.comments if not one.ends or is_directive(one.text)]
    if not comments:
        return []
    ends = [match.start() for match in EOL.finditer(body)]
    directives: list[Directive] = []
    for comment in comments:
        line = bisect.bisect_left(ends, comment.start) + 1
        if not comment.ends:
            directives.append(unended(comment.start, line))
        elif directive := parse_directive(comment.text, comment.start, line):
            directives.append(directive)
    return directives


def _relocated(
    body: bytes, segments: Sequence[Segment], codec: str, bom: int
) -> tuple[Segment, ...]:
    """The segments with their spans in bytes of the data instead of the text's UTF-8."""
    if codec == _UTF8 and not bom:
        return tuple(segments)
    edges = (edge for segment in segments for edge in (segment.start, segment.end))
    moved = _moved(body, edges, codec, bom)
    return tuple(
        replace(segment, start=start, end=end)
        for segment, start, end in zip(segments, moved, moved, strict=True)
    )


def _with_moved_keys(
    body: bytes, found: Mapping[int, _T], codec: str, bom: int
) -> Mapping[int, _T]:
    """A mapping from ascending offsets in the text's UTF-8, from offsets in the data instead."""
    if codec == _UTF8 and not bom:
        return found
    return dict(zip(_moved(body, found, codec, bom), found.values(), strict=True))


def _moved(body: bytes, offsets: Iterable[int], codec: str, bom: int) -> Iterator[int]:
    """Ascending offsets in the text's UTF-8, as offsets in the data."""
    if codec == _UTF8:
        yield from (bom + offset for offset in offsets)
        return
    before, position = 0, bom
    for offset in offsets:
        position += len(body[before:offset].decode().encode(codec))
        before = offset
        yield position
