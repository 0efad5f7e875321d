"""Elements that are not for translators, and reach beyond the block that they begin in.

A block of HTML ends at a blank line (CommonMark 4.6), an element at its end tag: in a later block,
inside a paragraph, or in what a parser takes for code. So where an element ends is asked of the
text, not of the parser. One that nothing ends hides nothing behind its block.

Offsets are in bytes of the text's UTF-8, in byte texts.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from polyloom.formats.html.tokenizer import TokenType, tokenize
from polyloom.formats.markdown.code_fences import FencedCode, fenced_code
from polyloom.formats.markdown.jsx_syntax import JsxKind, component_tags, jsx_tokens
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import byte_text
from polyloom.placeables.html_tags import VOID, parse_html_tag

# Elements whose content is left alone besides those of which the HTML format knows it.
_OPAQUE = frozenset({"pre", "textarea", "title", "template"})
# fmt: off
# Elements that may end without a tag end with their block.
_MAY_LACK_END_TAG = frozenset([
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup",
])
# fmt: on
# Tags, and what hides some: code on one line, and comments.
_TAG = late_pattern(
    r"`[^`\n]+`|(?P<comment><!--)|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?=[\s/>])"
)
# How far behind its name, in bytes, an end tag may be closed.
_MOST_BLANKS = 200
_BEHIND_ALL = sys.maxsize


class UntranslatableElement(Struct, frozen=True):
    """An element that is not for translators: its name, and where its start tag begins."""

    name: str
    start: int


class UntranslatableParts(Struct, frozen=True):
    """What of a block is not for translators, in characters: the spans, in order.

    ``left_open`` is the element that the block leaves open, or None.
    """

    spans: tuple[tuple[int, int], ...]
    left_open: UntranslatableElement | None

    def contain(self, position: int) -> bool:
        """Whether a character is not for translators."""
        index = bisect_right(self.spans, (position, _BEHIND_ALL)) - 1
        return index >= 0 and position < self.spans[index][1]


def untranslatable_parts(text: str, start: int) -> UntranslatableParts:
    """What of an HTML block is not for translators: what is before ``start``, and elements."""
    spans = [(0, start)] if start else []
    name, depth, begin, opened = "", 0, 0, 0
    for token in tokenize(text[start:] if start else text):
        if token.type not in (TokenType.START, TokenType.END):
            continue
        closes = token.type is TokenType.END
        if name == token.name:
            depth += -1 if closes else 1
            if not depth:
                spans.append((begin, start + token.start))
                name = ""
        elif not name and not closes:
            tag = parse_html_tag(text[start + token.start : start + token.end])
            if token.name in _OPAQUE or (tag is not None and tag.untranslatable):
                name, depth = token.name, 1
                begin, opened = start + token.end, start + token.start
    if name:
        spans.append((begin, len(text)))
    lasts = name and name not in _MAY_LACK_END_TAG
    return UntranslatableParts(tuple(spans), UntranslatableElement(name, opened) if lasts else None)


class ElementEnds:
    """Where the elements of a text end; found in one pass when the first one is asked for."""

    def __init__(self, body: bytes, *, is_mdx: bool) -> None:
        self.body = body
        self.is_mdx = is_mdx

    def of_html(self, start: int) -> int:
        """Where the element ends whose start tag begins at ``start``; 0 if nothing ends it."""
        return self._html.get(start, 0)

    def of_component(self, start: int) -> int:
        """Where the JSX ends whose start tag begins at ``start``; 0 if nothing ends it."""
        return self._components.get(start, 0)

    @cached_property
    def _html(self) -> Mapping[int, int]:
        text = byte_text(self.body)
        return _pairs(_html_tags(text, fenced_code(text)))

    @cached_property
    def _components(self) -> Mapping[int, int]:
        text = byte_text(self.body)
        tokens = jsx_tokens(text) if self.is_mdx else component_tags(text)
        return _pairs(
            (token.name, token.start, token.end if token.kind is JsxKind.CLOSES else 0)
            for token in tokens
            if token.kind in (JsxKind.OPENS, JsxKind.CLOSES)
        )


def _html_tags(text: str, fenced: FencedCode) -> Iterator[tuple[str, int, int]]:
    """The tags of a text: name, start, and the end of an end tag, or 0 of a start tag.

    In fenced code only those of elements count in which there is no Markdown to anybody.
    """
    position = 0
    last_comment = text.rfind("-->")
    while match := _TAG.search(text, position):
        position = match.end()
        if match["comment"]:
            if position <= last_comment and not fenced.contains(match.start()):
                position = text.find("-->", position)
        elif name := (match["name"] or "").lower():
            if name in VOID or (name not in _OPAQUE and fenced.contains(match.start())):
                continue
            end = text.find(">", position, position + _MOST_BLANKS) + 1 if match["close"] else 0
            if end or not match["close"]:
                yield name, match.start(), end


def _pairs(tags: Iterator[tuple[str, int, int]]) -> Mapping[int, int]:
    """Where each element begins, to where it ends; elements of other names count for nothing."""
    open_: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for name, start, end in tags:
        starts = open_.setdefault(name, [])
        if not end:
            starts.append(start)
        elif starts:
            ends[starts.pop()] = end
    return ends
