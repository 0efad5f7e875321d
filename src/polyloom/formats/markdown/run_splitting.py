"""Runs of inline content in which some lines are texts for themselves, or no texts.

Titles of containers, abbreviations, lines of verse, and pandoc's title block are texts for
themselves; lines of shortcodes are none; a ``split`` directive divides a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from polyloom.formats.markdown.block_context import BlockContext
from polyloom.formats.markdown.container_titles import (
    NO_TITLE,
    TitleSpan,
    title_of_callout,
    title_of_fence,
)
from polyloom.formats.markdown.translatable_words import ATTRIBUTES, TARGET
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind
from polyloom.placeables.markdown_events import BEGIN, END, LEAF, Event, span_of_events
from polyloom.placeables.shortcodes import SHORTCODE

# Lines of nothing but shortcodes, or attributes of what stands above.
_SHORTCODES_ONLY = late_pattern(rf"(?:\s*(?:{SHORTCODE.pattern}|{ATTRIBUTES.pattern}))+\s*")
# What a short form stands for, as PHP Markdown Extra has it: ``*[HTML]: Hyper Text …``.
_ABBREVIATION = late_pattern(r"(?P<sign>\*\[[^\[\]]+\]):[ \t]*(?P<words>.*)")
# Lines of verse and of tables as pandoc has them.
_FRAMED_LINE = late_pattern(r"(?:\|[ ]*|\+[-=+:]+)?(?P<words>.*)", re.DOTALL)
# What mkdocstrings puts in, with options on the indented lines below.
_MKDOCSTRINGS = late_pattern(r":::[ \t]+[\w.]+\.\w+")
# Pandoc's title block, of at most three lines.
_TITLE_BLOCK = late_pattern(rb"%[ \t]+\S[^\r\n]*(?:\r?\n%[^\r\n]*){0,2}")
_SPLIT = late_pattern(r"(?:<!--|\{/\*)\s*+polyloom\s*+:\s*+split\s*+(?:-->|\*/\})")
# The lines that are no texts.
_NO_TEXTS = (_SHORTCODES_ONLY, TARGET, _SPLIT)
# How callouts, and frames of verse and of tables, begin.
_FRAMES = (b"[!", b"| ", b"+-")
LINE_BREAKS = ("SoftBreak", "HardBreak")

# Events of a run that are one text, with its context if that is not the run's.
PartialRun = tuple[Sequence[Event], BlockContext | None]
# The part of a line that is one text, as a span of characters, and its context if not the run's.
StandaloneLine = tuple[TitleSpan, BlockContext | None]


def marked_as_definition(
    body: bytes, run: Sequence[Event], raw: bytes, context: BlockContext
) -> tuple[Sequence[Event], BlockContext]:
    """A run without the colon of a definition in front, and the context with that as a marker.

    Such a one is no definition to a parser, but to a site: MDN has ``- : Text``.
    """
    if not raw.startswith((b": ", b":\t")):
        return run, context
    start, end = span_of_events(body, run)
    marker = f"{context.marker} :".lstrip()
    return events_between(run, start + 2, end), context._replace(marker=marker)


def run_behind(run: Sequence[Event], offset: int) -> Sequence[Event]:
    """The rest of a run that begins at an offset, in bytes, or behind it.

    Links, images and emphasis are never divided. End tags in front, of elements that ended with
    what is hidden, and blanks are no part of it.
    """
    depth = 0
    for index, (edge, name, data, start, _) in enumerate(run):
        leads = name in LINE_BREAKS or (name == "Text" and not data.strip())
        closes = name == "InlineHtml" and data.startswith("</")
        if depth == 0 and start >= offset and not (leads or closes):
            return run[index:]
        depth += (edge is BEGIN) - (edge is END)
    return ()


def split_run(
    body: bytes, run: Sequence[Event], raw: bytes, context: BlockContext
) -> Iterator[PartialRun] | None:
    """The parts of a run that are texts for themselves; None where the whole run is one text.

    ``body`` is the UTF-8 of the whole text, ``raw`` those bytes of it that the run is.
    """
    if run[0][3] == 0 and _TITLE_BLOCK.fullmatch(raw):
        return _lines_of_title_block(body, run)
    if context.title_of or b":::" in raw or b"*[" in raw or raw.startswith(_FRAMES):
        return _parts_of_run(body, run, context)
    if b"{" in raw or b")=" in raw or b"polyloom:split" in raw:
        return _parts_of_run(body, run, context)
    return None


def _lines_of_title_block(body: bytes, run: Sequence[Event]) -> Iterator[PartialRun]:
    """The lines of pandoc's title block: title, authors, date."""
    lines = (part for part in lines_of_run(run) if part[0][1] not in LINE_BREAKS)
    for part, kind in zip(lines, (Kind.TITLE, Kind.BYLINE, Kind.DATE), strict=False):
        start, end = span_of_events(body, part)
        if inner := events_between(part, start + 1, end):
            yield inner, BlockContext(kind, marker="%")


