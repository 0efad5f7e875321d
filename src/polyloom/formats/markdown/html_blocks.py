"""The texts of HTML blocks (CommonMark 4.6), found and written as the HTML format does it.

The lines of a block, without what Markdown puts before them, are read as HTML. Added to that is
what the Markdown around needs to know: comments, which can be directives, and elements that are not
for translators, which may reach from one block over Markdown to another.
"""

from __future__ import annotations

import bisect
import itertools
import re
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.formats.directives import begins_like_directive, is_directive
from polyloom.formats.html.rendering import render_attribute_value, render_running_text
from polyloom.formats.html.segmenter import segment_html
from polyloom.formats.markdown.block_context import BlockContext
from polyloom.formats.markdown.translatable_words import is_machine_only, markdown_has_words
from polyloom.formats.markdown.untranslatable_elements import (
    UntranslatableElement,
    UntranslatableParts,
    untranslatable_parts,
)
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind, Segment
from polyloom.placeables.html_tags import TAG, WORDED_VALUE
from polyloom.placeables.localized_links import LocalizedLinks
from polyloom.placeables.shortcodes import SHORTCODE

# Most blocks are nothing but comments and tags without attributes, in which there is no text.
_TEXTLESS = late_pattern(
    r"(?:\s++|<!--.*?(?:-->|\Z)|(?P<tag></?(?:br|dd|details|div|dl|dt|figure|hr|li|ol|p|section|summary|"
    r"table|tbody|td|thead|tr|ul)\s*+>))*+",
    re.DOTALL,
)
_COMMENT = late_pattern(r"<!--(?P<text>.*?)(?P<end>-->|\Z)", re.DOTALL)
# What stands between the brackets of shortcodes is no tag. (Noncharacters, Unicode 23.7.)
_HIDDEN = str.maketrans("<>", "\ufdd1\ufdd2")
_SHOWN = str.maketrans("\ufdd1\ufdd2", "<>")


class HtmlComment(Struct, frozen=True):
    """A comment: the text between ``<!--`` and ``-->``, and where ``<!--`` begins, in bytes.

    One that does not ``end`` has all the rest of its block as text; only those that begin like a
    directive are of interest.
    """

    text: str
    start: int
    ends: bool = True


class HtmlBlock(Struct, frozen=True):
    """Segments and comments of a block, and whether a browser would show anything of it.

    ``left_open`` is the element that is not for translators and that the block does not end.
    """

    segments: tuple[Segment, ...]
    comments: tuple[HtmlComment, ...]
    shows: bool
    left_open: UntranslatableElement | None = None


def read_html_block(
    body: bytes,
    line_spans: Sequence[tuple[int, int]],
    context: BlockContext,
    hidden_until: int,
) -> HtmlBlock:
    """Find the texts of an HTML block.

    ``body`` is the UTF-8 of the whole text, ``line_spans`` are the spans in it of the block's lines
    without their prefixes. ``context`` is that of text in no element with a kind of its own.
    What begins before ``hidden_until``, in bytes, is not for translators.
    """
    lines = _UnprefixedBlock(body, line_spans)
    comments = tuple(
        HtmlComment(match["text"], lines.offset(match.start()), bool(match["end"]))
        for match in _COMMENT.finditer(lines.text)
        if match["end"] or begins_like_directive(match[0])
    )
    textless = _TEXTLESS.fullmatch(lines.text)
    if textless is not None:
        return HtmlBlock((), comments, textless["tag"] is not None)
    hidden = untranslatable_parts(lines.text, lines.position(hidden_until))
    segments = tuple(_segments(lines, hidden, context))
    left_open = hidden.left_open
    if left_open is not None:
        left_open = UntranslatableElement(left_open.name, lines.offset(left_open.start))
    shows = bool(_COMMENT.sub("", lines.text).strip())
    return HtmlBlock(segments, comments, shows, left_open)


