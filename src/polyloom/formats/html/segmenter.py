"""From the tokens of an HTML document to its segments.

Blocks and inline content are told apart as browsers display them (§15.3). End tags that authors
leave out are implied as where the standard builds a tree (§13.2.6), as far as the kind of a segment
depends on it. Bytes never depend on it: all but the segments is skeleton.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.formats.directives import (
    Directive,
    DirectiveKind,
    apply_directives,
    begins_like_directive,
    parse_directive,
    unended,
)
from polyloom.formats.html.attributes import Attribute, may_concern_translation
from polyloom.formats.html.elements import BLOCKS, FOREIGN, INLINE
from polyloom.formats.html.inline_runs import html_has_words, trim_run
from polyloom.formats.html.open_elements import OpenElements
from polyloom.formats.html.table_cells import CELLS
from polyloom.formats.html.tag_segments import has_translatable_attribute, tag_segments
from polyloom.formats.html.tokenizer import TEXTUAL, HtmlToken, TokenType, tokenize
from polyloom.formats.html.translation_switches import TranslationSwitches
from polyloom.formats.html.visible_text import trim_white_space, trimmed_span, visible_text
from polyloom.language.line_breaks import count_line_ends
from polyloom.late_patterns import late_pattern
from polyloom.model import DocumentWarning, Kind, Segment

_REST_OF_LINE = late_pattern(r"[ \t]*(?:[\r\n]|\Z)")


class _Untranslated(NamedTuple):
    """An open inline element that is not for translators, inside a run.

    ``inner`` counts the elements of the same name that are open in it.
    """

    tag: HtmlToken
    inner: int = 0


class HtmlContent(Struct):
    """The segments of a document, with spans in characters.

    ``languages`` are the ``lang`` attributes that name the language of text for translators;
    ``warnings`` say which directives have no effect.
    """

    segments: list[Segment] = field(default_factory=list)
    languages: list[Attribute] = field(default_factory=list)
    warnings: tuple[DocumentWarning, ...] = ()


# Takes a token that is in no segment.
TakeSkeleton = Callable[[HtmlToken], object]


def segment_html(
    text: str, skeleton: TakeSkeleton | None = None, *, xml: bool = False
) -> HtmlContent:
    """The segments of a document, in order.

    ``skeleton`` is called with each token, other than text, that is in no segment, in order. With
    ``xml`` the document is read as XML.
    """
    reader = _HtmlSegmenter(text, skeleton or _forget)
    reader.read(xml)
    found = reader.found
    found.languages = reader.switches.languages
    found.segments.sort(key=lambda segment: segment.start)
    if reader.directives:
        found.segments, found.warnings = apply_directives(found.segments, reader.directives)
    return found


def is_xml(text: str) -> bool:
    """Whether a document begins with an XML declaration."""
    return text.startswith("<?xml")


class _HtmlSegmenter:
    """Reads a document's tokens in order; ``run`` is the inline content since the last block."""

    def __init__(self, text: str, skeleton: TakeSkeleton) -> None:
        self.text = text
        self.skeleton = skeleton
        self.found = HtmlContent()
        self.directives: list[Directive] = []
        self.open = OpenElements()
        self.stack = self.open.stack
        self.run: list[HtmlToken] = []
        self.untranslated: _Untranslated | None = None
        self.joining = False
        self.switches = TranslationSwitches(text)
        self.line, self.counted = 1, 0

    def read(self, xml: bool) -> None:
        """Read all tokens of the document."""
        text, is_text, is_start, is_end = self.text, TokenType.TEXT, TokenType.START, TokenType.END
        others: dict[TokenType, Callable[[HtmlToken], None]] = {
            TokenType.CDATA: self.take_text,
            TokenType.VOID: self.take_void,
            TokenType.COMMENT: self.take_comment,
            TokenType.ESCAPABLE: self.take_escapable,
            TokenType.OPAQUE: self.take_opaque,
            TokenType.OTHER: self.take_inline,
        }
        for token in tokenize(text, xml=xml):
            type_, start, end, name = token
            if type_ is is_text:
                # White space between blocks is no run.
                if self.run or not text[start:end].isspace():
                    self.take_text(token)
            elif type_ is is_start:
                if name in BLOCKS or (name not in INLINE and self.is_alone(token)):
                    self.start_block(token)
                else:
                    self.start_inline(token)
            elif type_ is is_end:
                if name in BLOCKS or (name not in INLINE and self.open.is_block(name)):
                    self.end_block(token)
                else:
                    self.end_inline(token)
            else:
                others[type_](token)
        self.end_run(len(text))

    def is_alone(self, token: HtmlToken) -> bool:
        """Whether a tag is alone on its lines."""
        text, start = self.text, token.start
        while start and text[start - 1] in " \t":
            start -= 1
        begins = not start or text[start - 1] in "\r\n"
        return begins and _REST_OF_LINE.match(text, token.end) is not None

    # What is neither a start nor an end tag.

    def take_text(self, token: HtmlToken) -> None:
        if self.stack[-1].on and self.untranslated is None:
            self.run.append(token)

    def take_inline(self, token: HtmlToken) -> None:
        if not self.stack[-1].on:
            self.skeleton(token)
        elif self.untranslated is None:
            self.run.append(token)

    def take_void(self, token: HtmlToken) -> None:
        """A tag without content; fields, and two line breaks in a row, divide the run."""
        if token.name in BLOCKS:
            self.start_block(token)
            return
        # Fields part the text around them: what stands before and behind are labels. Two line
        # breaks in a row stand for the end of a paragraph.
        parts = token.name == "input" or (token.name == "br" and self.is_behind_break())
        if parts and self.untranslated is None:
            self.flush()
        self.take_inline(token)
        if parts and self.untranslated is None:
            self.flush()

    def is_behind_break(self) -> bool:
        """Whether the run ends with a ``br``, perhaps with white space and comments behind it."""
        if self.joining:
            return False
        for token in reversed(self.run):
            blank = token.type is TokenType.TEXT and self.text[token.start : token.end].isspace()
            if not blank and token.type is not TokenType.COMMENT:
                return token.name == "br"
        return False

    def take_opaque(self, token: HtmlToken) -> None:
        """An opaque element: drawings and formulas are inline, others divide the run."""
        if token.name in FOREIGN or self.untranslated is not None:
            self.take_inline(token)
        else:
            self.flush()
            self.skeleton(token)
            if self.stack[-1].on:
                self.values(token)

    def take_comment(self, token: HtmlToken) -> None:
        """A comment; one that is a directive divides the run."""
        directive = self.directive(token)
        if directive is not None:
            self.directives.append(directive)
            if self.untranslated is None:
                self.flush()
                self.joining = directive.kind is DirectiveKind.JOIN
        self.take_inline(token)

    def directive(self, token: HtmlToken) -> Directive | None:
        """The directive that a comment is, if any."""
        comment = self.text[token.start : token.end]
        if not (":" in comment or "mdpo-" in comment or "olyloom" in comment.lower()):
            return None
        self.line += count_line_ends(self.text[self.counted : token.start])
        self.counted = token.start
        if not comment.endswith("->") and begins_like_directive(comment):
            return unended(token.start, self.line)
        content = comment[4:].removesuffix(">").rstrip("-!")
        return parse_directive(content, token.start, self.line)

    def take_escapable(self, token: HtmlToken) -> None:
        if self.stack[-1].on and html_has_words(self.text[token.start : token.end]):
            self.segment(*trim_white_space(self.text, token.start, token.end), (token,))

    # Blocks.

    def start_block(self, token: HtmlToken) -> None:
        if self.untranslated is not None:
            self.keep_open()
        elif self.run:
            self.flush()
        self.open.imply_ends(token.name)
        on = self.stack[-1].on
        if may_concern_translation(self.text, token):
            on = self.translates(token, on=on)
            if on:
                self.values(token)
        self.skeleton(token)
        # Components may say that they are empty; blocks of HTML that say so are not.
        empty = token.name not in BLOCKS and self.text[token.end - 2] == "/"
        if token.type is not TokenType.VOID and not empty:
            tag = self.text[token.start : token.end] if token.name in CELLS else ""
            self.open.push_block(token.name, on, token.start, tag)

    def end_block(self, token: HtmlToken) -> None:
        if self.run or self.untranslated is not None:
            self.end_run(token.start)
        self.skeleton(token)
        self.open.close(token.name)

    # Inline elements.

    def start_inline(self, token: HtmlToken) -> None:
        """The start tag of an inline element, which may switch translation on or off."""
        pending = self.untranslated
        if not self.stack[-1].on:
            self.skeleton(token)
            self.open.push_inline(token.name, self.translates(token, on=False))
        elif pending is not None:
            if token.name == pending.tag.name:
                self.untranslated = _Untranslated(pending.tag, pending.inner + 1)
            if self.translates(token, on=False):
                self.keep_open()
                self.skeleton(token)
                self.open.push_inline(token.name, True)
        elif not self.translates(token, on=True):
            self.untranslated = _Untranslated(token)
        else:
            if self.open.counts.get(token.name):
                self.open.push_inline(token.name, True, inert=True)
            self.run.append(token)

    def end_inline(self, token: HtmlToken) -> None:
        if self.untranslated is not None:
            self.end_inner(token, self.untranslated)
        elif self.open.counts.get(token.name):
            self.end_kept(token)
        else:
            self.take_inline(token)

    def end_inner(self, token: HtmlToken, pending: _Untranslated) -> None:
        """An end tag inside an inline element that is not for translators."""
        if token.name != pending.tag.name:
            return
        if pending.inner:
            self.untranslated = _Untranslated(pending.tag, pending.inner - 1)
        else:
            self.make_opaque(token.end)

    def end_kept(self, token: HtmlToken) -> None:
        """The end tag of an inline element that may be on the stack of open elements."""
        kept = self.open.nearest_inline(token.name)
        if kept is None or kept.inert:
            self.take_inline(token)
        else:
            self.flush()
            self.skeleton(token)
        if kept is not None:
            self.open.close(token.name)

    def make_opaque(self, end: int) -> None:
        """End the inline element that is not for translators: it is one opaque token of its run."""
        if self.untranslated is not None:
            tag = self.untranslated.tag
            self.run.append(HtmlToken(TokenType.OPAQUE, tag.start, end, tag.name))
            self.untranslated = None

    def keep_open(self) -> None:
        """Make the inline element that is not for translators an open element, and end the run.

        There is a block in it, or text that is for translators.
        """
        pending = self.untranslated
        self.untranslated = None
        self.flush()
        if pending is not None:
            self.skeleton(pending.tag)
            for _ in range(pending.inner + 1):
                self.open.push_inline(pending.tag.name, False)

    # What attributes say.

    def translates(self, token: HtmlToken, *, on: bool) -> bool:
        """Whether an element's text is for translators, where the text before it is or is not."""
        return self.switches.translates(token, self.stack[-1], on)

    def values(self, token: HtmlToken) -> None:
        """Add the segments of a tag's attributes, or of a drawing's labels."""
        self.found.segments += tag_segments(self.text, token)

    # Runs.

    def end_run(self, position: int) -> None:
        """End the run at ``position``, and an inline element in it that is not for translators."""
        if self.untranslated is not None:
            self.make_opaque(position)
        if self.run:
            self.flush()

    def flush(self) -> None:
        """End the run: add its segment, and those of attributes of its tags outside of that."""
        run = self.run
        if not run:
            return
        self.run = []
        if len(run) == 1 and run[0].type is TokenType.TEXT:
            _, start, end, _ = run[0]
            if html_has_words(self.text[start:end]):
                self.segment(*trim_white_space(self.text, start, end), run)
            return
        span = trim_run(self.text, run, partial(has_translatable_attribute, self.text))
        if span is None:
            for token in run:
                self.values(token)
                if token.type not in TEXTUAL:
                    self.skeleton(token)
            return
        first, last = span
        inside = run[first:last]
        self.segment(*trimmed_span(self.text, inside), inside)
        for token in (*run[:first], *run[last:]):
            self.values(token)

    def segment(self, start: int, end: int, run: Sequence[HtmlToken]) -> None:
        """Add the segment that extends from ``start`` to ``end``, in characters."""
        around = self.stack[-1]
        text = visible_text(self.text, run, start, end, lines=around.lines)
        kind, marker = around.kind, around.marker
        if kind is Kind.POINT and around.item is not None:
            if around.item.begun:
                kind, marker = Kind.PARAGRAPH, ""
            around.item.begun = True
        depth = around.depth if kind in (Kind.POINT, Kind.PARAGRAPH) else 0
        joined, self.joining = self.joining, False
        self.found.segments.append(
            Segment(kind, text, start, end, depth, marker, joined=joined, cell=around.cell)
        )


def _forget(token: HtmlToken) -> None:
    """Take a token that nobody asked for."""
