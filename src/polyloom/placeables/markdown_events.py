"""The events of a CommonMark parser (pulldown-cmark), with what GitHub and static sites add.

Offsets are in bytes of the text's UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import pyromark

from polyloom.placeables.byte_text import decoded

_O = pyromark.Options
OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_HEADING_ATTRIBUTES
    | _O.ENABLE_GFM
    | _O.ENABLE_DEFINITION_LIST
    | _O.ENABLE_MATH
)

# An edge (below); the name of a block or inline; the parser's data of it or None; start and end.
Event: TypeAlias = tuple[str, str, Any, int, int]
BEGIN, END, LEAF = "begin", "end", "leaf"

# Everything that stands inside a block: a line of text, or as ``Text`` and ``Html`` the lines of a
# block of code and of HTML.
# fmt: off
INLINE = frozenset(
    [
        "Text", "Code", "InlineMath", "DisplayMath", "InlineHtml", "FootnoteReference",
        "SoftBreak", "HardBreak", "Emphasis", "Strong", "Strikethrough", "Superscript",
        "Subscript", "Link", "Image", "Html",
    ]
)
# fmt: on


class LinkTarget(NamedTuple):
    """Where a link that refers to a definition goes, and its title."""

    url: str
    title: str


def parse_events(
    text: str, targets: Mapping[str, LinkTarget] | None = None, offset: int = 0
) -> Iterator[Event]:
    """The events of a text, in order.

    ``targets`` are those of link reference definitions that stand elsewhere, by label. The text
    begins at ``offset``, in bytes.
    """
    parser = _parser_with(targets) if targets else _parser()
    event: Any
    for event, span in parser.events_with_range(text):
        start, end = span["start"] + offset, span["end"] + offset
        if event.__class__ is str:
            yield LEAF, event, None, start, end
            continue
        edge, value = event.popitem()
        if edge == "Text":
            yield LEAF, edge, value, start, end
        elif edge == "Start":
            if value.__class__ is str:
                yield BEGIN, value, None, start, end
            else:
                name, data = value.popitem()
                yield BEGIN, name, data, start, end
        elif edge == "End":
            yield END, value if value.__class__ is str else next(iter(value)), None, start, end
        else:
            yield LEAF, edge, value, start, end


def span_of_events(body: bytes, run: Sequence[Event]) -> tuple[int, int]:
    """The span of a run's events, in bytes.

    The event of an escaped character begins behind its backslash, which belongs to the run. That
    of a collapsed reference (CommonMark 6.3) ends before its empty label, which does so too.
    """
    start, end = run[0][3], run[-1][4]
    if run[0][1] == "Text" and start and body[start - 1] == ord("\\"):
        start -= 1
    if run[-1][1] in ("Link", "Image") and body.startswith(b"][]", end - 1):
        end += 2
    return start, end


def link_targets(text: str) -> dict[str, LinkTarget]:
    """The targets of a byte text's link reference definitions (CommonMark 4.7), by label.

    What is a definition depends on ASCII alone, so that the text need not be decoded as a whole.
    """
    found = pyromark.reference_definitions(text, options=OPTIONS)
    try:
        return {
            normalize_label(decoded(label)): LinkTarget(
                decoded(each["dest"]), decoded(each["title"] or "")
            )
            for label, each in found.items()
        }
    except UnicodeError:
        # The parser has put characters in the place of references such as ``&eacute;``.
        found = pyromark.reference_definitions(decoded(text), options=OPTIONS)
        return {
            normalize_label(label): LinkTarget(each["dest"], each["title"] or "")
            for label, each in found.items()
        }


def normalize_label(label: str) -> str:
    """A link label as CommonMark (section 4.7) compares it."""
    return " ".join(label.split()).casefold()


def render_html(text: str, targets: Mapping[str, LinkTarget] | None = None) -> str:
    """The text as HTML; raw HTML in it passes through.

    ``targets`` are those of link reference definitions that stand elsewhere.
    """
    return (_parser_with(targets) if targets else _parser()).html(text)


@lru_cache(maxsize=1)
def _parser() -> pyromark.Markdown:
    return pyromark.Markdown(options=OPTIONS)


def _parser_with(targets: Mapping[str, LinkTarget]) -> pyromark.Markdown:
    return pyromark.Markdown(
        options=OPTIONS,
        broken_link_callback=lambda link: targets.get(normalize_label(link["reference"])),
    )
