"""One walk over a Markdown text: everything that the other modules want to know of it.

Offsets are in bytes of the text's UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from sys import intern
from typing import Any

from msgspec import Struct, field

from polyloom.formats.front_matter import FrontMatter, read_front_matter
from polyloom.formats.markdown.chunked_events import events_in_chunks
from polyloom.formats.markdown.html_blocks import (
    HtmlComment,
    UntranslatableElement,
    read_html_block,
)
from polyloom.formats.markdown.inline_segments import BlockContext, segments_of_run, span_of_events
from polyloom.formats.markdown.parser_events import BEGIN, END, INLINE, Event, link_definitions
from polyloom.formats.markdown.titled_containers import containers_as_commonmark, is_admonition
from polyloom.model import Kind, Segment

_ITEM_MARKER = re.compile(rb"[-+*]|[0-9]{1,9}[.)]")
_ATX = re.compile(rb"#{1,6}")


class Heading(Struct, frozen=True):
    """A heading: where its content begins, its words, and whether it names its own anchor."""

    start: int
    words: str
    explicit: bool


class CodeBlock(Struct, frozen=True):
    """A code block: its language (empty if none is named) and the spans of its lines."""

    language: str
    pieces: tuple[tuple[int, int], ...]
    place: BlockContext


class SegmentContainer(Struct, frozen=True):
    """What a segment stands in: how many quotes, an HTML block or not, a tag there or not."""

    quotes: int = 0
    in_html: bool = False
    in_tag: bool = False


class TextAnalysis(Struct, frozen=True):
    """What stands in a text.

    ``spots`` has those of segments that stand in quotes or HTML, by their starts.
    """

    segments: tuple[Segment, ...]
    spots: Mapping[int, SegmentContainer]
    outline: Hashable
    headings: tuple[Heading, ...]
    comments: tuple[HtmlComment, ...]
    code: tuple[CodeBlock, ...]
    definitions: dict[str, str]
    front: FrontMatter


@lru_cache(maxsize=2)
def analyze_text(text: str) -> TextAnalysis:
    """Walk over a text once. A source and its output are remembered, if they were the last."""
    front = read_front_matter(text)
    rest = text[front.characters :] if front.characters else text
    walk = _BlockWalker(text.encode())
    rest = containers_as_commonmark(rest)
    definitions = link_definitions(rest) if "]:" in rest else {}
    walk.read(events_in_chunks(rest, definitions, front.bytes))
    return TextAnalysis(
        tuple(walk.segments),
        walk.spots,
        (front.outline, tuple(walk.outline), tuple(definitions.items())),
        tuple(walk.headings),
        tuple(walk.comments),
        tuple(walk.code),
        definitions,
        front,
    )


class _OpenContainer(Struct):
    """A container that is open, and how deep it is in lists and quotes."""

    place: BlockContext = field(default_factory=lambda: BlockContext(Kind.PARAGRAPH))
    # Whether the next run is the first of an item, which is the point.
    fresh: bool = False


class _BlockWalker:
    """The state of the walk: open containers, the run that is being read, what was found."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.frames = [_OpenContainer()]
        self.run: list[Event] = []
        self.special: BlockContext | None = None
        self.explicit = False
        self.language = ""
        self.shut = UntranslatableElement()
        self.opened = False
        self.segments: list[Segment] = []
        self.spots: dict[int, SegmentContainer] = {}
        self.outline: list[Hashable] = []
        self.headings: list[Heading] = []
        self.comments: list[HtmlComment] = []
        self.code: list[CodeBlock] = []

    def read(self, found: Iterable[Event]) -> None:
        """Walk over all events. What stands inside a block is a run until the block ends."""
        run = self.run
        for event in found:
            edge, name, data, start, end = event
            if name in INLINE:
                run.append(event)
            elif edge is END:
                self._end(name)
            else:
                if run:
                    self._end_run()
                if edge is BEGIN:
                    self._begin(name, data, start, end)
                else:
                    self.outline.append(name)
        self._end_run()

    def _end_run(self) -> None:
        """The run that was being read has ended."""
        run = self.run
        if not run:
            return
        place = self.special or self._place()
        if self.special and place.kind is not Kind.CELL:
            start = span_of_events(self.body, run)[0]
            self.headings.append(Heading(start, _label(run), self.explicit))
        if self.body.find(b"<!--", run[0][3], run[-1][4]) >= 0:
            self._comments(run)
        if not self.shut.name:
            found = segments_of_run(self.body, run, place)
            self.segments += found
            if place.quotes:
                self.spots.update(
                    (segment.start, SegmentContainer(place.quotes)) for segment in found
                )
        run.clear()

    def _comments(self, run: Iterable[Event]) -> None:
        for _, name, data, start, _ in run:
            if name == "InlineHtml" and data.startswith("<!--"):
                self.comments.append(HtmlComment(data[4:-3], start))

    def _pieces(self) -> tuple[tuple[int, int], ...]:
        """The spans of the lines that make up the block of code or HTML that has ended."""
        pieces = tuple((event[3], event[4]) for event in self.run)
        self.run.clear()
        return pieces

    def _place(self) -> BlockContext:
        frame = self.frames[-1]
        place = frame.place
        if place.kind is Kind.QUOTE:
            # Made only where there is text: the markers of all levels of a deep nest are too much.
            return place._replace(marker=">" * place.quotes)
        if place.heads:
            frame.place = place._replace(heads=False)
        if place.kind is not Kind.POINT or frame.fresh:
            frame.fresh = False
            return place
        return place.behind_point()

    def _begin(self, name: str, data: Any, start: int, end: int) -> None:
        name = intern(name)
        self.outline.append(name if data is None else (name, _hashable(data)))
        opening, self.opened = not self.opened, self.opened or name != "HtmlBlock"
        here = self.frames[-1].place
        if name == "Paragraph":
            return
        if name == "CodeBlock":
            self.language = data["Fenced"] if isinstance(data, dict) else ""
        elif name == "Heading":
            titles = opening and data["level"] == "H1" and len(self.frames) == 1
            kind = Kind.TITLE if titles else Kind.HEADING
            self.special = BlockContext(
                kind, here.depth, self._heading_marker(start, end), here.quotes
            )
            self.explicit = data["id"] is not None
        elif name == "TableCell":
            self.special = BlockContext(Kind.CELL, here.depth, "", here.quotes)
        else:
            self._open(name, data, start)

    def _open(self, name: str, data: Any, start: int) -> None:
        """Enter a container."""
        here = self.frames[-1].place
        depth, quotes = here.depth, here.quotes
        if name == "BlockQuote":
            place = BlockContext(Kind.QUOTE, depth, "", quotes + 1)
        elif name == "Item" and is_admonition(self.body, start):
            place = BlockContext(Kind.PARAGRAPH, depth, "", quotes, heads=True)
        elif name == "Item":
            match = _ITEM_MARKER.match(self.body, start)
            place = BlockContext(Kind.POINT, depth + 1, match[0].decode() if match else "", quotes)
        elif name == "DefinitionListDefinition":
            place = BlockContext(Kind.POINT, depth + 1, ":", quotes)
        elif name == "FootnoteDefinition":
            place = BlockContext(Kind.FOOTNOTE, depth, f"[^{data}]", quotes)
        elif name == "DefinitionListTitle":
            place = BlockContext(Kind.PARAGRAPH, depth, "", quotes)
        else:
            return
        self.frames.append(_OpenContainer(place, fresh=place.kind is Kind.POINT))

    def _end(self, name: str) -> None:
        self.outline.append(None)
        if name == "CodeBlock":
            self._end_code()
        elif name == "HtmlBlock":
            self._end_html()
        elif self.run:
            self._end_run()
        if name in ("TableCell", "Heading"):
            self.special = None
        elif name in _CONTAINERS:
            self.frames.pop()

    def _end_code(self) -> None:
        pieces = self._pieces()
        if self.language and pieces and not self.shut.name:
            self.code.append(CodeBlock(self.language, pieces, self.frames[-1].place))

    def _end_html(self) -> None:
        pieces = self._pieces()
        frame = self.frames[-1]
        fresh = frame.fresh
        place = self._place()
        block = read_html_block(self.body, pieces, place, self.shut)
        self.opened = self.opened or block.shows
        frame.fresh = fresh and not block.segments
        self.segments += block.segments
        for segment in block.segments:
            in_tag = segment.kind is Kind.ATTRIBUTE
            self.spots[segment.start] = SegmentContainer(place.quotes, in_html=True, in_tag=in_tag)
        self.comments += block.comments

    def _heading_marker(self, start: int, end: int) -> str:
        """``#`` to ``######``, or the character of a setext heading's underline."""
        if match := _ATX.match(self.body, start):
            return match[0].decode()
        return self.body[start:end].rstrip()[-1:].decode()


_CONTAINERS = frozenset(
    {
        "BlockQuote",
        "Item",
        "DefinitionListDefinition",
        "DefinitionListTitle",
        "FootnoteDefinition",
    }
)


def _label(run: list[Event]) -> str:
    """The words of a heading as a browser shows them; code counts, images do not."""
    parts = []
    for _, name, data, _, _ in run:
        if name in ("Text", "Code", "InlineMath"):
            parts.append(data)
        elif name in ("SoftBreak", "HardBreak"):
            parts.append(" ")
    return "".join(parts)


def _hashable(data: Any) -> Hashable:
    return tuple(data.values()) if isinstance(data, dict) else data
