"""The text of HTML blocks (CommonMark 4.6), found and written as the HTML format does it.

A block is a piece of HTML: its lines, without what Markdown puts before them. What is special here
is what Markdown around it needs to know: comments, which can be directives, and elements that are
not for translators and reach from one block over Markdown to the next.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from polyloom.formats.directives import is_directive
from polyloom.formats.html.rendering import render_attribute_value, render_running_text
from polyloom.formats.html.segmenter import segment_html
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize
from polyloom.formats.markdown.html_tags import TAG, WORDED_VALUE, parse_html_tag
from polyloom.formats.markdown.inline_segments import BlockContext
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.model import Kind, Segment
from polyloom.placeables.shortcodes import SHORTCODE

# Elements whose content is left alone besides those of which the HTML format knows it.
_OPAQUE = frozenset({"pre", "textarea", "title", "template"})
# fmt: off
# Elements that may end without a tag end with their block.
_LOOSE = frozenset([
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup",
])
# fmt: on
# Most blocks are nothing but comments and bare tags, in which there is no text.
_BARE = re.compile(
    r"(?:\s++|<!--.*?(?:-->|\Z)|(?P<tag></?(?:br|dd|details|div|dl|dt|figure|hr|li|ol|p|section|summary|"
    r"table|tbody|td|thead|tr|ul)\s*+>))*+",
    re.DOTALL,
)
_COMMENT = re.compile(r"<!--(?P<text>.*?)(?P<end>-->|\Z)", re.DOTALL)
# What stands between the brackets of shortcodes is no tag. (Noncharacters, Unicode 23.7.)
_HIDDEN = str.maketrans("<>", "\ufdd1\ufdd2")
_SHOWN = str.maketrans("\ufdd1\ufdd2", "<>")


class HtmlComment(Struct, frozen=True):
    """A comment: what stands between ``<!--`` and ``-->``, and where it begins, in bytes."""

    text: str
    start: int


class UntranslatableElement(Struct):
    """Which element that is not for translators is open, from one block to the next."""

    name: str = ""
    depth: int = 0

    def read(self, text: str) -> list[tuple[int, int]]:
        """Go on over a block. Gives the spans of it that are not for translators."""
        spans = []
        begin = 0
        for token in tokenize(text):
            before = self.name
            if token.type in (TokenType.START, TokenType.END):
                self._see(text, token)
            if self.name and not before:
                begin = token.end
            elif before and not self.name:
                spans.append((begin, token.start))
        if self.name:
            spans.append((begin, len(text)))
        if self.name in _LOOSE:
            self.name, self.depth = "", 0
        return spans

    def _see(self, text: str, token: HtmlToken) -> None:
        closes = token.type is TokenType.END
        if self.name == token.name:
            self.depth += -1 if closes else 1
            self.name = self.name if self.depth else ""
        elif not self.name and not closes:
            tag = parse_html_tag(text[token.start : token.end])
            if token.name in _OPAQUE or (tag is not None and tag.shut):
                self.name, self.depth = token.name, 1


class HtmlBlock(Struct, frozen=True):
    """What was found in a block: segments, comments, and whether it shows anything at all."""

    segments: tuple[Segment, ...]
    comments: tuple[HtmlComment, ...]
    shows: bool


def read_html_block(
    body: bytes, pieces: Sequence[tuple[int, int]], place: BlockContext, shut: UntranslatableElement
) -> HtmlBlock:
    """Find the texts of an HTML block, given the spans of its lines without their prefixes.

    ``place`` is that of text in no element with a kind of its own. ``shut`` is what the blocks
    before have left open, and is brought up to date.
    """
    lines = _UnprefixedBlock(body, pieces)
    comments = tuple(
        HtmlComment(match["text"], lines.offset(match.start()))
        for match in _COMMENT.finditer(lines.text)
        if match["end"]
    )
    bare = None if shut.name else _BARE.fullmatch(lines.text)
    if bare is not None:
        return HtmlBlock((), comments, bare["tag"] is not None)
    closed = shut.read(lines.text)
    segments = tuple(_segments(lines, closed, place))
    return HtmlBlock(segments, comments, bool(_COMMENT.sub("", lines.text).strip()))


def render_html_text(source: str, translation: str) -> str:
    """A translation as text of an HTML block. Raises UnfitTranslation."""
    written = render_running_text(_hidden(source), _hidden(translation), lines=False, xml=False)
    return written.translate(_SHOWN)


def render_html_value(quote: str, translation: str) -> str:
    """A translation as an attribute's value; ``quote`` is what stands before it.

    Raises UnfitTranslation.
    """
    return render_attribute_value(quote if quote in ('"', "'") else "", translation)


class _UnprefixedBlock:
    """The block's lines without their prefixes as one text, and where each stands."""

    def __init__(self, body: bytes, pieces: Sequence[tuple[int, int]]) -> None:
        parts = [body[start:end].decode() for start, end in pieces]
        self.pieces = pieces
        self.text = "".join(parts)
        self.starts = [0, *itertools.accumulate(map(len, parts))]

    def offset(self, position: int) -> int:
        """The byte in the document at which a character of the text stands."""
        index = bisect.bisect_right(self.starts, position, 0, len(self.pieces)) - 1
        head = self.text[self.starts[index] : position]
        return self.pieces[index][0] + len(head.encode())

    def end(self, position: int) -> int:
        """The byte in the document at which the character before a position ends."""
        return self.offset(position - 1) + len(self.text[position - 1].encode())


def _segments(
    lines: _UnprefixedBlock, closed: Sequence[tuple[int, int]], place: BlockContext
) -> Iterator[Segment]:
    for found in segment_html(_hidden(_COMMENT.sub(_without_directive, lines.text)), "").segments:
        text = found.text.translate(_SHOWN)
        if not _says_something(text, found.kind):
            continue
        if any(start <= found.start < end for start, end in closed):
            continue
        kind, marker = found.kind, found.marker
        if kind is Kind.PARAGRAPH and not found.depth:
            kind, marker = place.kind, place.marker
            place = place.behind_point()
        depth = place.depth + found.depth
        yield Segment(kind, text, lines.offset(found.start), lines.end(found.end), depth, marker)


def _without_directive(comment: re.Match[str]) -> str:
    """A rule for a directive, which parts texts as that does; Markdown obeys it."""
    if comment["end"] and is_directive(comment["text"]):
        return f"<hr{' ' * (len(comment[0]) - 4)}>"
    return comment[0]


def _hidden(text: str) -> str:
    if "{" not in text:
        return text
    return SHORTCODE.sub(lambda match: match[0].translate(_HIDDEN), text)


def _says_something(text: str, kind: Kind) -> bool:
    if kind is Kind.ATTRIBUTE or "<" not in text:
        return markdown_has_words(text)
    values = (match["value"] for tag in TAG.findall(text) for match in WORDED_VALUE.finditer(tag))
    return markdown_has_words(TAG.sub(" ", text)) or any(map(markdown_has_words, values))
