"""Texts of MDX: their markup, and how a translation is written so that no JSX begins by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.markdown.jsx_syntax import JsxKind, JsxToken, inline_jsx, strays_of_jsx
from polyloom.formats.markdown.markup_inventory import (
    MarkupInventory,
    inventory_of_markdown,
)
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.placeables.html_tags import HtmlTag, parse_html_tag, unmatched_tags
from polyloom.placeables.inline_markup import MarkupItem
from polyloom.placeables.markdown_events import BEGIN, LinkTarget, parse_events

_MODULE = late_pattern(r"(?:import|export)(?=\s)")
_PAIRED = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


def shielded(translation: str, source: str) -> str:
    r"""A translation in which no expression, tag or module begins that the source does not have.

    >>> print(shielded("a {b} {c} < 5 <6", "{c}"))
    a \{b} {c} < 5 \<6
    """
    known = Counter(_written(source, token) for token in inline_jsx(source))
    parts = []
    position = 0
    for stray in strays_of_jsx(translation, known):
        parts += [translation[position:stray], "\\"]
        position = stray
    text = "".join((*parts, translation[position:]))
    if _MODULE.match(text) and not _MODULE.match(source):
        return f"&#{ord(text[0])};{text[1:]}"
    return text


def inventory_of_mdx(text: str, targets: Mapping[str, LinkTarget]) -> MarkupInventory:
    """The markup of a text of MDX: that of Markdown, and JSX.

    Raises UnfitTranslation where tags and other markup overlap, which MDX does not allow.
    """
    tokens = list(inline_jsx(text))
    masked = _masked(text, tokens)
    found = inventory_of_markdown(masked, targets)
    if not tokens:
        return found
    tags = [tag for token in tokens if (tag := _tag(text, token))]
    _refuse_overlaps(masked, tokens)
    items = chain(found.items.elements(), (_item(text, token) for token in tokens))
    spans = (*found.unbreakable, *((token.start, token.end) for token in tokens))
    return MarkupInventory(Counter(items), unmatched_tags(tags), found.has_words, spans)


def _written(text: str, token: JsxToken) -> str:
    return " ".join(text[token.start : token.end].split())


def _masked(text: str, tokens: Sequence[JsxToken]) -> str:
    """The text with signs that mean nothing in the place of tokens, as long as they are."""
    parts = []
    position = 0
    for token in tokens:
        parts += [text[position : token.start], "%" * (token.end - token.start)]
        position = token.end
    return "".join((*parts, text[position:]))


def _item(text: str, token: JsxToken) -> MarkupItem:
    tag = _tag(text, token)
    if tag is not None:
        return "the tag", tag.essence
    return "the expression", _written(text, token)


def _tag(text: str, token: JsxToken) -> HtmlTag | None:
    """The tag that a token is; None for an expression, and for a fragment's."""
    if token.kind is JsxKind.EXPRESSION:
        return None
    written = text[token.start : token.end]
    tag = parse_html_tag(written)
    essence = tag.essence if tag else _written(text, token)
    closes = token.kind is JsxKind.CLOSES
    return HtmlTag(token.name, closes, essence, void=token.kind is JsxKind.EMPTY)


def _refuse_overlaps(masked: str, tokens: Sequence[JsxToken]) -> None:
    """Raise UnfitTranslation where a tag stands in other markup, and its partner does not."""
    open_: list[str] = []
    for edge in sorted(chain(_edges_of_markup(masked), _edges_of_tags(masked, tokens))):
        if not edge.closes:
            open_.append(edge.name)
        elif open_ and open_[-1] == edge.name:
            open_.pop()
        elif edge.name in open_:
            raise UnfitTranslation(
                message("tags of the translation and its bold text, emphasis or links overlap"),
                message("close each where it was opened"),
            )


class _Edge(NamedTuple):
    """Where an element begins or ends, in bytes; of those at one place, the first in order."""

    position: int
    opens: bool
    order: int
    name: str

    @property
    def closes(self) -> bool:
        return not self.opens


def _edges_of_markup(masked: str) -> Iterator[_Edge]:
    lead = len("a ")
    for edge, name, _, start, end in parse_events(f"a {masked}"):
        if edge is BEGIN and name in _PAIRED:
            yield _Edge(start - lead, True, -end, name)
            yield _Edge(end - lead, False, -start, name)


def _edges_of_tags(masked: str, tokens: Sequence[JsxToken]) -> Iterator[_Edge]:
    position = size = 0
    for token in tokens:
        size += len(masked[position : token.start].encode())
        position = token.start
        if token.kind in (JsxKind.OPENS, JsxKind.CLOSES):
            yield _Edge(size, token.kind is JsxKind.OPENS, 1, f"<{token.name}>")
