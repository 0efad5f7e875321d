"""The syntax of JSX, as MDX has it: tags, whose attributes may hold programs, and expressions.

No program is understood; of JavaScript no more is known than how its brackets, strings and comments
end. A look for an end that is not there costs, and all looks together are bounded by a multiple of
the text's length: MDX with a bracket that never closes is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from polyloom.formats.markdown.code_fences import FencedCode, fenced_code
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import word_class

_IN_NAME = word_class("$")
_NAME = rf"[A-Za-z_$]{_IN_NAME}*(?:[.:-]{_IN_NAME}+)*"
# What may begin JSX in Markdown, and what hides that: escapes, code, comments of HTML.
_OPENS = late_pattern(
    rf"\\[\\`<{{]|(?P<code>`+)|(?P<comment><!--)|(?P<tag></?(?:{_NAME}(?=[\s/>{{])|(?=>)))|(?P<brace>\{{)"
    r"|(?P<stray><(?=\S|\Z))",
    re.ASCII,
)
_IN_TAG = late_pattern(
    r"(?:[^\s\"'{}<>/`]++|\s++|/(?!>)|\"[^\"]*+\"|'[^']*+')*+(?:(?P<brace>\{)|(?P<end>/?>))",
    re.ASCII,
)
_IN_PROGRAM = late_pattern(
    r"[^{}()\[\]\"'`/\n]++|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|//[^\n]*+"
    r"|(?P<comment>/\*)|(?P<template>`)|(?P<open>[{(\[])|(?P<close>[})\]])"
    r"|(?P<blank>\n(?=[ \t]*\r?\n))|.|\n",
)
_TEMPLATE = late_pattern(r"(?:[^`\\$]|\\.|\$(?!\{))*+(?:(?P<end>`)|(?P<hole>\$\{)|\Z)", re.DOTALL)
_ATTRIBUTE = late_pattern(
    rf"(?<=[\s\"'}}])(?P<name>[A-Za-z_$]{word_class('$:.-')}*)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|\{\s*(?:\"(?P<program>(?:[^\"\\\n]|\\[\\\"'])*)\"|'(?P<quoted>(?:[^'\\\n]|\\[\\\"'])*)')\s*\})"
    r"|(?P<brace>\{)|\"[^\"]*\"|'[^']*'",
    re.ASCII,
)
_MODULE = late_pattern(r"(?:\A\n?|\n[ \t]*\r?\n)(?P<word>(?:import|export)(?=[\s{*\"']))", re.ASCII)
_BLANK_LINE = late_pattern(r"\n[ \t]*\r?(?:\n|\Z)")
_COMPONENT = late_pattern(r"</?[A-Z](?=[A-Z\d]*(?:[a-z]|\.[A-Za-z]))")
_MARKERS = late_pattern(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*")
_REST_OF_LINE = late_pattern(r"[ \t]*\r?(?:\n|\Z)")
# How many times the length of a text may be looked at in vain.
_VAIN_LOOKS = 8


class JsxKind(StrEnum):
    """What a piece of JSX is."""

    OPENS = "start tag"
    CLOSES = "end tag"
    EMPTY = "tag of an empty element"
    EXPRESSION = "expression"
    MODULE = "import or export"


class JsxToken(Struct, frozen=True):
    """A piece of JSX: what it is, its span in characters, and the name of a tag."""

    kind: JsxKind
    start: int
    end: int
    name: str = ""


class _Lookahead(Struct):
    """How many characters may still be looked at in vain."""

    left: int

    def miss(self, length: int) -> None:
        self.left -= length


def jsx_tokens(text: str) -> Iterator[JsxToken]:
    """The JSX of a Markdown text, in order; what never ends is none.

    >>> [(token.kind.value, token.name) for token in jsx_tokens("<A b={'}'}>{c}</A> `{d}`")]
    [('start tag', 'A'), ('expression', ''), ('end tag', 'A')]
    """
    fenced = fenced_code(text)
    budget = _Lookahead(_VAIN_LOOKS * len(text) + 1000)
    position = 0
    for module in _modules(text, fenced, budget):
        yield from _inline_tokens(text, position, module.start, fenced, budget)
        yield module
        position = module.end
    yield from _inline_tokens(text, position, len(text), fenced, budget)


def inline_jsx(text: str) -> Iterator[JsxToken]:
    """The tags and expressions of a text that is one paragraph, and no module."""
    budget = _Lookahead(_VAIN_LOOKS * len(text) + 1000)
    return _inline_tokens(text, 0, len(text), FencedCode((), ()), budget)


def strays_of_jsx(text: str, known: Counter[str]) -> Iterator[int]:
    """Where JSX would begin in a paragraph that is none, or an expression that is not known.

    ``known`` are the expressions that there may be, with single blanks, and how often each.
    """
    budget = _Lookahead(_VAIN_LOOKS * len(text) + 1000)
    left = Counter(known)
    position = 0
    last_comment = text.rfind("-->")
    while match := _OPENS.search(text, position):
        position = match.end()
        if match["code"]:
            position = _end_of_code(text, match, len(text))
        elif match["comment"]:
            position = text.find("-->", position) if position <= last_comment else position
        elif not match[0].startswith("\\"):
            token = _token(text, match, budget)
            written = " ".join(text[token.start : token.end].split()) if token else ""
            if token is None or (token.kind is JsxKind.EXPRESSION and not left[written]):
                position = match.start() + 1
                yield match.start()
            else:
                left[written] -= 1
                position = token.end


def opens_line(text: str, position: int) -> bool:
    """Whether nothing stands before a position, in its line, but blanks and signs of containers."""
    line = text.rfind("\n", 0, position) + 1
    return _MARKERS.fullmatch(text, line, position) is not None


def component_tags(text: str) -> Iterator[JsxToken]:
    r"""The tags of components that stand on lines of their own in Markdown that is no MDX.

    The name of a component has capitals, and not only those: HTML has ``<TABLE>``, but no
    ``<Tabs>``.

    >>> [token.name for token in component_tags("<Tabs>\n<div>\n</Tabs> <Icon />")]
    ['Tabs']
    """
    starts = [
        match.start() for match in _COMPONENT.finditer(text) if opens_line(text, match.start())
    ]
    fenced = fenced_code(text if starts else "")
    budget = _Lookahead(_VAIN_LOOKS * len(text) + 1000)
    end = 0
    for start in starts:
        match = _OPENS.match(text, start)
        if match is None or start < end or fenced.contains(start) or budget.left <= 0:
            continue
        token = _tag(text, match, budget)
        if token is not None and _REST_OF_LINE.match(text, token.end):
            yield token
            end = token.end


def attributes_in(text: str, tag: JsxToken) -> Iterator[tuple[str, int, int, bool]]:
    """The attributes of a tag that are strings: name, span in characters, whether in braces.

    >>> list(attributes_in("<A b='c' d={e} f={'g'}>", JsxToken(JsxKind.OPENS, 0, 23, "A")))
    [('b', 6, 7, False), ('f', 19, 20, True)]
    """
    position = tag.start
    while match := _ATTRIBUTE.search(text, position, tag.end):
        position = match.end()
        if match["brace"]:
            end = _end_of_program(text, position, _Lookahead(0), module=False)
            position = max(end, position)
        elif match["name"]:
            group = next(name for name in _VALUES if match[name] is not None)
            yield match["name"], *match.span(group), group in ("program", "quoted")


_VALUES = ("double", "single", "program", "quoted")


def _modules(text: str, fenced: FencedCode, budget: _Lookahead) -> Iterator[JsxToken]:
    position = 0
    while match := _MODULE.search(text, position):
        start = match.start("word")
        position = match.end()
        if fenced.contains(start):
            continue
        end = _end_of_program(text, position, budget, module=True) if budget.left > 0 else -1
        position = end if end >= 0 else _end_of_paragraph(text, start)
        yield JsxToken(JsxKind.MODULE, start, position)


def _inline_tokens(
    text: str, position: int, stop: int, fenced: FencedCode, budget: _Lookahead
) -> Iterator[JsxToken]:
    paragraph = position
    last_comment = text.rfind("-->", position, stop)
    while budget.left > 0 and (match := _OPENS.search(text, position, stop)):
        position = match.end()
        if fenced.contains(match.start()):
            position = max(position, fenced.end_behind(match.start()))
        elif match["code"]:
            paragraph = paragraph if paragraph >= position else _end_of_paragraph(text, position)
            position = _end_of_code(text, match, min(paragraph, stop))
        elif match["comment"]:
            position = text.find("-->", position) if position <= last_comment else position
        else:
            token = _token(text, match, budget)
            if token is not None and token.end <= stop:
                yield token
                position = token.end


def _end_of_paragraph(text: str, position: int) -> int:
    blank = _BLANK_LINE.search(text, position)
    return blank.start() if blank else len(text)


def _end_of_code(text: str, match: re.Match[str], stop: int) -> int:
    """Where inline code ends that a run of backticks begins; the run's end where it does not."""
    closing = re.compile(rf"(?<!`){match['code']}(?!`)").search(text, match.end(), stop)
    return closing.end() if closing else match.end()


