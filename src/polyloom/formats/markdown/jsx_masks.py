"""JSX, written as a CommonMark parser understands it, in byte texts that stay as long.

JSX on lines of its own is a block for itself, and what stands between two tags is Markdown, with
blank lines around it or without. Mostly it is indented: it must not be read as code. So a start tag
over an indented body is written as the marker of a list item, whose bodies are indented as well.
Inside a text, a tag is written as an empty one, and an expression as signs that mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from polyloom.formats.markdown.jsx_syntax import (
    JsxKind,
    JsxToken,
    component_tags,
    jsx_tokens,
    opens_line,
)
from polyloom.formats.markdown.parser_masks import (
    LEAST_BLOCK,
    masked_as_block,
    masked_as_marker,
)
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import word_class
from polyloom.placeables.markdown_events import Event

_REST_OF_LINE = late_pattern(r"[ \t]*\r?(?:\n|\Z)")
_NEXT_LINE = late_pattern(r"[ \t]*\r?\n(?:[ \t>]*\r?\n)*(?P<indent>[ \t>]*)(?=\S)", re.ASCII)
_BLANKS = late_pattern(r"[ \t]*")
_COMMENT = late_pattern(r"\{/\*(?P<text>.*)\*/\}", re.DOTALL)
# At the end of a heading a name for its anchor, which Docusaurus knows.
_ANCHOR = late_pattern(rf"\{{#{word_class('-')}+\}}[ \t]*\r?(?:\n|\Z)", re.ASCII)
# How many columns the body of a list item may be indented, from its marker.
_MOST_INDENT = 5
# Of no more tags than that a text is freed.
_MOST_WRAPPERS = 10


def components_as_commonmark(text: str) -> str:
    """Markdown whose components, on lines of their own, are blocks for themselves."""
    if "<" not in text:
        return text
    return _with_masks(text, (((token,), True) for token in component_tags(text)))


def mdx_as_commonmark(text: str) -> str:
    """MDX as a CommonMark parser understands it."""
    return _with_masks(text, _grouped(text, jsx_tokens(text)))


def masked_inline(source: str, token: JsxToken) -> str:
    """A token inside a text: a tag as an empty one, an expression as signs that mean nothing."""
    size = len(source)
    if token.kind is JsxKind.EXPRESSION:
        match = _COMMENT.fullmatch(source)
        if match and match["text"]:
            inner = match["text"][1:]
            return f"<!--{_on_one_line(inner)}-->".ljust(size) if inner.isascii() else "%" * size
        return "%" * size
    begin, end = ("</x", ">") if token.kind is JsxKind.CLOSES else ("<x", ">")
    if token.kind is JsxKind.EMPTY:
        end = "/>"
    blanks = size - len(begin) - len(end)
    return f"{begin}{' ' * blanks}{end}" if blanks >= 0 else source


def unwrapped_run(run: Sequence[Event]) -> Sequence[Event]:
    """A run without the tags around the whole of it, which are skeleton.

    ``run`` is the events of a text in which each tag was written as an empty one.
    """
    for _ in range(_MOST_WRAPPERS):
        if len(run) < 2 or run[-1][1] != "InlineHtml" or run[0][1] != "InlineHtml":
            return run
        depth = 0
        for event in run[:-1]:
            depth += _depth_of(event)
            if not depth:
                return run
        if depth != 1 or _depth_of(run[-1]) != -1:
            return run
        run = run[1:-1]
        while run and run[0][1] == "SoftBreak":
            run = run[1:]
        while run and run[-1][1] == "SoftBreak":
            run = run[:-1]
    return run


def _depth_of(event: Event) -> int:
    """By how much a tag, written as an empty one, is deeper than the text before it."""
    _, name, data, _, _ = event
    if name != "InlineHtml" or data.endswith("/>") or not data.startswith(("<x", "</x")):
        return 0
    return -1 if data.startswith("</") else 1


# Tokens that stand together, and whether they are alone on their lines.
TokenGroup = tuple[Sequence[JsxToken], bool]


def _grouped(text: str, tokens: Iterable[JsxToken]) -> Iterator[TokenGroup]:
    """Tokens that are alone on their lines together, all others each for itself."""
    group: list[JsxToken] = []
    for token in tokens:
        if token.kind is JsxKind.EXPRESSION and _ANCHOR.match(text, token.start):
            continue
        if group and _BLANKS.fullmatch(text, group[-1].end, token.start):
            group.append(token)
            continue
        yield from _decided(text, group)
        group = [token]
    yield from _decided(text, group)


def _decided(text: str, group: list[JsxToken]) -> Iterator[TokenGroup]:
    if not group:
        return
    if opens_line(text, group[0].start) and _REST_OF_LINE.match(text, group[-1].end):
        yield group, True
    else:
        yield from (((token,), token.kind is JsxKind.MODULE) for token in group)


def _with_masks(text: str, groups: Iterable[TokenGroup]) -> str:
    parts: list[str] = []
    position = 0
    for group, alone in groups:
        start, end = group[0].start, group[-1].end
        source = text[start:end]
        parts.append(text[position:start])
        parts.append(
            _masked_block(text, group, source) if alone else masked_inline(source, group[0])
        )
        position = end
    return "".join((*parts, text[position:]))


def _masked_block(text: str, group: Sequence[JsxToken], source: str) -> str:
    """Tokens alone on their lines: a block, in a list item if an indented body follows."""
    size = len(source)
    indent = _indent_of_body(text, group) if group[-1].kind is JsxKind.OPENS else 0
    if indent < 2:
        return masked_as_block(source) if size >= LEAST_BLOCK else masked_as_marker(source)
    blanks = min(indent, _MOST_INDENT) - 1
    rest = size - 1 - blanks
    if rest >= LEAST_BLOCK:
        return f"-{' ' * blanks}<?{' ' * (rest - LEAST_BLOCK)}?>"
    blanks = min(blanks, size - 2)
    return f"-{' ' * blanks}#".ljust(size)


def _indent_of_body(text: str, group: Sequence[JsxToken]) -> int:
    """How many columns the line behind some tokens is indented, from where they begin."""
    start = group[0].start
    line = text.rfind("\n", 0, start) + 1
    following = _NEXT_LINE.match(text, group[-1].end)
    if following is None:
        return 0
    return _columns(following["indent"]) - _columns(text[line:start])


def _columns(indent: str) -> int:
    return len(indent.expandtabs(4))


def _on_one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
