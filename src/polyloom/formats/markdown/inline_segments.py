"""Runs of inline content, from their first event to their last, and the segments that they are.

A run may span several lines, each behind the prefix of the quotes and items that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from polyloom.formats.markdown.html_tags import WORDED_VALUE
from polyloom.formats.markdown.parser_events import BEGIN, END, LEAF, Event
from polyloom.formats.markdown.titled_containers import (
    NO_TITLE,
    TitleSpan,
    title_of_admonition,
    title_of_callout,
    title_of_fence,
)
from polyloom.formats.markdown.translatable_words import LETTER, is_machine_only, markdown_has_words
from polyloom.language.line_breaks import unwrap
from polyloom.model import Kind, Segment
from polyloom.placeables.shortcodes import SHORTCODE

EOL = re.compile(rb"\r\n?|\n")
_EOL_IN_TEXT = re.compile(r"\r\n?|\n")
_BREAKS = ("SoftBreak", "HardBreak")
# Lines of nothing but shortcodes.
_NO_TEXT = re.compile(rf"(?:\s*(?:{SHORTCODE.pattern}))+\s*")
# What a short form stands for, as PHP Markdown Extra has it: ``*[HTML]: Hyper Text …``.
_ABBREVIATION = re.compile(r"(?P<sign>\*\[[^\[\]]+\]):[ \t]*(?P<words>.*)")
# Lines of verse and of tables as pandoc has them.
_BAR = re.compile(r"(?:\|[ ]*|\+[-=+:]+)?(?P<words>.*)", re.DOTALL)
# What mkdocstrings puts in, with options on the indented lines below.
_OBJECT = re.compile(r":::[ \t]+[\w.]+\.\w+")
# Pandoc's title block, of at most three lines.
_HEAD = re.compile(rb"%[ \t]+\S[^\r\n]*(?:\r?\n%[^\r\n]*){0,2}")
_SPLIT = re.compile(r"<!--\s*polyloom:split\s*-->")
# Without one of these a text's letters are words.
_MAY_HIDE = (b"{", b"@", b"<", b"://", b"www.")


class BlockContext(NamedTuple):
    """Where a run stands: what its segment is, and in how many quotes it is nested.

    ``heads``: its first line is an admonition's.
    """

    kind: Kind
    depth: int = 0
    marker: str = ""
    quotes: int = 0
    heads: bool = False

    def behind_point(self) -> BlockContext:
        """The place of what stands in the same item: the first text of an item is the point."""
        return (
            BlockContext(Kind.PARAGRAPH, self.depth, "", self.quotes)
            if self.kind is Kind.POINT
            else self
        )


# Events of a run that are one text, with its place if that is not the run's.
PartialRun = tuple[Sequence[Event], BlockContext | None]
# What of a line is one text, as a span of characters, and its place if that is not the run's.
StandaloneLine = tuple[TitleSpan, BlockContext | None]


class UnprefixedLines(Struct, frozen=True):
    """Lines of text without their prefixes: the span from the first to the last, in bytes.

    ``parts`` are the texts between hard breaks.
    """

    start: int
    end: int
    parts: tuple[str, ...]


def segments_of_run(body: bytes, run: Sequence[Event], place: BlockContext) -> list[Segment]:
    """The segments of a run: one, or none without words, or more where something cuts it."""
    start, end = span_of_events(body, run)
    raw = body[start:end]
    if is_machine_only(raw):
        return []
    if start == 0 and _HEAD.fullmatch(raw):
        return list(_segments_of_pieces(body, _head(body, run), place))
    boxed = place.heads or b":::" in raw or b"*[" in raw or raw.startswith((b"[!", b"| ", b"+-"))
    if boxed or b"{" in raw or b"polyloom:split" in raw:
        return list(_segments_of_pieces(body, _cut(body, run, place), place))
    if not any(map(raw.__contains__, _MAY_HIDE)):
        worded = any(event[1] == "Text" and LETTER.search(event[2]) for event in run)
    else:
        worded = markdown_has_words(words_of_events(run))
    return [_segment(body, run, place, start, end)] if worded else []


def _segments_of_pieces(
    body: bytes, pieces: Iterable[PartialRun], place: BlockContext
) -> Iterator[Segment]:
    for piece, own in pieces:
        if markdown_has_words(words_of_events(piece)):
            yield _segment(body, piece, own or place, *span_of_events(body, piece))
            if own is None:
                place = place.behind_point()


def span_of_events(body: bytes, run: Sequence[Event]) -> tuple[int, int]:
    """The bytes of a run. The event of an escaped character begins behind its backslash."""
    start = run[0][3]
    if run[0][1] == "Text" and start and body[start - 1] == ord("\\"):
        start -= 1
    return start, run[-1][4]


def words_of_events(run: Sequence[Event]) -> str:
    """The words of a run, without code and markup.

    Those of links, of images and of the attributes that readers read are included.
    """
    parts: list[str] = []
    autolink = False
    for edge, name, data, _, _ in run:
        if name == "Text":
            if not autolink:
                parts.append(data)
        else:
            parts.append(" ")
            if name == "InlineHtml":
                parts += [match["value"] + " " for match in WORDED_VALUE.finditer(data)]
            elif name == "Link":
                autolink = edge is BEGIN and data["link_type"] in ("Autolink", "Email")
    return "".join(parts)


def strip_line_prefixes(
    body: bytes, start: int, end: int, hard: Sequence[tuple[int, int]], prefix: re.Pattern[bytes]
) -> UnprefixedLines:
    """Take the lines of ``body[start:end]`` out of their prefixes.

    ``hard`` are the spans of the hard breaks in it (CommonMark 6.7), ``prefix`` matches what stands
    before the text on every line but the first.
    """
    waiting = list(reversed(hard))
    parts: list[list[str]] = [[]]
    first, last, position = end, start, start
    for stop, follows in _line_ends(body, start, end):
        content, breaks = stop, False
        if waiting and waiting[-1][1] <= follows:
            content, breaks = max(position, waiting.pop()[0]), True
        raw = body[position:content].decode()
        if text := raw.strip():
            first = min(first, position + _bytes(raw[: len(raw) - len(raw.lstrip())]))
            last = position + _bytes(raw.rstrip())
            parts[-1].append(text)
        if breaks and parts[-1]:
            parts.append([])
        match = prefix.match(body, follows, max(follows, end))
        position = match.end() if match else follows
    return UnprefixedLines(first, last, tuple(unwrap(lines) for lines in parts if lines))


@lru_cache(maxsize=64)
def quote_prefix(quotes: int) -> re.Pattern[bytes]:
    """What may stand before a line that continues a paragraph (CommonMark 5.1, laziness too)."""
    return re.compile(rb"(?:[ \t]*>){0,%d}[ \t]*" % quotes)


def _segment(
    body: bytes, run: Sequence[Event], place: BlockContext, start: int, end: int
) -> Segment:
    """The segment of a run between two offsets, which are its own."""
    kind = place.kind
    if run[0][1] == "Image" and (description := _description(body, run)):
        start, end = description
        kind = Kind.CAPTION if kind is Kind.PARAGRAPH else kind
    raw = body[start:end].decode()
    text = raw.strip()
    edges = len(text) < len(raw)
    if "\n" in text or "\r" in text:
        hard = [(event[3], event[4]) for event in run if event[1] == "HardBreak"]
        if hard or place.quotes:
            lines = strip_line_prefixes(body, start, end, hard, quote_prefix(place.quotes))
            text = "\n".join(lines.parts)
            return Segment(kind, text, lines.start, lines.end, place.depth, place.marker)
        text = unwrap(_EOL_IN_TEXT.split(text))
    if edges:
        start += _bytes(raw[: len(raw) - len(raw.lstrip())])
        end -= _bytes(raw[len(raw.rstrip()) :])
    return Segment(kind, text, start, end, place.depth, place.marker)


def _description(body: bytes, run: Sequence[Event]) -> tuple[int, int] | None:
    """The span of what stands for an image if that is all there is, unless it has a title too."""
    _, _, data, start, end = run[0]
    if run[-1][4] != end:
        return None
    if data["title"] or data["link_type"] != "Inline" or len(run) < 3:
        return None
    inner_start, inner_end = span_of_events(body, run[1:-1])
    whole = body[start:inner_start] == b"![" and body[inner_end : inner_end + 2] == b"]("
    return (inner_start, inner_end) if whole else None


def _head(body: bytes, run: Sequence[Event]) -> Iterator[PartialRun]:
    """The lines of pandoc's title block: title, authors, date."""
    lines = (part for part in _parts(run) if part[0][1] not in _BREAKS)
    for part, kind in zip(lines, (Kind.TITLE, Kind.BYLINE, Kind.DATE), strict=False):
        start, end = span_of_events(body, part)
        if inner := _clipped(part, start + 1, end):
            yield inner, BlockContext(kind, marker="%")