def _parts_of_run(body: bytes, run: Sequence[Event], context: BlockContext) -> Iterator[PartialRun]:
    """A run divided at directives and at lines that are texts for themselves.

    Lines that are no text are left out. Links, images and emphasis are never divided.
    """
    piece: list[Event] = []
    in_frame = body.startswith((b"| ", b"+-"), run[0][3])
    in_options = False
    for part in lines_of_run(run):
        if part[0][1] in LINE_BREAKS:
            piece += part
            continue
        start, end = span_of_events(body, part)
        text = body[start:end].decode()
        indented = body.endswith(b"    ", 0, start)
        in_options = (in_options and indented) or _MKDOCSTRINGS.fullmatch(text) is not None
        if in_options or any(pattern.fullmatch(text) for pattern in _NO_TEXTS):
            alone: StandaloneLine | None = (NO_TITLE, None)
        elif in_frame:
            alone = (_words_in_frame(text), None)
        else:
            alone = _standalone_line(text, context, opens=part[0] is run[0])
        if alone is None:
            piece += part
            continue
        yield from ((found, None) for found in without_outer_breaks(piece))
        piece = []
        edges = (start + len(text[:edge].encode()) for edge in alone[0])
        if inner := events_between(part, *edges):
            yield inner, alone[1]
    yield from ((found, None) for found in without_outer_breaks(piece))


def _words_in_frame(text: str) -> TitleSpan:
    """The part of a line that is no frame, in pandoc's verse and tables."""
    match = _FRAMED_LINE.match(text)
    return match.span("words") if match else NO_TITLE


def _standalone_line(text: str, context: BlockContext, *, opens: bool) -> StandaloneLine | None:
    """The part of a line that is a text for itself; None where the line is an ordinary one."""
    if match := _ABBREVIATION.fullmatch(text):
        return match.span("words"), context._replace(kind=Kind.FOOTNOTE, marker=match["sign"])
    title = _title_span(text, context, opens=opens)
    return None if title is None else (title, context._replace(kind=Kind.CAPTION))


def _title_span(text: str, context: BlockContext, *, opens: bool) -> TitleSpan | None:
    """The span, in characters, of a container's title in a line.

    It is empty for a line that has no title; None for one that belongs to no container. ``opens``
    says whether the line is the first of its run.
    """
    if opens and context.title_of:
        return context.title_of(text)
    if text.startswith(":::"):
        return title_of_fence(text)
    return title_of_callout(text) if opens and context.kind is Kind.QUOTE else None


def events_between(part: Sequence[Event], start: int, end: int) -> list[Event]:
    """The events of a line between two offsets, in bytes, cut off there."""
    return [
        (edge, name, data, max(first, start), min(last, end))
        for edge, name, data, first, last in part
        if first < end and last > start
    ]


def lines_of_run(run: Sequence[Event]) -> Iterator[list[Event]]:
    """The lines of a run, its line breaks, and its ``split`` directives, each for itself."""
    depth = 0
    part: list[Event] = []
    for event in run:
        edge, name, data, _, _ = event
        depth += (edge is BEGIN) - (edge is END)
        alone = name in LINE_BREAKS or (name == "InlineHtml" and _SPLIT.fullmatch(data))
        if depth == 0 and edge is LEAF and alone:
            if part:
                yield part
            yield [event]
            part = []
        else:
            part.append(event)
    if part:
        yield part


def without_outer_breaks(piece: list[Event]) -> Iterator[list[Event]]:
    """The events without line breaks at their edges, if any are left."""
    while piece and piece[-1][1] in LINE_BREAKS:
        piece.pop()
    while piece and piece[0][1] in LINE_BREAKS:
        piece.pop(0)
    if piece:
        yield piece
