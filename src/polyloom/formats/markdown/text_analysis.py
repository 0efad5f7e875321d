"""The analysis of a Markdown text: one walk over its events, for all that other modules need.

Offsets are in bytes of the text's UTF-8.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from sys import intern
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.front_matter import FENCES, FrontMatter, read_front_matter
from polyloom.formats.markdown.block_context import BlockContext
from polyloom.formats.markdown.chunked_events import events_in_chunks
from polyloom.formats.markdown.container_markers import is_admonition
from polyloom.formats.markdown.container_titles import (
    NO_TITLE,
    TitleFinder,
    TitleSpan,
    title_of_admonition,
    title_of_block,
    title_of_fence,
    title_of_prose_fence,
)
from polyloom.formats.markdown.html_blocks import (
    HtmlComment,
    read_html_block,
)
from polyloom.formats.markdown.inline_segments import segments_of_run
from polyloom.formats.markdown.jsx_blocks import read_jsx_block
from polyloom.formats.markdown.jsx_masks import unwrapped_run
from polyloom.formats.markdown.parser_masks import is_masked_block
from polyloom.formats.markdown.reading import MARKDOWN, Dialect, Reading, as_commonmark
from polyloom.formats.markdown.run_splitting import run_behind
from polyloom.formats.markdown.translatable_words import is_machine_only
from polyloom.formats.markdown.untranslatable_elements import ElementEnds
from polyloom.late_patterns import late_pattern
from polyloom.model import CellPlace, Kind, Segment
from polyloom.placeables.byte_text import byte_text
from polyloom.placeables.markdown_events import (
    BEGIN,
    END,
    INLINE,
    Event,
    LinkTarget,
    link_targets,
    span_of_events,
)

_ITEM_MARKER = late_pattern(rb"[-+*]|[0-9]{1,9}[.)]")
_ATX = late_pattern(rb"#{1,6}")
_HASH = ord("#")
# By the first sign of a container.
_TITLE_FINDERS: Mapping[int, TitleFinder] = {
    ord(":"): title_of_fence,
    ord("/"): title_of_block,
    ord("`"): title_of_prose_fence,
    ord("~"): title_of_prose_fence,
}


class Heading(Struct, frozen=True):
    """A heading: where its content begins, its words, and whether it names an anchor itself."""

    start: int
    words: str
    has_anchor: bool


class CodeBlock(Struct, frozen=True):
    """A code block: its language (empty if none is named), the spans of its lines, its context."""

    language: str
    line_spans: tuple[tuple[int, int], ...]
    context: BlockContext


class SegmentContainer(Struct, frozen=True):
    """What a segment stands in: how many quotes, an HTML block or not, a tag of that or not.

    ``in_string`` says whether it is a string in which backslashes escape.
    """

    quotes: int = 0
    in_html: bool = False
    in_tag: bool = False
    in_string: bool = False


class TextAnalysis(Struct, frozen=True):
    """What a text consists of.

    ``containers`` are those of segments in quotes or HTML, by the segments' starts. ``outline`` are
    the blocks in order with their properties, for comparison only. ``targets`` are those of link
    reference definitions, by label. ``footnotes`` are the labels of those that are defined.
    """

    segments: tuple[Segment, ...]
    containers: Mapping[int, SegmentContainer]
    outline: Hashable
    headings: tuple[Heading, ...]
    comments: tuple[HtmlComment, ...]
    code: tuple[CodeBlock, ...]
    targets: dict[str, LinkTarget]
    footnotes: frozenset[str]
    front_matter: FrontMatter


@lru_cache(maxsize=2)
def analyze_body(body: bytes, reading: Reading = MARKDOWN) -> TextAnalysis:
    """Analyze the UTF-8 of a text. The last two are remembered: a source and its output.

    The bytes are the key, not the text: what is remembered holds no second copy of a document.
    """
    front_matter = read_front_matter(body.decode()) if body.startswith(FENCES) else FrontMatter()
    text = as_commonmark(byte_text(body[front_matter.bytes :]), reading)
    targets = link_targets(text) if "]:" in text else {}
    walker = _BlockWalker(body, reading)
    walker.read(events_in_chunks(text, targets, front_matter.bytes))
    return TextAnalysis(
        tuple(walker.segments),
        walker.containers,
        (
            front_matter.outline,
            tuple(walker.outline),
            tuple(targets.items()),
        ),
        tuple(walker.headings),
        tuple(walker.comments),
        tuple(walker.code),
        targets,
        frozenset(walker.footnotes),
        front_matter,
    )


class _OpenContainer(Struct):
    """An open container, and the context of text in it."""

    context: BlockContext = field(default_factory=lambda: BlockContext(Kind.PARAGRAPH))
    # Whether the next run is the first text of an item, which is the point.
    awaits_first_text: bool = False
    # Where the tag begins, in bytes, that the marker of the item stands for; -1 in other items.
    tag_start: int = -1


class _BlockWalker:
    """Walks over the events of a text and collects what is in it.

    ``open_containers`` has the innermost one last, ``run`` the inline events of the current block.
    ``block_context`` is the context of a heading or cell that is being read, or None. What begins
    before ``hidden_until`` is not for translators. ``cell`` is the place of the last cell of a
    table that has been begun.
    """

    def __init__(self, body: bytes, reading: Reading) -> None:
        self.body = body
        self.reading = reading
        self.is_mdx = reading.dialect is Dialect.MDX
        self.open_containers = [_OpenContainer()]
        self.run: list[Event] = []
        self.block_context: BlockContext | None = None
        self.has_anchor = False
        self.language = ""
        self.ends = ElementEnds(body, is_mdx=self.is_mdx)
        self.hidden_until = 0
        self.has_content = False
        self.segments: list[Segment] = []
        self.containers: dict[int, SegmentContainer] = {}
        self.outline: list[Hashable] = []
        self.headings: list[Heading] = []
        self.comments: list[HtmlComment] = []
        self.code: list[CodeBlock] = []
        self.footnotes: set[str] = set()
        self.cell = CellPlace(0, 0, 0)

    def read(self, found: Iterable[Event]) -> None:
        """Read all events. Inline ones are collected in a run until their block ends."""
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
        """End the current run: add its segments."""
        run = self.run
        if not run:
            return
        context = self.block_context or self._context()
        if context.kind in (Kind.TITLE, Kind.HEADING):
            start = span_of_events(self.body, run)[0]
            self.headings.append(Heading(start, _label(run), self.has_anchor))
        if self.is_mdx or self.body.find(b"<!--", run[0][3], run[-1][4]) >= 0:
            self._comments(run)
        if self.hidden_until > run[0][3]:
            run[:] = run_behind(run, self.hidden_until)
        if run:
            if self.is_mdx:
                run[:] = unwrapped_run(run)
            found = segments_of_run(self.body, run, context) if run else []
            self.segments += found
            if context.quotes:
                self.containers.update(
                    (segment.start, SegmentContainer(context.quotes)) for segment in found
                )
        run.clear()

    def _comments(self, run: Iterable[Event]) -> None:
        for _, name, data, start, _ in run:
            if name == "InlineHtml" and data.startswith("<!--"):
                self.comments.append(HtmlComment(data[4:-3], start))

    def _line_spans(self) -> tuple[tuple[int, int], ...]:
        """The lines, as spans, of the block of code or HTML that has ended; empties the run."""
        line_spans = tuple((event[3], event[4]) for event in self.run)
        self.run.clear()
        return line_spans

    def _context(self) -> BlockContext:
        """The context of the next text in the innermost container."""
        container = self.open_containers[-1]
        context = container.context
        if context.kind is Kind.QUOTE:
            # Made only where there is text: the markers of all levels of a deep nest are too much.
            return context._replace(marker=">" * context.quotes)
        if context.title_of:
            container.context = context._replace(title_of=None)
        if context.kind is not Kind.POINT or container.awaits_first_text:
            container.awaits_first_text = False
            return context
        return context.after_first_text()

    def _begin(self, name: str, data: Any, start: int, end: int) -> None:
        name = intern(name)
        self.outline.append(name if data is None else (name, _hashable(data)))
        is_marker = name == "Heading" and self._is_marker(start, end)
        opening = not self.has_content
        # What a block of HTML shows is seen at its end; the sign of a container shows nothing.
        if opening and not (name == "HtmlBlock" or is_marker or self._is_name(name, start, end)):
            self.has_content = True
        here = self.open_containers[-1].context
        if name == "Paragraph":
            return
        if name == "CodeBlock":
            self.language = data["Fenced"] if isinstance(data, dict) else ""
        elif is_marker:
            title_of = _TITLE_FINDERS.get(self.body[start]) or _without_title
            self.block_context = BlockContext(Kind.CAPTION, here.depth, "", here.quotes, title_of)
        elif name == "Heading":
            titles = opening and data["level"] == "H1" and len(self.open_containers) == 1
            kind = Kind.TITLE if titles else Kind.HEADING
            marker = self._heading_marker(start, end)
            self.block_context = BlockContext(kind, here.depth, marker, here.quotes)
            self.has_anchor = data["id"] is not None
        elif name == "TableCell":
            self.cell = replace(self.cell, column=self.cell.column + 1)
            self.block_context = BlockContext(
                Kind.CELL, here.depth, "", here.quotes, cell=self.cell
            )
        elif name == "Table":
            self.cell = CellPlace(start, 0, 0)
        elif name in ("TableHead", "TableRow"):
            self.cell = CellPlace(self.cell.table, self.cell.row + 1, 0)
        else:
            self._open(name, data, start)

    def _open(self, name: str, data: Any, start: int) -> None:
        """Open a container, if the block is one."""
        here = self.open_containers[-1].context
        depth, quotes = here.depth, here.quotes
        if name == "BlockQuote":
            context = BlockContext(Kind.QUOTE, depth, "", quotes + 1)
        elif name == "Item" and is_admonition(self.body, start := self._first_sign(start)):
            context = BlockContext(Kind.PARAGRAPH, depth, "", quotes, title_of_admonition)
        elif name == "Item" and self.body.startswith(b"<", start):
            self.open_containers.append(_OpenContainer(here.after_first_text(), tag_start=start))
            return
        elif name == "Item":
            match = _ITEM_MARKER.match(self.body, start)
            context = BlockContext(
                Kind.POINT, depth + 1, match[0].decode() if match else "", quotes
            )
        elif name == "DefinitionListDefinition":
            context = BlockContext(Kind.POINT, depth + 1, ":", quotes)
        elif name == "FootnoteDefinition":
            self.footnotes.add(data)
            context = BlockContext(Kind.FOOTNOTE, depth, f"[^{data}]", quotes)
        elif name == "DefinitionListTitle":
            context = BlockContext(Kind.PARAGRAPH, depth, "", quotes)
        else:
            return
        self.open_containers.append(
            _OpenContainer(context, awaits_first_text=context.kind is Kind.POINT)
        )

    def _first_sign(self, start: int) -> int:
        """Where an item begins whose event may begin at its indentation."""
        while self.body[start : start + 1].isspace():
            start += 1
        return start

    def _end(self, name: str) -> None:
        self.outline.append(None)
        if name == "CodeBlock":
            self._end_code()
        elif name == "HtmlBlock":
            self._end_html()
        elif self.run:
            self._end_run()
        if name in ("TableCell", "Heading"):
            self.block_context = None
        elif name in _CONTAINERS:
            self.open_containers.pop()

    def _end_code(self) -> None:
        line_spans = self._line_spans()
        if self.language and line_spans and line_spans[0][0] >= self.hidden_until:
            self.code.append(CodeBlock(self.language, line_spans, self.open_containers[-1].context))

    def _end_html(self) -> None:
        first = self.run[0]
        line_spans = self._line_spans()
        container = self.open_containers[-1]
        if is_masked_block(first[2], self.body[first[3] : first[3] + 2]):
            start = first[3] if container.tag_start < 0 else container.tag_start
            container.tag_start = -1
            self._read_jsx(start, line_spans[-1][1])
            return
        awaits_first_text = container.awaits_first_text
        context = self._context()
        block = read_html_block(self.body, line_spans, context, self.hidden_until)
        if block.left_open is not None:
            self.hidden_until = self.ends.of_html(block.left_open.start)
        self.has_content = self.has_content or block.shows
        container.awaits_first_text = awaits_first_text and not block.segments
        self.segments += block.segments
        for segment in block.segments:
            in_tag = segment.kind is Kind.ATTRIBUTE
            self.containers[segment.start] = SegmentContainer(
                context.quotes, in_html=True, in_tag=in_tag
            )
        self.comments += block.comments

    def _read_jsx(self, start: int, end: int) -> None:
        """Read a block, between offsets in bytes, that was written otherwise for the parser."""
        written = self.body[start:end].decode()
        if not self.is_mdx and not written.startswith("<"):
            return
        block = read_jsx_block(written, self.reading.prose_parameters)
        hidden_until = self.hidden_until
        if block.left_open is not None and start >= self.hidden_until:
            at = start + len(written[: block.left_open.start].encode())
            self.hidden_until = self.ends.of_component(at)
        context = self.open_containers[-1].context
        for value in block.values:
            first = start + len(written[: value.start].encode())
            if first < hidden_until:
                continue
            last = first + len(written[value.start : value.end].encode())
            self.segments.append(
                Segment(Kind.ATTRIBUTE, value.text, first, last, context.depth, value.name)
            )
            self.containers[first] = SegmentContainer(
                context.quotes, in_html=True, in_tag=True, in_string=value.in_program
            )
        for comment in block.comments:
            at = start + len(written[: comment.start].encode())
            self.comments.append(HtmlComment(comment.text, at))

    def _is_name(self, block: str, start: int, end: int) -> bool:
        """Whether a block only names what follows, as those of MyST do: ``(name)=``."""
        named = block == "Paragraph" and self.body.startswith((b"(", b":"), start)
        return named and is_machine_only(self.body[start:end].strip())

    def _is_marker(self, start: int, end: int) -> bool:
        """Whether a heading that the parser sees is the sign of a container in truth."""
        if self.body[start] == _HASH:
            return False
        line = self.body[start:end].rstrip()
        return b"\n" not in line and b"\r" not in line

    def _heading_marker(self, start: int, end: int) -> str:
        """The signs of a heading: ``#`` to ``######``, or the character of its underline."""
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


def _without_title(line: str) -> TitleSpan:
    del line
    return NO_TITLE


def _hashable(data: Any) -> Hashable:
    return tuple(data.values()) if isinstance(data, dict) else data