def _cut(body: bytes, run: Sequence[Event], place: BlockContext) -> Iterator[PartialRun]:
    """Part a run at directives and at lines that stand for themselves.

    Lines that are no text are left out. Nothing is cut inside a link, an image or an emphasis.
    """
    piece: list[Event] = []
    in_bars = body.startswith((b"| ", b"+-"), run[0][3])
    in_options = False
    for part in _parts(run):
        if part[0][1] in _BREAKS:
            piece += part
            continue
        start, end = span_of_events(body, part)
        text = body[start:end].decode()
        indented = body.endswith(b"    ", 0, start)
        in_options = (in_options and indented) or _OBJECT.fullmatch(text) is not None
        if in_options or _NO_TEXT.fullmatch(text) or _SPLIT.fullmatch(text):
            alone: StandaloneLine | None = (NO_TITLE, None)
        elif in_bars:
            alone = (_words_in_bars(text), None)
        else:
            alone = _alone(text, place, opens=part[0] is run[0])
        if alone is None:
            piece += part
            continue
        yield from ((found, None) for found in _trimmed(piece))
        piece = []
        edges = (start + _bytes(text[:edge]) for edge in alone[0])
        if inner := _clipped(part, *edges):
            yield inner, alone[1]
    yield from ((found, None) for found in _trimmed(piece))