def render_html_text(source: str, translation: str, links: LocalizedLinks) -> str:
    """A translation as text of an HTML block; raises as the HTML format's rendering does."""
    written = render_running_text(
        _with_hidden_tags(source), _with_hidden_tags(translation), links, lines=False, xml=False
    )
    return written.translate(_SHOWN)


def render_html_value(source: str, quote: str, translation: str) -> str:
    """A translation as an attribute's value, in the place of ``source``, the value as written.

    ``quote`` is the character before the value. Raises UnfitTranslation where there is no word in
    it.
    """
    return render_attribute_value(source, quote if quote in ('"', "'") else "", translation)


class _UnprefixedBlock:
    """The lines of a block without their prefixes, as one text, and where each stands."""

    def __init__(self, body: bytes, line_spans: Sequence[tuple[int, int]]) -> None:
        parts = [body[start:end].decode() for start, end in line_spans]
        self.body = body
        self.line_spans = line_spans
        self.text = "".join(parts)
        self.starts = [0, *itertools.accumulate(map(len, parts))]

    def offset(self, position: int) -> int:
        """The offset in the whole text, in bytes, of a position in this one, in characters."""
        index = bisect.bisect_right(self.starts, position, 0, len(self.line_spans)) - 1
        head = self.text[self.starts[index] : position]
        return self.line_spans[index][0] + len(head.encode())

    def position(self, offset: int) -> int:
        """The position in this text, in characters, of an offset in the whole one, in bytes."""
        if offset <= self.line_spans[0][0]:
            return 0
        index = bisect.bisect_right(self.line_spans, (offset, sys.maxsize)) - 1
        start, end = self.line_spans[index]
        head = self.body[start : min(offset, end)].decode(errors="ignore")
        return self.starts[index] + len(head)

    def end(self, position: int) -> int:
        """The offset in the whole text, in bytes, of the end of the character before a position."""
        return self.offset(position - 1) + len(self.text[position - 1].encode())


def _segments(
    lines: _UnprefixedBlock, hidden: UntranslatableParts, context: BlockContext
) -> Iterator[Segment]:
    for found in segment_html(
        _with_hidden_tags(_COMMENT.sub(_without_directive, lines.text))
    ).segments:
        text = found.text.translate(_SHOWN)
        if not _has_translatable_words(text, found.kind):
            continue
        if hidden.contain(found.start):
            continue
        # Link reference definitions right below a tag, which are none to CommonMark only.
        written = lines.text[found.start : found.end]
        if written.startswith("[") and is_machine_only(written.encode()):
            continue
        kind, marker = found.kind, found.marker
        if kind is Kind.PARAGRAPH and not found.depth:
            kind, marker = context.kind, context.marker
            context = context.after_first_text()
        depth = context.depth + found.depth
        cell = found.cell
        if cell is not None:
            cell = replace(cell, table=lines.offset(cell.table))
        yield Segment(
            kind, text, lines.offset(found.start), lines.end(found.end), depth, marker, cell=cell
        )


def _without_directive(comment: re.Match[str]) -> str:
    """An ``hr`` tag for a directive, of the same length: it divides texts as the directive does."""
    if comment["end"] and is_directive(comment["text"]):
        return f"<hr{' ' * (len(comment[0]) - 4)}>"
    return comment[0]


def _with_hidden_tags(text: str) -> str:
    """The text with noncharacters for the angle brackets in shortcodes, which are no tags."""
    if "{" not in text:
        return text
    return SHORTCODE.sub(lambda match: match[0].translate(_HIDDEN), text)


def _has_translatable_words(text: str, kind: Kind) -> bool:
    if kind is Kind.ATTRIBUTE or "<" not in text:
        return markdown_has_words(text)
    values = (match["value"] for tag in TAG.findall(text) for match in WORDED_VALUE.finditer(tag))
    return markdown_has_words(TAG.sub(" ", text)) or any(map(markdown_has_words, values))