def _token(text: str, match: re.Match[str], budget: _Lookahead) -> JsxToken | None:
    """The tag or expression that begins where it could; None where none does."""
    if budget.left <= 0:
        return None
    if match["tag"]:
        return _tag(text, match, budget)
    return _expression(text, match, budget) if match["brace"] else None


def _tag(text: str, match: re.Match[str], budget: _Lookahead) -> JsxToken | None:
    position = match.end()
    while part := _IN_TAG.match(text, position):
        position = part.end()
        if part["end"]:
            name = match["tag"].lstrip("</")
            closes = match["tag"].startswith("</")
            empty = part["end"] == "/>"
            kind = JsxKind.CLOSES if closes else JsxKind.EMPTY if empty else JsxKind.OPENS
            return JsxToken(kind, match.start(), position, name)
        position = _end_of_program(text, position, budget, module=False)
        if position < 0:
            return None
    budget.miss(position - match.start() + 100)
    return None


def _expression(text: str, match: re.Match[str], budget: _Lookahead) -> JsxToken | None:
    end = _end_of_program(text, match.end(), budget, module=False)
    return JsxToken(JsxKind.EXPRESSION, match.start(), end) if end >= 0 else None


def _end_of_program(text: str, start: int, budget: _Lookahead, *, module: bool) -> int:
    """Where a program ends: behind the brace that closes it, a module at a blank line; or -1."""
    open_: list[str] = []
    position = start
    while position >= 0 and (part := _IN_PROGRAM.match(text, position)):
        if not open_ and part["close"] == "}" and not module:
            return part.end()
        if not open_ and part["blank"] and module:
            return part.start()
        position = _behind(text, part, open_)
    if module and not open_ and position >= 0:
        return len(text)
    budget.miss(len(text) - start)
    return -1


def _behind(text: str, part: re.Match[str], open_: list[str]) -> int:
    """Where a program goes on behind a part of it, or -1; ``open_`` are the open brackets."""
    end = part.end()
    if part["open"]:
        open_.append(part["open"])
    elif part["close"] and open_:
        return _end_of_template(text, end, open_) if open_.pop() == "`" else end
    elif part["comment"]:
        closing = text.find("*/", end)
        return closing + 2 if closing >= 0 else -1
    elif part["template"]:
        return _end_of_template(text, end, open_)
    return end


def _end_of_template(text: str, position: int, depth: list[str]) -> int:
    """Where a template ends, or its next hole begins, which is one bracket deeper."""
    match = _TEMPLATE.match(text, position)
    if match is None:
        return len(text)
    if match["hole"]:
        depth.append("`")
    return match.end()