def _words_in_bars(text: str) -> TitleSpan:
    """What of a line is no frame, where pandoc has verse, or a table of such lines."""
    match = _BAR.match(text)
    return match.span("words") if match else NO_TITLE


def _alone(text: str, place: BlockContext, *, opens: bool) -> StandaloneLine | None:
    """What of a line is a text for itself; None where the line is as others."""
    if match := _ABBREVIATION.fullmatch(text):
        return match.span("words"), place._replace(kind=Kind.FOOTNOTE, marker=match["sign"])
    title = _title(text, place, opens=opens)
    return None if title is None else (title, place._replace(kind=Kind.CAPTION))


def _title(text: str, place: BlockContext, *, opens: bool) -> TitleSpan | None:
    """Where a container's title stands in a line; None where the line begins and ends none."""
    if text.startswith(":::"):
        return title_of_fence(text)
    if opens and place.heads:
        return title_of_admonition(text)
    return title_of_callout(text) if opens and place.kind is Kind.QUOTE else None


def _clipped(part: Sequence[Event], start: int, end: int) -> list[Event]:
    """The events of a line between two offsets."""
    return [
        (edge, name, data, max(first, start), min(last, end))
        for edge, name, data, first, last in part
        if first < end and last > start
    ]


def _parts(run: Sequence[Event]) -> Iterator[list[Event]]:
    """A run's lines, its breaks, and its directives, each for itself."""
    depth = 0
    part: list[Event] = []
    for event in run:
        edge, name, data, _, _ = event
        depth += (edge is BEGIN) - (edge is END)
        alone = name in _BREAKS or (name == "InlineHtml" and _SPLIT.fullmatch(data))
        if depth == 0 and edge is LEAF and alone:
            if part:
                yield part
            yield [event]
            part = []
        else:
            part.append(event)
    if part:
        yield part


def _trimmed(piece: list[Event]) -> Iterator[list[Event]]:
    while piece and piece[-1][1] in _BREAKS:
        piece.pop()
    while piece and piece[0][1] in _BREAKS:
        piece.pop(0)
    if piece:
        yield piece


def _line_ends(body: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each line of a span ends, and where the next one begins."""
    for match in EOL.finditer(body, start, end):
        yield match.start(), match.end()
    yield end, end


def _bytes(text: str) -> int:
    return len(text.encode())
